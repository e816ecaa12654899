namespace NetGen.Samples.FashionMnist;

/// <summary>Tells ten kinds of clothing apart on grey images of 28x28 pixels with values from 0 to 255.</summary>
[Network(28, 28, 1)]
[Rescaling(1 / 255.0)]
[Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(64, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Flatten]
[Dropout(0.4)]
[Dense(64, Activation = Activation.ReLU)]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class ClothingCnn;
