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

internal sealed record UpSamplingSpec(Pair Size) : LayerSpec
{
    public Interpolation Interpolation { get; init; } = Interpolation.Nearest;

    public override string Attribute
    {
        get
        {
            AttributeText text = new AttributeText("UpSampling2D").Positional(Size.Height);
            return (Size.IsSquare ? text : text.Positional(Size.Width)).Choice(Interpolation, Interpolation.Nearest).ToString();
        }
    }

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize) => Interpolation == Interpolation.Bilinear
        ? [new ReferenceBilinear(input, Size)]
        :
        [
            new ReferenceGather(
                input,
                SampleShape.Image(input.Height * Size.Height, input.Width * Size.Width, input.Channels),
                (row, column, channel) => (row / Size.Height, column / Size.Width, channel)),
        ];
}
