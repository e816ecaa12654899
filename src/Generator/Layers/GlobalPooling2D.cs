namespace NetGen.Generator.Layers;

/// <summary>Maximum or mean over all pixels, per channel.</summary>
/// <param name="Function">What becomes of the pixels.</param>
/// <param name="KeepDims">Whether the output is an image of one pixel, rather than a vector.</param>
internal sealed record GlobalPooling2D(PoolingFunction Function, bool KeepDims) : Layer
{
    public override string Kind => Function == PoolingFunction.Max ? "GlobalMaxPooling2D" : "GlobalAveragePooling2D";

    public override string Text => KeepDims ? $"{Kind}(KeepDims)" : Kind;

    public override Hyperparameters Hyperparameters => new()
    {
        { "data_format", Hyperparameters.DataFormat },
        { "keepdims", KeepDims },
    };

    /// <summary>The layer that an attribute declares.</summary>
    public static GlobalPooling2D Read(LayerReader reader, PoolingFunction function)
    {
        reader.CheckNoActivation();
        return new(function, reader.Flag("KeepDims", false));
    }

    public override bool Accepts(Shape input, LayerReader reader) => WindowRules.CheckImage(input, reader);

    public override (long Rows, long Columns) SmallestInput(long rows, long columns) => (1, 1);

    public override Shape Infer(Shape input) => KeepDims ? Shape.Image(1, 1, input.Channels) : Shape.Vector(input.Channels);

    public override long ForwardFlops(Shape input) => input.Size;
}
