using System.Collections.Generic;
using NetGen.Golden.Tests.Reference;

namespace NetGen.Golden.Tests.Declarations;

internal sealed record ZeroPaddingSpec(Sides Padding) : LayerSpec
{
    public override string Attribute => new AttributeText("ZeroPadding2D").Sides(Padding).ToString();

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize) =>
    [
        new ReferenceGather(
            input,
            SampleShape.Image(Padding.Top + input.Height + Padding.Bottom, Padding.Left + input.Width + Padding.Right, input.Channels),
            (row, column, channel) => (row - Padding.Top, column - Padding.Left, channel)),
    ];
}

internal sealed record CroppingSpec(Sides Cropping) : LayerSpec
{
    public override string Attribute => new AttributeText("Cropping2D").Sides(Cropping).ToString();

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize) =>
    [
        new ReferenceGather(
            input,
            SampleShape.Image(input.Height - Cropping.Top - Cropping.Bottom, input.Width - Cropping.Left - Cropping.Right, input.Channels),
            (row, column, channel) => (row + Cropping.Top, column + Cropping.Left, channel)),
    ];
}
