namespace NetGen.Samples.Transfer;

/// <summary>
/// Tells ten kinds of clothing apart by what ResNet-18 sees in them: the head is new, and the layers before it stay as a million photographs have made them.
/// </summary>
[Network(28, 28, 1, TrainableFrom = "head")]
[Photograph]
[Backbone(Name = "resnet18")]
[GlobalAveragePooling2D]
[Dense(10, Activation = Activation.Softmax, Name = "head")]
internal sealed partial class TransferredClothing;

/// <summary>The same network, all of it trained and from random weights: what the backbone is worth.</summary>
[Network(28, 28, 1)]
[Photograph]
[Backbone(Name = "resnet18")]
[GlobalAveragePooling2D]
[Dense(10, Activation = Activation.Softmax, Name = "head")]
internal sealed partial class ClothingFromScratch;

/// <summary>
/// A grey image as what ResNet-18 has learnt from: larger, in three colours in the order blue, green, red, each less its mean in ImageNet's photographs.
/// The size is a multiple of 16: the backbone halves it four times.
/// </summary>
[ZeroPadding2D(2)]
[UpSampling2D(3, Interpolation = Interpolation.Bilinear, Name = "image")]
[Rescaling(1, -103.1, Name = "blue")]
[Rescaling(1, -115.9, Input = "image", Name = "green")]
[Rescaling(1, -123.2, Input = "image", Name = "red")]
[Concatenate("blue", "green", "red")]
internal sealed class Photograph : BlockAttribute;
