using System;

namespace NetGen.Generator.Layers;

/// <summary>An image of as many times the rows and columns.</summary>
internal sealed record UpSampling2D(Extent Factor, Interpolation Interpolation) : Layer
{
    private static readonly Extent Two = new(2, 2);

    public override string Kind => "UpSampling2D";

    public override string Text => $"UpSampling2D({Factor}{(Interpolation == Interpolation.Nearest ? "" : ", " + Interpolation)})";

    public override Hyperparameters Hyperparameters => new()
    {
        { "size", Factor },
        { "data_format", Hyperparameters.DataFormat },
        { "interpolation", Interpolation },
    };

    /// <summary>The layer that an attribute declares. Its rule: sizes of at least 1.</summary>
    public static UpSampling2D Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        ExtentArgument factor = reader.PositiveExtent("size", "height", "width", Two);
        return new(factor.Value, reader.Member("Interpolation", Interpolation.Nearest));
    }

    public override bool Accepts(Shape input, LayerReader reader)
    {
        if (!WindowRules.CheckImage(input, reader))
        {
            return false;
        }

        (long height, long width) = ((long)input.Height * Factor.Height, (long)input.Width * Factor.Width);
        if ((double)height * width * input.Channels <= int.MaxValue)
        {
            return true;
        }

        reader.Error(RuleId.TooManyValues, null, $"The output of {Kind}", FormattableString.Invariant($"{height}x{width}x{input.Channels}"), SizeRules.Limit);
        return false;
    }

    public override Shape Infer(Shape input) => Shape.Image(input.Height * Factor.Height, input.Width * Factor.Width, input.Channels);

    public override (long Rows, long Columns) SmallestInput(long rows, long columns) =>
        ((rows + Factor.Height - 1) / Factor.Height, (columns + Factor.Width - 1) / Factor.Width);

    /// <summary>Pixels that are repeated cost nothing; those between others cost a multiply-add downwards and one to the right.</summary>
    public override long ForwardFlops(Shape input) =>
        Interpolation == Interpolation.Nearest ? 0 : (2 * input.Size * Factor.Height) + (2 * input.Size * Factor.Height * Factor.Width);
}
