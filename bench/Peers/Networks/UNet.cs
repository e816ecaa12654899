namespace NetGen.Bench.Peers;

/// <summary>A U-Net of three levels that marks pixels.</summary>
[Network(64, 64, 1)]
[Convolutions(16, Name = "fine")]
[MaxPooling2D(2)]
[Convolutions(32, Name = "middle")]
[MaxPooling2D(2)]
[Convolutions(64)]
[Conv2DTranspose(32, 2, Strides = 2)]
[Concatenate("middle")]
[Convolutions(32)]
[Conv2DTranspose(16, 2, Strides = 2)]
[Concatenate("fine")]
[Convolutions(16)]
[Conv2D(1, 1, Activation = Activation.Sigmoid)]
internal sealed partial class UNet;

/// <summary>Two convolutions.</summary>
[Conv2D(Filters, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(Filters, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
internal sealed class Convolutions : BlockAttribute
{
    private const int Filters = 16;

    public Convolutions(int filters)
    {
    }
}
