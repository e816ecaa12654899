namespace NetGen.Bench.Peers;

/// <summary>MobileNetV2 with a width of 0.35 for images of 96 by 96.</summary>
[Network(96, 96, 3)]
[Conv2D(16, 3, Strides = 2, Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[Activation(Activation.ReLU6)]
[InvertedResidual(8, expansion: 1)]
[InvertedResidual(8, strides: 2)]
[InvertedResidual(8)]
[InvertedResidual(16, strides: 2)]
[InvertedResidual(16, Repeat = 2)]
[InvertedResidual(24, strides: 2)]
[InvertedResidual(24, Repeat = 3)]
[InvertedResidual(32, Repeat = 3)]
[InvertedResidual(56, strides: 2)]
[InvertedResidual(56, Repeat = 2)]
[InvertedResidual(112)]
[Conv2D(1280, 1, UseBias = false)]
[BatchNormalization]
[Activation(Activation.ReLU6)]
[GlobalAveragePooling2D]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class MobileNetV2;

/// <summary>Expands channels, convolves each of them, and projects them.</summary>
[Conv2D(Expansion * InputChannels, 1, UseBias = false, OnlyIf = Expansion > 1)]
[BatchNormalization(OnlyIf = Expansion > 1)]
[Activation(Activation.ReLU6, OnlyIf = Expansion > 1)]
[DepthwiseConv2D(3, Strides = Strides, Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[Activation(Activation.ReLU6)]
[Conv2D(Filters, 1, UseBias = false)]
[BatchNormalization]
[Add(BlockInput, OnlyIf = Strides == 1 && InputChannels == Filters)]
internal sealed class InvertedResidual : BlockAttribute
{
    private const int Filters = 8;
    private const int Expansion = 6;
    private const int Strides = 1;

    public InvertedResidual(int filters, int expansion = Expansion, int strides = Strides)
    {
    }
}
