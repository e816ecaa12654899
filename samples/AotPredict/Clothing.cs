namespace NetGen.Samples.AotPredict;

/// <summary>
/// Tells ten kinds of clothing apart: Keras's mnist_convnet example without its dropout, 34,826 parameters. The weights become part of the program; they are those
/// that the web service's sample loads from a file, trained on grey images from 0 to 255, bright on black.
/// </summary>
[Network(28, 28, 1)]
[Rescaling(1 / 255.0)]
[Conv2D(32, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(64, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Flatten]
[Dense(10, Activation = Activation.Softmax)]
[Weights("../WebApi/clothing.safetensors")]
internal sealed partial class Clothing;
