namespace NetGen.Samples.Lecture.Networks;

// What came after the networks of the lecture, on the same photographs of clothing, which training mirrors and moves for all of them.

/// <summary>The slide's convolutions and poolings, for smaller images and ten classes.</summary>
[Network(28, 28, 1)]
[RandomFlip(FlipMode.Horizontal)]
[RandomTranslation(0.05, 0.05, FillMode = FillMode.Constant)]
[Rescaling(1 / 255.0)]
[Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Flatten]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class LectureClothing;

/// <summary>The same with a normalization between every convolution and its ReLU.</summary>
[Network(28, 28, 1)]
[RandomFlip(FlipMode.Horizontal)]
[RandomTranslation(0.05, 0.05, FillMode = FillMode.Constant)]
[Rescaling(1 / 255.0)]
[Normalized(32)]
[MaxPooling2D(2)]
[Normalized(64)]
[MaxPooling2D(2)]
[Normalized(128)]
[MaxPooling2D(2)]
[Flatten]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class NormalizedClothing;

/// <summary>Nine convolutions instead of three, eight of them in pairs that are added to what they begin with.</summary>
[Network(28, 28, 1)]
[RandomFlip(FlipMode.Horizontal)]
[RandomTranslation(0.05, 0.05, FillMode = FillMode.Constant)]
[Rescaling(1 / 255.0)]
[Normalized(32)]
[MaxPooling2D(2)]
[ResidualPair(32)]
[ResidualPair(64, strides: 2)]
[ResidualPair(64)]
[ResidualPair(128, strides: 2)]
[GlobalAveragePooling2D]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class ResidualClothing;

/// <summary>A convolution, its normalization and ReLU. The convolution's bias would be taken away again.</summary>
[Conv2D(Filters, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization(Momentum = 0.9)]
[Activation(Activation.ReLU)]
internal sealed class Normalized : BlockAttribute
{
    private const int Filters = 32;

    public Normalized(int filters)
    {
    }
}

/// <summary>Two convolutions, added to what comes in, or to a 1x1 convolution of it where the shape changes.</summary>
[Conv2D(Filters, 3, Strides = Strides, Padding = Padding.Same, UseBias = false)]
[BatchNormalization(Momentum = 0.9)]
[Activation(Activation.ReLU)]
[Conv2D(Filters, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization(Momentum = 0.9, Name = "branch")]
[Conv2D(Filters, 1, Strides = Strides, UseBias = false, Input = BlockInput, OnlyIf = IsReshaped)]
[BatchNormalization(Momentum = 0.9, OnlyIf = IsReshaped, Name = "shortcut")]
[Add("branch", "shortcut")]
[Activation(Activation.ReLU)]
internal sealed class ResidualPair : BlockAttribute
{
    private const int Filters = 32;
    private const int Strides = 1;
    private const bool IsReshaped = Strides > 1 || InputChannels != Filters;

    public ResidualPair(int filters, int strides = Strides)
    {
    }
}
