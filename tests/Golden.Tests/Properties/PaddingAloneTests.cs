using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using Xunit;

namespace NetGen.Golden.Tests.Properties;

/// <summary>Convolutions whose kernels lie on padding wherever they stand: what they put out is their bias, and no gradient goes back.</summary>
public sealed class PaddingAloneTests
{
    private static readonly SampleShape Input = SampleShape.Image(1, 4, 3);

    private static readonly Sides Around = new(1, 1, 2, 1);

    public static TheoryData<string> Names => ["Whole", "Grouped", "EachChannel", "Separated"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Kernels_that_lie_on_padding_alone_send_no_gradient_back(string name)
    {
        LayerSpec layer = name switch
        {
            "Whole" => new Conv2DSpec(4, Pair.Square(1)) { Strides = Pair.Square(3), Pads = Around, Activation = Activation.Tanh },
            "Grouped" => new Conv2DSpec(4, Pair.Square(1)) { Strides = Pair.Square(3), Pads = Around, Groups = 2 },
            "EachChannel" => new DepthwiseConv2DSpec(Pair.Square(1)) { Strides = Pair.Square(3), Pads = Around, Multiplier = 2 },
            _ => new SeparableConv2DSpec(4, Pair.Square(1)) { Strides = Pair.Square(3), Pads = Around },
        };
        var spec = new NetworkSpec(name, Input, [new Conv2DSpec(4, Pair.Square(1)), layer, new FlattenSpec(), new DenseSpec(2)]);

        KernelComparison.Compare(new NetworkCompilation().Compile(spec).Create(name), Experiment.Draw(spec, seed: 1, NetworkKind.Any));
    }
}
