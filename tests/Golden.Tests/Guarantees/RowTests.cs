using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>
/// Dense layers carry samples in tiles of several sizes, and a tile's missing rows repeat the last one: a sample's outputs must be
/// the same bits whichever tile it falls into.
/// </summary>
public sealed class RowTests
{
    private const int MostSamples = 43;

    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation().Compile([.. Vectors(), .. Images()]));

    public static TheoryData<string> NamesOfVectors() => [.. Vectors().Select(spec => spec.Name)];

    public static TheoryData<string> Names() => [.. Vectors().Concat(Images()).Select(spec => spec.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_has_the_same_outputs_whatever_stands_beside_it(string name)
    {
        INetwork network = Compiled.Value.Create(name, seed: 5);
        int features = network.Info.InputSize;
        int outputs = network.Info.OutputSize;
        float[] x = NetworkTouch.Numbers(new Random(3), MostSamples * features);
        float[] alone = new float[MostSamples * outputs];
        for (int sample = 0; sample < MostSamples; sample++)
        {
            network.Predict(x.AsSpan(sample * features, features), alone.AsSpan(sample * outputs, outputs));
        }

        for (int count = 1; count <= MostSamples; count++)
        {
            float[] together = new float[count * outputs];
            network.Predict(x.AsSpan(0, count * features), together);
            Assert.Equal(alone.AsSpan(0, count * outputs).ToArray(), together);
        }
    }

    [Theory]
    [MemberData(nameof(NamesOfVectors))]
    public void A_sample_has_the_same_input_gradient_whatever_stands_beside_it(string name)
    {
        INetwork network = Compiled.Value.Create(name, seed: 5);
        int features = network.Info.InputSize;
        int outputs = network.Info.OutputSize;
        var random = new Random(4);
        float[] x = NetworkTouch.Numbers(random, MostSamples * features);
        float[] dy = NetworkTouch.Numbers(random, MostSamples * outputs);
        var alone = new List<float>();
        for (int sample = 0; sample < MostSamples; sample++)
        {
            alone.AddRange(InputGradient(network, x.AsSpan(sample * features, features).ToArray(), dy.AsSpan(sample * outputs, outputs).ToArray(), 1));
        }

        for (int count = 1; count <= MostSamples; count++)
        {
            float[] together = InputGradient(network, x[..(count * features)], dy[..(count * outputs)], count);
            Assert.Equal(alone.GetRange(0, count * features), together);
        }
    }

    private static float[] InputGradient(INetwork network, float[] x, float[] dy, int count)
    {
        TrainingPass pass = network.CreateTrainingPass(count, workers: 1);
        pass.Run(new RecordingBatch(x, dy, count));
        return pass.InputGradients(count);
    }

    private static IEnumerable<NetworkSpec> Vectors() =>
    [
        new("Narrow", SampleShape.Vector(1), [new DenseSpec(1) { Activation = Activation.Tanh }, new DenseSpec(2)]),
        new("Odd", SampleShape.Vector(13), [new DenseSpec(33) { Activation = Activation.ReLU }, new DenseSpec(17) { UseBias = false }, new DenseSpec(15)]),
        new("Flat", SampleShape.Image(3, 4, 2), [new FlattenSpec(), new DenseSpec(33) { Activation = Activation.ReLU }, new DenseSpec(5)]),
        new("Wide", SampleShape.Vector(40), [new DenseSpec(160) { Activation = Activation.SELU }, new DenseSpec(64)]),
    ];

    /// <summary>So large that a group holds two samples, three, and six.</summary>
    private static IEnumerable<NetworkSpec> Images() => [Image(1200), Image(900), Image(700)];

    private static NetworkSpec Image(int side) => new(
        $"Image{side}",
        SampleShape.Image(side, side, 1),
        [new PoolingSpec(PoolingKind.Average, Pair.Square(side / 4)), new FlattenSpec(), new DenseSpec(9) { Activation = Activation.ReLU }, new DenseSpec(3)])
    {
        InputGradient = false,
    };
}
