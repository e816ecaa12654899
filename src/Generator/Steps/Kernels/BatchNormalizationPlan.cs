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
    }

    public int Channels { get; }

    /// <summary>Values after which factors and terms begin again: those of a pixel, or of a row of pixels.</summary>
    public int Period { get; }

    /// <summary>Where the terms begin, behind the factors.</summary>
    public int Terms { get; }

    public int PackedLength => Terms + Period;
}
