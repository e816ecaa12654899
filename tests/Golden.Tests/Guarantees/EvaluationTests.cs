using System;
using System.Linq;
using System.Reflection;
using NetGen.Execution;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>What is evaluated has no way back, wherever its samples are scored.</summary>
public sealed class EvaluationTests
{
    private const string OfRows = "OfRows";
    private const string OfImages = "OfImages";
    private const string OfImagesBehindGroups = "OfImagesBehindGroups";

    private static readonly LayerSpec[] Heavy =
    [
        new Conv2DSpec(192, Pair.Square(1)),
        new Conv2DSpec(160, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.Tanh },
    ];

    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation().Compile(
        new NetworkSpec(OfRows, SampleShape.Image(4, 4, 3), [new Conv2DSpec(5, Pair.Square(3)), new FlattenSpec(), new DenseSpec(4)]) { InputGradient = false },
        new NetworkSpec(OfImages, SampleShape.Image(5, 5, 3), [new Conv2DSpec(5, Pair.Square(3)), new Conv2DSpec(2, Pair.Square(1))]) { InputGradient = false },
        new NetworkSpec(OfImagesBehindGroups, SampleShape.Image(4, 4, 8), [.. Heavy, new PoolingSpec(PoolingKind.Average, Pair.Square(2)) { Padding = Padding.Valid }])
        {
            InputGradient = false,
        }));

    [Theory]
    [InlineData(OfRows)]
    [InlineData(OfImages)]
    [InlineData(OfImagesBehindGroups)]
    public void No_lane_sums_up_gradients(string name)
    {
        const int Samples = 5;
        INetwork network = Compiled.Value.Create(name);
        var random = new Random(5);
        float[] x = NetworkTouch.Numbers(random, Samples * network.Info.InputSize);
        float[] dy = NetworkTouch.Numbers(random, Samples * network.Info.OutputSize);

        Assert.True(SumsGradients(trains: true));
        Assert.False(SumsGradients(trains: false));

        bool SumsGradients(bool trains)
        {
            TrainingPass pass = network.CreateTrainingPass(Samples, workers: 1);
            pass.Run(new RecordingBatch(x, dy, Samples) { Trains = trains });
            var lanes = (AlignedBuffer[])pass.GetType().GetProperty("LaneGradients", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(pass)!;
            return lanes.Any(lane => lane.Span.ContainsAnyExcept(0f));
        }
    }
}
