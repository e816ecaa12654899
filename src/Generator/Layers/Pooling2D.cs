namespace NetGen.Generator.Layers;

/// <summary>Maximum or mean over windows, per channel.</summary>
internal sealed record Pooling2D(PoolingFunction Function, Extent Pool, Extent Strides, Padding Padding) : Layer
{
    public override string Kind => Function == PoolingFunction.Max ? "MaxPooling2D" : "AveragePooling2D";

    public override string Text => $"{Kind}({Pool}{TextOf.Strides(Strides, Pool)}{TextOf.Padding(Padding)})";

    public Sliding Rows(Shape input) => new(input.Height, Pool.Height, Strides.Height, 1, Padding);

    public Sliding Columns(Shape input) => new(input.Width, Pool.Width, Strides.Width, 1, Padding);

    public override Shape Infer(Shape input) => Shape.Image(Rows(input).Output, Columns(input).Output, input.Channels);

    public override long ForwardFlops(Shape input) => Infer(input).Size * Pool.Height * Pool.Width;
}

internal enum PoolingFunction
{
    Max,
    Average,
}
