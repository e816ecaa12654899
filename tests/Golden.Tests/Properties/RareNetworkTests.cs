using System;
using System.Linq;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using Xunit;

namespace NetGen.Golden.Tests.Properties;

/// <summary>What random networks meet seldom or never, against plain loops.</summary>
public sealed class RareNetworkTests
{
    private static readonly NetworkSpec[] Specs =
    [
        .. new[] { 0.5, 2 }.Select((alpha, i) => new NetworkSpec(FormattableString.Invariant($"Bent{i}"), SampleShape.Image(4, 5, 3),
        [
            new Conv2DSpec(5, Pair.Square(1)), new ELUSpec(alpha), new FlattenSpec(), new DenseSpec(2),
        ])),
        new("GradientThroughNormalization", SampleShape.Image(4, 5, 3),
        [
            new NormalizationSpec(), new Conv2DSpec(5, Pair.Square(3)), new FlattenSpec(), new DenseSpec(2),
        ]),

        // Gradients that fill whole cache lines, with no room behind them for a value too many.
        new("RepeatedChannels", SampleShape.Image(4, 4, 4),
        [
            new Conv2DSpec(4, Pair.Square(1)) { Activation = Activation.Tanh },
            new DepthwiseConv2DSpec(Pair.Square(3)) { Multiplier = 3, Padding = Padding.Same },
            new Conv2DSpec(4, Pair.Square(1)) { Activation = Activation.Tanh },
            new DepthwiseConv2DSpec(Pair.Square(2)) { Multiplier = 5 },
            new FlattenSpec(),
            new DenseSpec(2),
        ]),

        // What the way back reads of the sum lies among the zeros of the layer behind it, and what was added lies without any.
        new("RectifiedSumWithBorder", SampleShape.Image(6, 7, 3),
        [
            new Conv2DSpec(8, Pair.Square(1)),
            new Conv2DSpec(8, Pair.Square(1)) { Activation = Activation.Tanh },
            new ValueMergingSpec(MergingKind.Add) { Inputs = [1, 0] },
            new ActivationSpec(Activation.ReLU),
            new DepthwiseConv2DSpec(Pair.Square(3)) { Padding = Padding.Same },
            new FlattenSpec(),
            new DenseSpec(2),
        ]),
        new("RectifiedProductWithBorder", SampleShape.Image(6, 7, 3),
        [
            new Conv2DSpec(8, Pair.Square(1)),
            new Conv2DSpec(8, Pair.Square(1)) { Activation = Activation.Tanh },
            new ValueMergingSpec(MergingKind.Multiply) { Inputs = [1, 0] },
            new ActivationSpec(Activation.ReLU),
            new Conv2DSpec(4, Pair.Square(5)) { Padding = Padding.Same },
            new FlattenSpec(),
            new DenseSpec(2),
        ]),

        // Outputs that fill half of a register or less, on either way: two terms of each sum at once, runs of odd lengths and sums in chunks among them.
        .. new[] { 3, 4, 7, 8 }.Select(filters => new NetworkSpec(FormattableString.Invariant($"Narrow{filters}"), SampleShape.Image(9, 8, filters),
        [
            new Conv2DSpec(16, Pair.Square(3)) { Activation = Activation.Tanh },
            new Conv2DSpec(filters, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.Tanh },
            new Conv2DSpec(6, new Pair(2, 1)) { Strides = Pair.Square(2), Padding = Padding.Same },
            new Conv2DTransposeSpec(filters, Pair.Square(3)) { Strides = Pair.Square(2), Activation = Activation.Tanh },
            new Conv2DSpec(4 * filters, Pair.Square(1)) { Activation = Activation.Tanh },
            new Conv2DSpec(filters, Pair.Square(2)) { Dilation = Pair.Square(2), UseBias = false },
            new BatchNormalizationSpec(),
            new Conv2DSpec(64, Pair.Square(2)) { Activation = Activation.Tanh },
            new Conv2DSpec(4 * filters, Pair.Square(1)) { Groups = 4 },
            new FlattenSpec(),
            new DenseSpec(2),
        ])),

        // Kernels that no cache near a core holds: packed in blocks of rows, a last one among them, and transposed; their gradients by Winograd's algorithm are put together row by row.
        new("LargeMatrices", SampleShape.Image(5, 9, 5),
        [
            new FlattenSpec(), new DenseSpec(311) { Activation = Activation.Tanh }, new DenseSpec(301) { Activation = Activation.Tanh }, new DenseSpec(2),
        ]),

        // So many units that the gradients by the weights are made of copies of the samples, with features and units left over, and lanes that go together.
        new("ManyUnits", SampleShape.Vector(131), [new DenseSpec(530) { Activation = Activation.Tanh }, new DenseSpec(300) { Activation = Activation.Tanh }, new DenseSpec(2)]),
        .. new[] { 168, 176 }.Select(filters => new NetworkSpec(FormattableString.Invariant($"LargeKernel{filters}"), SampleShape.Image(8, 8, 3),
        [
            new Conv2DSpec(176, Pair.Square(1)) { Activation = Activation.Tanh },
            new Conv2DSpec(filters, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.Tanh },
            new FlattenSpec(),
            new DenseSpec(2),
        ])),

        // Windows of three rows over strips of Winograd's tiles, which have four each: a strip ends where windows do.
        .. new[] { 3, 4 }.Select(window => new NetworkSpec(FormattableString.Invariant($"WindowsOf{window}"), SampleShape.Image(38, 25, 32),
        [
            new Conv2DSpec(16, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.Tanh },
            new PoolingSpec(PoolingKind.Max, Pair.Square(window)),
        ])),

        // What is kept for the way back takes more room on some vectors than on others, and the gradient by the input lies behind it.
        new("GradientBehindOthers", SampleShape.Image(15, 4, 3),
        [
            new Conv2DSpec(8, Pair.Square(3)) { Strides = Pair.Square(2), Padding = Padding.Same, UseBias = false },
            new BatchNormalizationSpec(),
            new ActivationSpec(Activation.Tanh),
            new Conv2DSpec(8, Pair.Square(3)) { Padding = Padding.Same, UseBias = false },
            new BatchNormalizationSpec(),
            new Conv2DSpec(8, Pair.Square(1)) { Strides = Pair.Square(2), Padding = Padding.Same, UseBias = false, Inputs = [-1] },
            new BatchNormalizationSpec(),
            new ValueMergingSpec(MergingKind.Add) { Inputs = [6, 4] },
        ]) { InputGradient = true },

        // Weights that training alone takes for all samples of a group, with values that are made once more for them on the way back.
        .. new[] { 3, 5 }.Select(kernel => new NetworkSpec(FormattableString.Invariant($"TrainedInGroups{kernel}"), SampleShape.Image(7, 6, 3),
        [
            new Conv2DSpec(64, Pair.Square(1)) { Activation = Activation.Tanh },
            new BatchNormalizationSpec(),
            new Conv2DSpec(64, Pair.Square(kernel)) { Padding = Padding.Same },
            new BatchNormalizationSpec(),
            new Conv2DSpec(64, Pair.Square(kernel)) { Padding = Padding.Same, Activation = Activation.Tanh },
            new FlattenSpec(),
            new DenseSpec(2),
        ])),
    ];

    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation().Compile(Specs));

    public static TheoryData<string> Names() => [.. Specs.Select(spec => spec.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void They_are_computed_as_plain_loops_do_it(string name)
    {
        NetworkSpec spec = Specs.Single(spec => spec.Name == name);
        for (uint seed = 0; seed < 3; seed++)
        {
            KernelComparison.Compare(Compiled.Value.Create(name), Experiment.Draw(spec, seed, NetworkKind.Any));
        }
    }
}
