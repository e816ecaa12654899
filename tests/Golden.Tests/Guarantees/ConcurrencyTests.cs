using System;
using System.Linq;
using System.Threading.Tasks;
using NetGen.Execution;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>Neither threads nor the order of jobs change a bit.</summary>
public sealed class ConcurrencyTests
{
    private const int Samples = 23;

    /// <summary>Enough to be spread over threads.</summary>
    private const int ManySamples = 900;

    private const int Callers = 8;
    private const int CallsPerCaller = 20;

    public static TheoryData<string> Names() => [.. GuaranteeNetworks.Specs.Select(spec => spec.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Predict_from_many_threads_at_once_gives_the_same_bits_as_alone(string name)
    {
        INetwork network = GuaranteeNetworks.Create(name);
        float[][] inputs = [.. Enumerable.Range(0, Callers).Select(caller => Input(network, caller))];
        float[][] alone = [.. inputs.Select(input => network.Predict(input))];

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() =>
        {
            for (int call = 0; call < CallsPerCaller; call++)
            {
                Assert.Equal(alone[caller], network.Predict(inputs[caller]));
            }
        })));
    }

    /// <summary>On threads that all start at a network that nobody has used yet.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_first_calls_may_come_from_many_threads(string name)
    {
        float[] x = Input(GuaranteeNetworks.Create(name), seed: 1);
        float[] expected = GuaranteeNetworks.Create(name).Predict(x);

        INetwork unused = GuaranteeNetworks.Create(name);
        float[][] results = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => unused.Predict(x))));

        Assert.All(results, result => Assert.Equal(expected, result));
    }

    [Theory]
    [InlineData(GuaranteeNetworks.Convolutional, Samples)]
    [InlineData(GuaranteeNetworks.Convolutional, ManySamples)]
    [InlineData(GuaranteeNetworks.Perceptron, Samples)]
    [InlineData(GuaranteeNetworks.Perceptron, ManySamples)]
    [InlineData(GuaranteeNetworks.Everything, Samples)]
    [InlineData(GuaranteeNetworks.Everything, ManySamples)]
    public void A_sample_gives_the_same_bits_alone_and_among_others(string name, int samples)
    {
        INetwork network = GuaranteeNetworks.Create(name);
        float[] x = NetworkTouch.Numbers(new Random(2), samples * network.Info.InputSize);

        float[] alone = [.. x.Chunk(network.Info.InputSize).SelectMany(sample => network.Predict(sample))];

        Assert.Equal(alone, network.Predict(x));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_do_not_depend_on_the_order_or_the_workers_of_jobs(string name)
    {
        INetwork network = GuaranteeNetworks.Create(name);
        RecordingBatch Batch() => new(Input(network, seed: 3), Gradient(network), Samples, randomKey: 99);
        TrainingPass inOrder = network.CreateTrainingPass(Samples, workers: 1);
        inOrder.Run(Batch());

        TrainingPass atOnce = network.CreateTrainingPass(capacity: 2 * Samples, workers: 4);
        RunAtOnce(atOnce, Batch());

        Assert.Equal(inOrder.Gradients, atOnce.Gradients);
    }

    /// <summary>Backwards, on one thread per worker.</summary>
    private static void RunAtOnce(TrainingPass pass, TrainingBatch batch)
    {
        InParallel(pass.Workers, pass.PackJobs, (job, _) => pass.Pack(job));
        for (int phase = 0; phase < pass.Phases; phase++)
        {
            InParallel(pass.Workers, pass.Jobs(batch, phase), (job, worker) => pass.Run(batch, phase, job, worker));
        }
    }

    private static void InParallel(int workers, int count, Action<int, int> run) => Parallel.For(0, workers, worker =>
    {
        for (int job = count - 1 - worker; job >= 0; job -= workers)
        {
            run(job, worker);
        }
    });

    private static float[] Input(INetwork network, int seed) => NetworkTouch.Numbers(new Random(seed), Samples * network.Info.InputSize);

    private static float[] Gradient(INetwork network) => NetworkTouch.Numbers(new Random(4), Samples * network.Info.OutputSize);
}
