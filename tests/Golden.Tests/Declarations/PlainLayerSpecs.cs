using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Reference;

namespace NetGen.Golden.Tests.Declarations;

internal enum PoolingKind
{
    Max,
    Average,
}

internal sealed record PoolingSpec(PoolingKind Kind, Pair Size) : LayerSpec
{
    public Pair Strides { get; init; } = Size;

    public Padding Padding { get; init; } = Padding.Valid;

    public Sides Pads { get; init; }

    public bool CountIncludePad { get; init; }

    public override string Attribute => new AttributeText(Kind == PoolingKind.Max ? "MaxPooling2D" : "AveragePooling2D")
        .Window("Pool", Size, Strides, Size)
        .Choice(Padding, Padding.Valid)
        .Sides("Pad", Pads)
        .Flag(nameof(CountIncludePad), CountIncludePad, usual: false)
        .ToString();

    /// <summary>Whether no window lies on padding alone.</summary>
    public bool EveryWindowHasPixels(SampleShape input) =>
        HavePixels(new Window(input.Height, Size.Height, Strides.Height, 1, Padding, Pads.Top, Pads.Bottom))
        && HavePixels(new Window(input.Width, Size.Width, Strides.Width, 1, Padding, Pads.Left, Pads.Right));

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize)
    {
        var rows = new Window(input.Height, Size.Height, Strides.Height, 1, Padding, Pads.Top, Pads.Bottom);
        var columns = new Window(input.Width, Size.Width, Strides.Width, 1, Padding, Pads.Left, Pads.Right);
        return [Kind == PoolingKind.Max ? new ReferenceMaxPooling(input, rows, columns) : new ReferenceAveragePooling(input, rows, columns, CountIncludePad)];
    }

    private static bool HavePixels(Window windows) =>
        Enumerable.Range(0, windows.Output).All(window => Enumerable.Range(0, windows.Size).Any(tap => windows.TryCell(window, tap, out _)));
}

internal sealed record GlobalPoolingSpec(PoolingKind Kind) : LayerSpec
{
    public bool KeepDims { get; init; }

    public override string Attribute => new AttributeText(Kind == PoolingKind.Max ? "GlobalMaxPooling2D" : "GlobalAveragePooling2D")
        .Flag(nameof(KeepDims), KeepDims, usual: false)
        .ToString();

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize)
    {
        SampleShape output = KeepDims ? SampleShape.Image(1, 1, input.Channels) : SampleShape.Vector(input.Channels);
        return [Kind == PoolingKind.Max ? new ReferenceGlobalMaxPooling(input, output) : new ReferenceGlobalAveragePooling(input, output)];
    }
}

internal sealed record ActivationSpec(Activation Function) : LayerSpec
{
    public double NegativeSlope { get; init; } = ReferenceActivation.FunctionSlope;

    public override string Attribute => new AttributeText("Activation").Positional(Function)
        .Number("NegativeSlope", NegativeSlope, ReferenceActivation.FunctionSlope)
        .ToString();

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize) =>
        [new ReferenceActivation(input, Function, NegativeSlope)];
}

internal sealed record FlattenSpec : LayerSpec
{
    public override string Attribute => "[Flatten]";

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize) => [new ReferenceReshape(input, SampleShape.Vector(input.Size))];
}

internal sealed record RescalingSpec(double Scale, double Offset) : LayerSpec
{
    public override string Attribute => new AttributeText("Rescaling").Positional(Scale).Positional(Offset).ToString();

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize) =>
        [new ReferenceRescaling(input, Scale, Offset)];
}

internal sealed record NormalizationSpec : LayerSpec
{
    public override string Attribute => "[Normalization]";

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize) => [new ReferenceNormalization(input)];
}
