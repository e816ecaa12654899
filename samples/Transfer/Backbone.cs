namespace NetGen.Samples.Transfer;

// What "netgen import ResNet18.onnx" writes, as a block and as far as it is of use here: the convolutions of 512 channels and the average at the
// end, which tell large photographs apart, are left in the file. Images may have any size that is a multiple of 16: weights do not depend on it.

/// <summary>The first three quarters of ResNet-18 (He, Zhang, Ren and Sun 2015): what photographs consist of.</summary>
[Conv2D(64, 7, Strides = 2, PadTop = 3, PadBottom = 2, PadLeft = 3, PadRight = 2, UseBias = false)]
[BatchNormalization(Momentum = 0.9883497, Epsilon = 1E-05)]
[Activation(Activation.ReLU)]
[MaxPooling2D(3, Strides = 2, PadTop = 1, PadLeft = 1)]
[Residual(64, Repeat = 2)]
[ResidualDown(128)]
[Residual(128)]
[ResidualDown(256)]
[Residual(256)]
internal sealed class Backbone : BlockAttribute;

/// <summary>Two convolutions, added to what comes in.</summary>
[Conv2D(Filters, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization(Momentum = 0.9883497, Epsilon = 1E-05)]
[Activation(Activation.ReLU)]
[Conv2D(Filters, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization(Momentum = 0.9883497, Epsilon = 1E-05)]
[Add(BlockInput)]
[Activation(Activation.ReLU)]
internal sealed class Residual : BlockAttribute
{
    private const int Filters = 64;

    public Residual(int filters)
    {
    }
}

/// <summary>Two convolutions, added to a 1x1 convolution of what comes in: an image of half the size and more channels.</summary>
[Conv2D(Filters, 3, Strides = 2, PadTop = 1, PadLeft = 1, UseBias = false)]
[BatchNormalization(Momentum = 0.9883497, Epsilon = 1E-05)]
[Activation(Activation.ReLU)]
[Conv2D(Filters, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization(Momentum = 0.9883497, Epsilon = 1E-05)]
[Conv2D(Filters, 1, Strides = 2, UseBias = false, Input = BlockInput)]
[BatchNormalization(Momentum = 0.9883497, Epsilon = 1E-05)]
[Add("batch_normalization_1")]
[Activation(Activation.ReLU)]
internal sealed class ResidualDown : BlockAttribute
{
    private const int Filters = 128;

    public ResidualDown(int filters)
    {
    }
}
