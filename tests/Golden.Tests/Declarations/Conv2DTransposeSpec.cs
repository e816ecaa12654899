using System.Collections.Generic;
using NetGen.Golden.Tests.Reference;

namespace NetGen.Golden.Tests.Declarations;

internal sealed record Conv2DTransposeSpec(int Filters, Pair Kernel) : WeightedSpec
{
    public Pair Strides { get; init; } = Pair.Square(1);

    public Pair Dilation { get; init; } = Pair.Square(1);

    public Padding Padding { get; init; } = Padding.Valid;

    /// <summary>Null where there is none, which is not 0.</summary>
    public Pair? OutputPadding { get; init; }

    public override string Attribute
    {
        get
        {
            AttributeText text = new AttributeText("Conv2DTranspose").Positional(Filters).Window("Kernel", Kernel, Strides, Pair.Square(1))
                .Steps("Dilation", "DilationHeight", "DilationWidth", Dilation, Pair.Square(1))
                .Choice(Padding, Padding.Valid);
            if (OutputPadding is { } added)
            {
                text.Steps("OutputPadding", "OutputPaddingHeight", "OutputPaddingWidth", added, Pair.Square(-1));
            }

            return WriteCommon(text).ToString();
        }
    }

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize)
    {
        var rows = new Spreading(input.Height, Kernel.Height, Strides.Height, Dilation.Height, Padding, OutputPadding?.Height);
        var columns = new Spreading(input.Width, Kernel.Width, Strides.Width, Dilation.Width, Padding, OutputPadding?.Width);
        return Follow(new ReferenceConv2DTranspose(input, Filters, rows, columns, UseBias), batchSize);
    }
}
