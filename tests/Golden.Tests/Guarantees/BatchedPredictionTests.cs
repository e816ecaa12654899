using System;
using System.Linq;
using System.Threading.Tasks;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>Which samples are predicted together is decided by time, and must not show in any bit.</summary>
public sealed class BatchedPredictionTests
{
    private const int Callers = 64;
    private const int CallsPerCaller = 25;
    private const string Wide = "WideServed";
    private const string Winograd = "WinogradServed";

    /// <summary>Where batches take other ways than single samples: dense layers that read their weights once for several, tiles of several samples.</summary>
    private static readonly NetworkSpec[] Specs =
    [
        new(Wide, SampleShape.Vector(300),
        [
            new DenseSpec(259) { Activation = Activation.ReLU },
            new DenseSpec(67) { Activation = Activation.Tanh },
            new DenseSpec(10) { Activation = Activation.Softmax },
        ]) { InputGradient = false },
        new(Winograd, SampleShape.Image(14, 15, 3),
        [
            new Conv2DSpec(32, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.ReLU },
            new Conv2DSpec(48, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.ReLU },
            new PoolingSpec(PoolingKind.Max, Pair.Square(2)),
            new Conv2DSpec(64, Pair.Square(3)) { Activation = Activation.ReLU },
            new Conv2DSpec(32, Pair.Square(5)) { Padding = Padding.Same, Activation = Activation.ReLU },
            new FlattenSpec(),
            new DenseSpec(10) { Activation = Activation.Softmax },
        ]) { InputGradient = false },
    ];

    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation().Compile(Specs));

    public static TheoryData<string, int, int> Cases() => new()
    {
        { Wide, 32, 1 },
        { Wide, 7, 2 },
        { Winograd, 32, 1 },
        { Winograd, 5, 3 },
        { GuaranteeNetworks.Convolutional, 32, 1 },
        { GuaranteeNetworks.Perceptron, 13, 2 },
        { GuaranteeNetworks.Everything, 32, 1 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Answers_have_the_bits_of_single_predictions_whoever_else_asks(string name, int batch, int workers)
    {
        INetwork network = name is Wide or Winograd ? Compiled.Value.Create(name, seed: 5) : GuaranteeNetworks.Create(name);
        float[][] samples = [.. Enumerable.Range(0, Callers).Select(caller => NetworkTouch.Numbers(new Random(caller), network.Info.InputSize))];
        float[][] alone = [.. samples.Select(sample => network.Predict(sample))];
        await using var predictor = new BatchingPredictor<INetwork>(network, new BatchingOptions { MaxBatchSize = batch, Workers = workers });

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            float[] output = new float[network.Info.OutputSize];
            for (int call = 0; call < CallsPerCaller; call++)
            {
                int sample = (caller + call) % Callers;
                await predictor.PredictAsync(samples[sample], output);
                Assert.Equal(alone[sample], output);
            }
        })));
    }
}
