using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Training;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>While a network is trained, everything that others take of it belongs to the weights of one finished step.</summary>
public sealed class FinishedStepTests
{
    private const int Steps = 6;

    private static readonly float[] Sample = NetworkTouch.Numbers(new Random(1), 8 * 8 * 3);

    private static readonly Dictionary<string, Func<ILayerOutputs, string>> Ways = new()
    {
        ["Predict"] = network => Text(network.Predict(Sample)),
        ["LayerOutput"] = network => Text(network.LayerOutput("conv2d", Sample)),
        ["Evaluate"] = network => $"{new Trainer<INetwork>(network, new SGD(), Loss.SparseCategoricalCrossentropy).Evaluate(Data).Loss:R}",
        ["Save"] = Saved,
    };

    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation().Compile(
        new NetworkSpec("Served", SampleShape.Image(8, 8, 3),
        [
            new Conv2DSpec(8, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.ReLU },
            new PoolingSpec(PoolingKind.Max, Pair.Square(2)),
            new FlattenSpec(),
            new DenseSpec(12) { Activation = Activation.Tanh },
            new DenseSpec(4) { Activation = Activation.Softmax },
        ])
        { InputGradient = false, LayerOutputs = true }));

    public static TheoryData<string> Observers() => [.. Ways.Keys];

    /// <summary>Others come while a step has changed one parameter and not yet the next.</summary>
    [Theory]
    [MemberData(nameof(Observers))]
    public void Half_a_step_is_never_seen(string way)
    {
        ILayerOutputs network = Create();
        Func<ILayerOutputs, string> observe = Ways[way];
        var seen = new List<Task<string>>();
        var optimizer = new PausingSgd(learningRate: 0.5, range =>
        {
            if (range == 2)
            {
                seen.Add(OtherThread.Ask(() => observe(network)));
            }
        });
        var finished = new HashSet<string>();
        var observing = new LambdaCallback(onTrainBatchEnd: (_, _) => finished.Add(observe(network)));
        new Trainer<INetwork>(network, optimizer, Loss.SparseCategoricalCrossentropy)
            .Fit(Data, new FitOptions { Epochs = Steps, BatchSize = 8, Threads = 1, Callbacks = [observing] });

        // Who comes during a step waits for its end, or for that of a later one.
        Assert.Equal(Steps, finished.Count);
        Assert.Equal(Steps, seen.Count);
        Assert.All(seen, observed => Assert.Contains(observed.Result, finished));
    }

    /// <summary>Many who predict without a pause, beside a fit that nobody stops: each answer is that of some step.</summary>
    [Fact]
    public async Task Predictions_during_a_fit_are_those_of_its_steps()
    {
        ILayerOutputs network = Create();
        float[] samples = NetworkTouch.Numbers(new Random(2), 5 * network.Info.InputSize);
        var steps = new HashSet<string> { Text(network.Predict(samples)) };
        using var ended = new CancellationTokenSource();
        Task<HashSet<string>>[] predicting = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var answers = new HashSet<string>();
            do
            {
                answers.Add(Text(network.Predict(samples)));
            }
            while (!ended.IsCancellationRequested);
            return answers;
        }))];
        var remembering = new LambdaCallback(onTrainBatchEnd: (_, _) => steps.Add(Text(network.Predict(samples))));
        new Trainer<INetwork>(network, new SGD(), Loss.SparseCategoricalCrossentropy)
            .Fit(RandomData.Classes(network.Info, 200), new FitOptions { Epochs = 3, BatchSize = 2, Threads = 1, Callbacks = [remembering] });
        await ended.CancelAsync();

        foreach (HashSet<string> answers in await Task.WhenAll(predicting))
        {
            Assert.Subset(steps, answers);
        }
    }

    private static Dataset Data => RandomData.Classes(Create().Info, 8);

    private static ILayerOutputs Create() => (ILayerOutputs)Compiled.Value.Create("Served", seed: 7);

    private static string Saved(INetwork network)
    {
        using var file = new MemoryStream();
        network.Save(file);
        return Convert.ToHexString(file.ToArray());
    }

    private static string Text(float[] values) => string.Join(' ', values.Select(BitConverter.SingleToInt32Bits));
}
