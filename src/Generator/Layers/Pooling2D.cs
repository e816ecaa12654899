namespace NetGen.Generator.Layers;

/// <summary>Maximum or mean over windows, per channel.</summary>
internal sealed record Pooling2D(PoolingFunction Function, Extent Pool, Extent Strides, Padding Padding) : Layer
{
    /// <summary>Cells around the input that never win and weigh nothing, where they are given by number.</summary>
    public Border Pads { get; init; }

    /// <summary>Of a mean: whether padded cells are counted, as zeros.</summary>
    public bool CountIncludePad { get; init; }

    /// <summary>The same over an image with rows and columns exchanged.</summary>
    public Pooling2D Turned() => this with { Pool = Pool.Turned(), Strides = Strides.Turned(), Pads = Pads.Turned() };

    public override string Kind => Function == PoolingFunction.Max ? "MaxPooling2D" : "AveragePooling2D";

    public override string Text => $"{Kind}({Pool}{TextOf.Strides(Strides, Pool)}{TextOf.Padding(Padding)}{TextOf.Pads(Pads)}{(CountIncludePad ? ", counted" : "")})";

    public override Hyperparameters Hyperparameters
    {
        get
        {
            Hyperparameters said = BorderRules.WithPads(
                new Hyperparameters
                {
                    { "pool_size", Pool },
                    { "padding", Padding },
                    { "strides", Strides },
                    { "data_format", Hyperparameters.DataFormat },
                },
                Pads);
            if (CountIncludePad)
            {
                said.Add("count_include_pad", value: true);
            }

            return said;
        }
    }

    private const string CountArgument = "CountIncludePad";

    /// <summary>The layer that an attribute declares. Its rule: sizes of at least 1.</summary>
    public static Pooling2D Read(LayerReader reader, PoolingFunction function)
    {
        reader.CheckNoActivation();
        ExtentArgument pool = reader.PositiveExtent("poolSize", "PoolHeight", "PoolWidth", new(2, 2));
        Extent usual = new(System.Math.Max(pool.Value.Height, 1), System.Math.Max(pool.Value.Width, 1));
        ExtentArgument strides = WindowRules.ReadStrides(reader, usual);
        Padding padding = reader.Member("Padding", Padding.Valid);
        Border pads = BorderRules.ReadPads(reader, padding);
        bool counts = reader.Flag(CountArgument, false);
        if (counts && padding == Padding.Valid && pads.IsNone && !reader.Failed)
        {
            reader.Remark(RuleId.WithoutEffect, CountArgument, CountArgument, "there is no padding to be counted", "Padding.Valid");
        }

        return new(function, pool.Value, strides.Value, padding) { Pads = pads, CountIncludePad = counts };
    }

    public override bool Accepts(Shape input, LayerReader reader)
    {
        if (!WindowRules.CheckImage(input, reader)
            || !BorderRules.CheckPadded(input, Pads, reader)
            || !WindowRules.CheckFit(input, this, Rows(input), Columns(input), ("poolSize", "PoolHeight", "PoolWidth"), reader)
            || !CheckPixels(input, reader))
        {
            return false;
        }

        WindowRules.CheckGaps(this, Rows(input), Columns(input), Strides, reader);
        WindowRules.CheckRest(input, this, reader);
        return true;
    }

    public override (long Rows, long Columns) SmallestInput(long rows, long columns) =>
        (Sliding.SmallestInput(rows, Pool.Height, Strides.Height, 1, Padding, Pads.Top + Pads.Bottom),
        Sliding.SmallestInput(columns, Pool.Width, Strides.Width, 1, Padding, Pads.Left + Pads.Right));

    public Sliding Rows(Shape input) => Sliding.Over(input.Height, Pool.Height, Strides.Height, 1, Padding, Pads.Top, Pads.Bottom);

    public Sliding Columns(Shape input) => Sliding.Over(input.Width, Pool.Width, Strides.Width, 1, Padding, Pads.Left, Pads.Right);

    public override Shape Infer(Shape input) => Shape.Image(Rows(input).Output, Columns(input).Output, input.Channels);

    public override long ForwardFlops(Shape input) => Infer(input).Size * Pool.Height * Pool.Width;

    /// <summary>A window without a pixel has no largest value, and no mean but that of padded zeros.</summary>
    private bool CheckPixels(Shape input, LayerReader reader)
    {
        bool isOfRows = Rows(input).HasWindowOfPadding;
        if (CountIncludePad || (!isOfRows && !Columns(input).HasWindowOfPadding))
        {
            return true;
        }

        reader.Error(RuleId.WindowOfPadding, BorderRules.PadArgument(reader, isOfRows), Kind, Pool.ToString(), TextOf.Border(Pads));
        return false;
    }
}

internal enum PoolingFunction
{
    Max,
    Average,
}
