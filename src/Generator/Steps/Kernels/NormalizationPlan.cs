using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// How a normalization keeps its statistics: means and deviations as long as a row of the image, so that vectors of any width read
/// both like pixels.
/// </summary>
/// <param name="row">Values of a row: pixels times channels, or the features of a vector.</param>
internal sealed class NormalizationPlan(int row)
{
    /// <summary>Values of a row.</summary>
    public int Row => row;

    /// <summary>Where the deviations begin, behind the means.</summary>
    public int Deviations { get; } = Split.RoundUp(row, Arena.Line);

    public int PackedLength => Deviations + row;
}
