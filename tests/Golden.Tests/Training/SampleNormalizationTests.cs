using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
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
        .. Layers.Select((layer, i) => new NetworkSpec(NameOf(i), Image, [layer]) { InputGradient = false }),
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

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_far_from_zero_are_normalized_as_those_near_it(int number, string layer)
    {
        var random = new Random(number);
        float[] sample = [.. Enumerable.Range(0, Image.Size).Select(_ => 1000 + random.NextSingle())];

        float[] actual = Compiled.Value.Create(NameOf(number)).Predict(sample);

        // The factors are ones still. Half a unit in the last place of 1000 is 3e-5, a ten thousandth of the deviation: a mean that were rounded to one would cost as much.
        Reference.ReferenceOperation reference = Layers[number].Build(Image, batchSize: 1)[0];
        foreach (Reference.ReferenceParameter gamma in reference.Parameters.Where(parameter => parameter.Role == "gamma"))
        {
            Array.Fill(gamma.Values, 1);
        }

        double[] expected = reference.Forward([.. sample.Select(value => (double)value)]);
        Closeness.Relative(layer, expected, actual, 5e-6);
    }

    private static string NameOf(int number) => FormattableString.Invariant($"Far{number}");
}
