using System.Collections.Immutable;

namespace NetGen.Generator.Layers;

/// <summary>Two-dimensional convolution with bias and activation.</summary>
internal sealed record Conv2D(
    int Filters, Extent Kernel, Extent Strides, Extent Dilation, Padding Padding, Weighted Weighted) : Layer
{
    public override string Kind => "Conv2D";

    public override string Text => $"Conv2D({Filters}, {Kernel}{TextOf.Strides(Strides, new(1, 1))}{TextOf.Dilation(Dilation)}{TextOf.Padding(Padding)}{TextOf.Weighted(Weighted)})";

    public Sliding Rows(Shape input) => new(input.Height, Kernel.Height, Strides.Height, Dilation.Height, Padding);

    public Sliding Columns(Shape input) => new(input.Width, Kernel.Width, Strides.Width, Dilation.Width, Padding);

    public override Shape Infer(Shape input) => Shape.Image(Rows(input).Output, Columns(input).Output, Filters);

    public override ImmutableArray<ParameterSpec> Parameters(Shape input) =>
        Weighted.Parameters([Kernel.Height, Kernel.Width, input.Channels, Filters]);

    public override long ForwardFlops(Shape input) => 2 * Infer(input).Size * Kernel.Height * Kernel.Width * input.Channels;
}
