using System.Collections.Immutable;
using CsCheck;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Properties;

// Images of one column, as series are.
internal static partial class RandomNetworks
{
    private const int DrawnWidth = 4;

    private static LayerChoice ColumnChoice => new(Activations, Exact: false);

    private static Gen<NetworkSpec> Column =>
        from height in Gen.Int[6, 20]
        from channels in Channels
        from depth in Gen.Int[1, 4]
        let input = SampleShape.Image(height, 1, channels)
        from layers in Columns(input, depth)
        from isFlat in Gen.Bool
        from inputGradient in Gen.Bool
        let ending = isFlat ? ImmutableList.Create<LayerSpec>(new FlattenSpec(), new DenseSpec(3)) : []
        select new NetworkSpec("Column", input, [.. layers, .. ending]) { InputGradient = inputGradient };

    private static Gen<ImmutableList<LayerSpec>> Columns(SampleShape shape, int depth) => depth == 0
        ? Gen.Const(ImmutableList<LayerSpec>.Empty)
        : from layer in OfColumn(shape)
          from rest in Columns(layer.Infer(shape), depth - 1)
          select rest.Insert(0, layer);

    /// <summary>A layer of wider images without what reaches sideways; one in ten reaches, where nothing is beside the column but padding.</summary>
    private static Gen<LayerSpec> OfColumn(SampleShape shape)
    {
        SampleShape wide = SampleShape.Image(shape.Height, DrawnWidth, shape.Channels);
        Gen<LayerSpec> drawn = Gen.Frequency(
            (4, Convolution(ColumnChoice, wide)), (3, Depthwise(ColumnChoice, wide)), (2, Separable(ColumnChoice, wide)), (2, Pooling(ColumnChoice, wide)));
        Gen<LayerSpec> reaching = Gen.Const<LayerSpec>(new Conv2DSpec(4, Pair.Square(3)) { Padding = Padding.Same });
        Gen<LayerSpec> function = ColumnChoice.ActivationsOver(shape.Channels).Select(activation => (LayerSpec)new ActivationSpec(activation));
        return Gen.Frequency((9, drawn.Select(Narrowed)), (1, reaching), (1, function));
    }

    private static LayerSpec Narrowed(LayerSpec layer) => layer switch
    {
        Conv2DSpec convolution => convolution with
        {
            Kernel = Narrowed(convolution.Kernel),
            Strides = Narrowed(convolution.Strides),
            Dilation = Narrowed(convolution.Dilation),
            Pads = Narrowed(convolution.Pads),
        },
        DepthwiseSpec depthwise => depthwise with
        {
            Kernel = Narrowed(depthwise.Kernel),
            Strides = Narrowed(depthwise.Strides),
            Dilation = Narrowed(depthwise.Dilation),
            Pads = Narrowed(depthwise.Pads),
        },
        PoolingSpec pooling => pooling with { Size = Narrowed(pooling.Size), Strides = Narrowed(pooling.Strides), Pads = Narrowed(pooling.Pads) },
        _ => layer,
    };

    private static Pair Narrowed(Pair pair) => pair with { Width = 1 };

    private static Sides Narrowed(Sides sides) => sides with { Left = 0, Right = 0 };
}
