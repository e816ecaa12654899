using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// How a batch normalization keeps what it makes of its parameters: a factor and a term for each channel, laid out so that registers read them beside
/// the values. Channels that fill a register are kept once; fewer are repeated along a row of pixels.
/// </summary>
internal sealed class BatchNormalizationPlan
{
    public BatchNormalizationPlan(VectorForm form, Shape shape)
    {
        Channels = shape.Channels;
        Period = Channels >= form.Lanes ? Channels : shape.Width * Channels;
        Terms = Split.RoundUp(Period, Arena.Line);
        Pitch = Split.RoundUp(Channels, Arena.Line);
    }

    public int Channels { get; }

    /// <summary>Values after which factors and terms begin again: those of a pixel, or of a row of pixels.</summary>
    public int Period { get; }

    /// <summary>Where the terms begin, behind the factors.</summary>
    public int Terms { get; }

    public int PackedLength => Terms + Period;

    /// <summary>Floats from one number of all channels to the next, where they are not repeated.</summary>
    public int Pitch { get; }

    /// <summary>Floats of two such numbers: of mean and squared deviations, of the gradients by factor and term.</summary>
    public int PairLength => 2 * Pitch;

    /// <summary>Floats of what normalizes a batch: means, reciprocals of deviations, factors and terms, along a period each.</summary>
    public int StandardLength => 4 * Terms;

    /// <summary>Floats of what its way back takes from all samples: two numbers along a period.</summary>
    public int SlopeLength => 2 * Terms;
}
