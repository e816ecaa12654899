namespace NetGen.Generator.Layers;

/// <summary>Maximum or mean over windows, per channel.</summary>
internal sealed record Pooling2D(PoolingFunction Function, Extent Pool, Extent Strides, Padding Padding) : Layer
{
    public override string Kind => Function == PoolingFunction.Max ? "MaxPooling2D" : "AveragePooling2D";

    public override string Text => $"{Kind}({Pool}{TextOf.Strides(Strides, Pool)}{TextOf.Padding(Padding)})";

    public override Hyperparameters Hyperparameters => new()
    {
        { "pool_size", Pool },
        { "padding", Padding },
        { "strides", Strides },
        { "data_format", Hyperparameters.DataFormat },
    };

    /// <summary>The layer that an attribute declares. Its rule: sizes of at least 1.</summary>
    public static Pooling2D Read(LayerReader reader, PoolingFunction function)
    {
        reader.CheckNoActivation();
        ExtentArgument pool = reader.PositiveExtent("poolSize", "PoolHeight", "PoolWidth", new(2, 2));
        Extent usual = new(System.Math.Max(pool.Value.Height, 1), System.Math.Max(pool.Value.Width, 1));
        ExtentArgument strides = WindowRules.ReadStrides(reader, usual);
        Padding padding = reader.Member("Padding", Padding.Valid);
        return new(function, pool.Value, strides.Value, padding);
    }

    public override bool Accepts(Shape input, LayerReader reader)
    {
        if (!WindowRules.CheckImage(input, reader)
            || !WindowRules.CheckFit(input, this, Rows(input), Columns(input), ("poolSize", "PoolHeight", "PoolWidth"), reader))
        {
            return false;
        }

        WindowRules.CheckGaps(this, Rows(input), Columns(input), Strides, reader);
        WindowRules.CheckRest(input, this, reader);
        return true;
    }

    public override (long Rows, long Columns) SmallestInput(long rows, long columns) =>
        (Sliding.SmallestInput(rows, Pool.Height, Strides.Height, 1, Padding),
        Sliding.SmallestInput(columns, Pool.Width, Strides.Width, 1, Padding));

    public Sliding Rows(Shape input) => Sliding.Over(input.Height, Pool.Height, Strides.Height, 1, Padding);

    public Sliding Columns(Shape input) => Sliding.Over(input.Width, Pool.Width, Strides.Width, 1, Padding);

    public override Shape Infer(Shape input) => Shape.Image(Rows(input).Output, Columns(input).Output, input.Channels);

    public override long ForwardFlops(Shape input) => Infer(input).Size * Pool.Height * Pool.Width;
}

internal enum PoolingFunction
{
    Max,
    Average,
}
