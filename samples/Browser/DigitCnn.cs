namespace NetGen.Samples.Browser;

/// <summary>
/// Keras's convolutional network for MNIST: 34,826 weights. In training every digit is turned, moved and scaled a little, since strangers write
/// otherwise than the writers of MNIST.
/// </summary>
[Network(28, 28, 1, LayerOutputs = true)]
[Rescaling(1 / 255.0)]
[RandomRotation(0.04, FillMode = FillMode.Constant)]
[RandomTranslation(0.08, 0.08, FillMode = FillMode.Constant)]
[RandomZoom(0.12, FillMode = FillMode.Constant)]
[Conv2D(32, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(64, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Flatten]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class DigitCnn;
