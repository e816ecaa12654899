using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Guarantees;
using Xunit;

namespace NetGen.Golden.Tests.Training;

/// <summary>
/// Gradients of large kernels that the optimizer takes in pieces make the step that they make as a whole. Who watches numbers wants them whole, which changes
/// nothing else, and so is what pieces are compared with.
/// </summary>
public sealed class GradientPieceTests
{
    private const string Plain = "Plain";
    private const string Normalized = "Normalized";
    private const string Penalized = "Penalized";

    // Whole tiles and jobs and what is left of both, and panels of units and what is left of them.
    private const int Features = 1001;
    private const int Units = 1100;
    private const int Capacity = 16;

    // A part of a lane, and lanes that are full.
    private static readonly int[] BatchSizes = [Capacity, 1, 5, Capacity];

    private static readonly NetworkSpec[] Specs =
    [
        new(Plain, SampleShape.Vector(Features),
        [
            new DenseSpec(Units) { Activation = Activation.ReLU },
            new DenseSpec(Units) { Activation = Activation.Tanh, UseBias = false },
            new DenseSpec(4) { Activation = Activation.Softmax },
        ])
        { InputGradient = false },
        new(Normalized, SampleShape.Vector(Features),
        [
            new DenseSpec(Units) { Activation = Activation.ReLU },
            new BatchNormalizationSpec(),
            new DenseSpec(Units) { Activation = Activation.Tanh },
            new DenseSpec(4) { Activation = Activation.Softmax },
        ])
        { InputGradient = false },
        new(Penalized, SampleShape.Vector(Features),
        [
            new DenseSpec(Units) { Activation = Activation.ReLU, KernelL2 = 0.01 },
            new DenseSpec(Units) { Activation = Activation.Tanh, KernelMaxNorm = 0.5, BiasL1 = 0.01 },
            new DenseSpec(4) { Activation = Activation.Softmax },
        ])
        { InputGradient = false },
    ];

    private static readonly Dictionary<string, Lazy<CompiledNetworks>> Compiled = new[] { "", "256", "128" }
        .ToDictionary(bits => bits, bits => new Lazy<CompiledNetworks>(() => new NetworkCompilation { VectorBits = bits }.Compile(Specs)));

    private static readonly Dictionary<string, Func<Optimizer>> Optimizers = new()
    {
        ["SGD"] = () => new SGD(0.1),
        ["SGD with momentum, values clipped"] = () => new SGD(0.1, momentum: 0.9) { ClipValue = 0.001f },
        ["Adam"] = () => new Adam(0.01),
        ["AdamW without biases"] = () => new AdamW(0.01, weightDecay: 0.1) { WeightDecayExclusions = ["bias", "dense/kernel"] },
        ["Adam averaged"] = () => new Adam(0.01) { UseEma = true, EmaMomentum = 0.9, EmaOverwriteFrequency = 3 },
    };

    private static readonly Dictionary<string, Func<Optimizer>> WholeOptimizers = new()
    {
        ["ClipNorm"] = () => new SGD(0.1) { ClipNorm = 1 },
        ["GlobalClipNorm"] = () => new SGD(0.1) { GlobalClipNorm = 1 },
        ["GradientAccumulationSteps"] = () => new SGD(0.1) { GradientAccumulationSteps = 2 },
    };

    public static TheoryData<string, string, string> NetworksAndOptimizers()
    {
        var data = new TheoryData<string, string, string>();
        foreach (string network in Specs.Select(spec => spec.Name))
        {
            foreach (string optimizer in Optimizers.Keys)
            {
                data.Add(network, optimizer, "");
            }

            data.Add(network, "Adam", "256");
            data.Add(network, "Adam", "128");
        }

        return data;
    }

    public static TheoryData<string> OptimizersOfWholes() => [.. WholeOptimizers.Keys];

    [Theory]
    [MemberData(nameof(NetworksAndOptimizers))]
    public void Pieces_make_the_step_of_the_whole_on_any_number_of_threads(string name, string optimizer, string bits)
    {
        (float[][] Values, double[] Losses) whole = Bits(threads: 1, watches: true);
        Assert.All(whole.Values, values => Assert.True(Array.TrueForAll(values, float.IsFinite)));

        foreach (int threads in new[] { 1, 2, 3, 8 })
        {
            (float[][] values, double[] losses) = Bits(threads, watches: false);
            Assert.Equal(whole.Losses, losses);
            for (int i = 0; i < values.Length; i++)
            {
                int same = whole.Values[i].AsSpan().CommonPrefixLength(values[i]);
                Assert.True(same == whole.Values[i].Length, $"{threads} threads: value {same} of block {i} is another than that of whole gradients.");
            }
        }

        // The parameters, what the optimizer keeps for each, and its moving average.
        (float[][] Values, double[] Losses) Bits(int threads, bool watches)
        {
            using var training = new Steps(Compiled[bits].Value.Create(name, seed: 7), Optimizers[optimizer](), threads, watches);
            double[] losses = [.. BatchSizes.Select(training.Run)];
            float[] parameters = training.Network.Parameters.Values.ToArray();
            return ([parameters, .. training.Optimizer.State, training.Average()], losses);
        }
    }

    [Theory]
    [InlineData(Plain, "dense/kernel", "dense_1/kernel")]
    [InlineData(Normalized, "dense/kernel")]
    [InlineData(Penalized, "dense_1/kernel")]
    public void What_is_taken_in_pieces_is_held_nowhere_and_all_else_is(string name, params string[] taken)
    {
        using var training = new Steps(Create(name), new Adam(), threads: 2);
        training.Run(Capacity);
        Assert.Equal(taken, training.Untouched());
    }

    [Theory]
    [MemberData(nameof(OptimizersOfWholes))]
    public void What_an_optimizer_needs_whole_is_held_whole(string optimizer)
    {
        using var training = new Steps(Create(Plain), WholeOptimizers[optimizer](), threads: 2);
        training.Run(Capacity);
        Assert.Empty(training.Untouched());
    }

    [Fact]
    public void Who_watches_numbers_finds_gradients_whole()
    {
        using var training = new Steps(Create(Plain), new SGD(0.1), threads: 2, watches: true);
        training.Run(Capacity);
        Assert.Empty(training.Untouched());
    }

    /// <summary>Somebody predicts when pieces of one kernel have been taken and others not yet.</summary>
    [Fact]
    public async Task Predictions_wait_for_the_last_piece()
    {
        INetwork network = Create(Plain);
        float[] sample = NetworkTouch.Numbers(new Random(3), Features);
        Task<float[]>? seen = null;
        var optimizer = new PausingSgd(learningRate: 0.1, range => seen ??= range == 3 ? OtherThread.Ask(() => network.Predict(sample)) : null);
        using var training = new Steps(network, optimizer, threads: 1);
        training.Run(Capacity);

        Assert.NotNull(seen);
        Assert.Equal(network.Predict(sample), await seen);
    }

    [Fact]
    public async Task A_rule_that_throws_at_a_piece_leaves_the_network_to_others_and_to_the_next_step()
    {
        INetwork network = Create(Plain);
        bool throws = true;
        var optimizer = new PausingSgd(learningRate: 0.1, range =>
        {
            if (throws && range == 3)
            {
                throw new NotSupportedException("a piece");
            }
        });
        using var training = new Steps(network, optimizer, threads: 1);
        Assert.Throws<NotSupportedException>(() => training.Run(Capacity));

        float[] sample = NetworkTouch.Numbers(new Random(3), Features);
        Assert.Equal(network.Predict(sample), await OtherThread.Ask(() => network.Predict(sample)));
        throws = false;
        INetwork other = Create(Plain);
        other.Parameters.Update(network, static (from, values) => from.Parameters.Values.CopyTo(values));
        using var compared = new Steps(other, new SGD(0.1), threads: 1, watches: true);
        Assert.Equal(compared.Run(Capacity), training.Run(Capacity));
        Assert.True(network.Parameters.Values.SequenceEqual(other.Parameters.Values));
    }

    private static INetwork Create(string name) => Compiled[""].Value.Create(name, seed: 7);

    /// <summary>Steps as a training makes them, with a look at what gradients they leave.</summary>
    private sealed class Steps : IDisposable
    {
        private readonly BatchRunner _runner;
        private readonly ParameterUpdate _update;
        private readonly IndexedSamples _samples = new(Capacity);
        private readonly Dataset _data;
        private int _step;

        public Steps(INetwork network, Optimizer optimizer, int threads, bool watches = false)
        {
            (Network, Optimizer) = (network, optimizer);
            _data = RandomData.Classes(network.Info, Capacity);
            _runner = new BatchRunner(network, Loss.SparseCategoricalCrossentropy, Capacity, threads);
            _update = new ParameterUpdate(network.Parameters, _runner.Gradients, optimizer) { Watch = watches ? new NumberWatch(network) : null };
            _runner.GoToWork();
        }

        public INetwork Network { get; }

        public Optimizer Optimizer { get; }

        public double Run(int samples)
        {
            _samples.Set(_data, [.. Enumerable.Range(0, samples)]);
            _update.Watch?.Begin(epoch: null, _step++);
            return _runner.Train(_samples, randomKey: 5, _update);
        }

        /// <summary>The moving average, in the parameters' place; the parameters where there is none.</summary>
        public float[] Average()
        {
            Optimizer.OverwriteWithAverage();
            return Network.Parameters.Values.ToArray();
        }

        /// <summary>The parameters whose gradients nobody has written.</summary>
        public string[] Untouched() =>
        [
            .. Network.Info.Parameters
                .Where(parameter => parameter.IsTrainable && !_runner.Gradients.AsSpan(parameter.Offset, parameter.Size).ContainsAnyExcept(0f))
                .Select(parameter => parameter.Name),
        ];

        public void Dispose() => _runner.Rest();
    }
}
