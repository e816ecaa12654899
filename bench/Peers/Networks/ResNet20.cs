namespace NetGen.Bench.Peers;

/// <summary>ResNet-20 for images of 32 by 32, as for CIFAR-10.</summary>
[Network(32, 32, 3)]
[Conv2D(16, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[Activation(Activation.ReLU)]
[Residual(16, Repeat = 3)]
[Residual(32, strides: 2)]
[Residual(32, Repeat = 2)]
[Residual(64, strides: 2)]
[Residual(64, Repeat = 2)]
[GlobalAveragePooling2D]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class ResNet20;

/// <summary>Two convolutions, and what came in added to what they make of it.</summary>
[Conv2D(Filters, 3, Strides = Strides, Pad = 1, UseBias = false)]
[BatchNormalization]
[Activation(Activation.ReLU)]
[Conv2D(Filters, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization(Name = "branch")]
[Conv2D(Filters, 1, Strides = Strides, UseBias = false, Input = BlockInput, OnlyIf = IsReshaped)]
[BatchNormalization(OnlyIf = IsReshaped, Name = "shortcut")]
[Add("branch", "shortcut")]
[Activation(Activation.ReLU)]
internal sealed class Residual : BlockAttribute
{
    private const int Filters = 16;
    private const int Strides = 1;
    private const bool IsReshaped = Strides > 1 || InputChannels != Filters;

    public Residual(int filters, int strides = Strides)
    {
    }
}
