using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Reference;
using Xunit;

namespace NetGen.Golden.Tests.Training;

/// <summary>What normalizations of a sample by itself are called and begin with, and what they make of values far from zero.</summary>
public sealed class SampleNormalizationTests
{
    private static readonly SampleShape Image = SampleShape.Image(4, 5, 6);

    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation().Compile(
    [
        new NetworkSpec("Named", Image,
        [
            new LayerNormalizationSpec(),
            new LayerNormalizationSpec(1, 2, 3),
            new LayerNormalizationSpec(3, 1) { Center = false },
            new GroupNormalizationSpec(2) { Scale = false, BetaL2 = 0.1 },
            new GroupNormalizationSpec(-1) { Scale = false, Center = false },
            new FlattenSpec(),
            new DenseSpec(2),
        ])
        { InputGradient = false },
        new NetworkSpec("Matrix", SampleShape.Vector(20),
        [
            new ReshapeSpec(4, 5),
            new LayerNormalizationSpec(),
            new LayerNormalizationSpec(1),
            new LayerNormalizationSpec(-1, 1) { Scale = false },
            new LayerNormalizationSpec(-2) { Center = false },
            new FlattenSpec(),
            new DenseSpec(2),
        ])
        { InputGradient = false },
        .. Layers.Select((layer, i) => new NetworkSpec(NameOf(i), Image, [layer]) { InputGradient = false }),
        .. MatrixAxes.Select((axes, i) =>
            new NetworkSpec($"Rows{i}", SampleShape.Vector(20), [new ReshapeSpec(4, 5), new LayerNormalizationSpec(axes), new FlattenSpec()])),
    ]));

    /// <summary>Statistics of every kind.</summary>
    private static LayerSpec[] Layers =>
    [
        new LayerNormalizationSpec(),
        new LayerNormalizationSpec(1, 2, 3),
        new LayerNormalizationSpec(2, 3),
        new LayerNormalizationSpec(1, 3),
        new LayerNormalizationSpec(1, 2),
        new LayerNormalizationSpec(1),
        new GroupNormalizationSpec(1),
        new GroupNormalizationSpec(3),
        new GroupNormalizationSpec(-1),
    ];

    private static int[][] MatrixAxes => [[], [1], [2, 1], [-2]];

    public static TheoryData<int, string> Cases()
    {
        var data = new TheoryData<int, string>();
        foreach ((int i, LayerSpec layer) in Layers.Index())
        {
            data.Add(i, layer.Attribute);
        }

        return data;
    }

    [Fact]
    public void Parameters_have_the_names_shapes_order_and_first_values_of_Keras()
    {
        INetwork network = Compiled.Value.Create("Named");

        Assert.Equal(
            [
                ("layer_normalization/gamma", "6"), ("layer_normalization/beta", "6"),
                ("layer_normalization_1/gamma", "4, 5, 6"), ("layer_normalization_1/beta", "4, 5, 6"),
                ("layer_normalization_2/gamma", "4, 6"), ("group_normalization/beta", "6"),
            ],
            network.Parameters.SkipLast(2).Select(parameter => (parameter.Info.Name, string.Join(", ", parameter.Info.Shape))));
        Assert.All(network.Parameters.SkipLast(2), parameter =>
        {
            Assert.True(parameter.Info.IsTrainable);
            Assert.All(parameter.Values.ToArray(), value => Assert.Equal(parameter.Info.Name.EndsWith("gamma", StringComparison.Ordinal) ? 1 : 0, value));
        });
        Assert.Equal(0.1f, network.Parameters["group_normalization/beta"].Info.L2);
    }

    /// <summary>1 are the rows of a matrix and 2 its features: the parameters are as long as the axes.</summary>
    [Fact]
    public void Of_a_matrix_rows_or_features_or_both_are_normalized()
    {
        INetwork network = Compiled.Value.Create("Matrix");

        Assert.Equal(
            [
                ("layer_normalization/gamma", "5"), ("layer_normalization/beta", "5"),
                ("layer_normalization_1/gamma", "4"), ("layer_normalization_1/beta", "4"),
                ("layer_normalization_2/beta", "4, 5"), ("layer_normalization_3/gamma", "4"),
            ],
            network.Parameters.SkipLast(2).Select(parameter => (parameter.Info.Name, string.Join(", ", parameter.Info.Shape))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_far_from_zero_are_normalized_as_those_near_it(int number, string layer)
    {
        // The factors are ones still.
        ReferenceOperation reference = Layers[number].Build(Image, batchSize: 1)[0];
        foreach (ReferenceParameter gamma in reference.Parameters.Where(parameter => parameter.Role == "gamma"))
        {
            Array.Fill(gamma.Values, 1);
        }

        // Half a unit in the last place of 1000 is 3e-5, a ten thousandth of the deviation: a mean that were rounded to one would cost as much. Of a million it is a fifth of the deviation.
        foreach (float far in (float[])[1000, 1 << 20])
        {
            var random = new Random(number);
            float[] sample = [.. Enumerable.Range(0, Image.Size).Select(_ => far + random.NextSingle())];

            float[] actual = Compiled.Value.Create(NameOf(number)).Predict(sample);

            double[] expected = reference.Forward([.. sample.Select(value => (double)value)]);
            Closeness.Relative(layer, expected, actual, 5e-6);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_matrix_is_normalized_as_plain_loops_do_it(int number)
    {
        NetworkSpec spec = new("Plain", SampleShape.Matrix(4, 5), [new LayerNormalizationSpec(MatrixAxes[number])]);
        var reference = new ReferenceNetwork(spec, batchSize: 1);
        INetwork network = Compiled.Value.Create(FormattableString.Invariant($"Rows{number}"));
        var random = new Random(number);
        foreach ((ReferenceParameter parameter, Parameter own) in reference.Parameters.Zip(network.Parameters))
        {
            own.Set([.. Enumerable.Range(0, own.Info.Size).Select(_ => random.NextSingle() + 0.5f)]);
            own.Values.ToArray().Select(value => (double)value).ToArray().CopyTo(parameter.Values, 0);
        }

        float[] x = [.. Enumerable.Range(0, 20).Select(_ => random.NextSingle())];
        float[] dy = [.. Enumerable.Range(0, 20).Select(_ => random.NextSingle() - 0.5f)];
        ReferenceRun want = reference.Run(Array.ConvertAll(x, value => (double)value), Array.ConvertAll(dy, value => (double)value));
        var batch = new RecordingBatch(x, dy, 1);
        TrainingPass pass = network.CreateTrainingPass(1, workers: 1);
        pass.Run(batch);

        Closeness.Relative("prediction", want.Outputs, network.Predict(x), 5e-6);
        Closeness.Relative("training", want.Outputs, batch.Outputs, 5e-6);
        Closeness.Relative("gradient", want.InputGradients, pass.InputGradients(1), 5e-6);
        Assert.All(reference.Parameters.Zip(network.Parameters), pair =>
            Closeness.Relative(pair.First.Role, pair.First.Gradient, pass.Gradient(pair.Second.Info).ToArray(), 5e-6));
    }

    private static string NameOf(int number) => FormattableString.Invariant($"Far{number}");
}
