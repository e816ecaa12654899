namespace NetGen.Samples.FashionMnist;

/// <summary>
/// The same task for a residual network with batch normalization (He, Zhang, Ren and Sun 2015): six convolutions behind the first in three blocks, each
/// added to what it began with, on images that training flips and moves.
/// </summary>
[Network(28, 28, 1)]
[Rescaling(1 / 255.0)]
[RandomFlip(FlipMode.Horizontal)]
[RandomTranslation(0.08, 0.08)]
[Conv2D(32, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization(Momentum = 0.9)]
[Activation(Activation.ReLU, Name = "stem")]

[Conv2D(32, 3, Strides = 2, Padding = Padding.Same, UseBias = false)]
[BatchNormalization(Momentum = 0.9)]
[Activation(Activation.ReLU)]
[Conv2D(32, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization(Momentum = 0.9, Name = "first_branch")]
[Conv2D(32, 1, Strides = 2, Padding = Padding.Same, UseBias = false, Input = "stem")]
[BatchNormalization(Momentum = 0.9)]
[Add("first_branch")]
[Activation(Activation.ReLU, Name = "first")]

[Conv2D(32, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization(Momentum = 0.9)]
[Activation(Activation.ReLU)]
[Conv2D(32, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization(Momentum = 0.9)]
[Add("first")]
[Activation(Activation.ReLU, Name = "second")]

[Conv2D(96, 3, Strides = 2, Padding = Padding.Same, UseBias = false)]
[BatchNormalization(Momentum = 0.9)]
[Activation(Activation.ReLU)]
[Conv2D(96, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization(Momentum = 0.9, Name = "third_branch")]
[Conv2D(96, 1, Strides = 2, Padding = Padding.Same, UseBias = false, Input = "second")]
[BatchNormalization(Momentum = 0.9)]
[Add("third_branch")]
[Activation(Activation.ReLU)]

[GlobalAveragePooling2D]
[Dropout(0.1)]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class ClothingResNet;
