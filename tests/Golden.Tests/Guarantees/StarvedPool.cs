using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NetGen.Golden.Tests.Compilation;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>Trains and predicts while every thread that the pool may have waits: nothing of NetGen may need one of them.</summary>
internal static class StarvedPool
{
    /// <summary>Says "done" with the bits of a fit when nothing has waited for the pool.</summary>
    public static string Run(CompiledNetworks networks)
    {
        ThreadPool.SetMinThreads(1, 1);
        ThreadPool.SetMaxThreads(Environment.ProcessorCount, Environment.ProcessorCount);
        using var held = new ManualResetEventSlim();
        using var blocked = new CountdownEvent(Environment.ProcessorCount);
        for (int i = 0; i < 10 * Environment.ProcessorCount; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ =>
            {
                if (!blocked.IsSet)
                {
                    blocked.Signal();
                }

                held.Wait();
            }, null);
        }

        blocked.Wait();
        string bits = FitBits.Of(networks, threads: 4);
        INetwork network = networks.Create(GuaranteeNetworks.Convolutional, seed: 7);
        network.PredictionThreads = 4;
        float[] x = new float[900 * network.Info.InputSize];
        float[] alone = network.Predict(x.AsSpan(0, network.Info.InputSize));
        Thread[] callers = [.. Enumerable.Range(0, 16).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 10; i++)
            {
                if (!network.Predict(x).AsSpan(0, alone.Length).SequenceEqual(alone))
                {
                    Environment.FailFast("Another prediction under a starved pool.");
                }
            }
        }))];
        Array.ForEach(callers, caller => caller.Start());
        Array.ForEach(callers, caller => caller.Join());
        var trainer = new Trainer<INetwork>(network, new Adam(), Loss.SparseCategoricalCrossentropy);
        using var trained = new ManualResetEventSlim();
        var end = new LambdaCallback(onTrainEnd: _ => trained.Set());
        Task<History> fit = trainer.FitAsync(RandomData.Classes(network.Info, 32), new FitOptions { Threads = 4, Callbacks = [end] });

        // Who awaits a task goes on in the pool, as everywhere; what the task does must not wait for that.
        bool hasTrained = trained.Wait(TimeSpan.FromMinutes(3));
        held.Set();
        fit.GetAwaiter().GetResult();
        return hasTrained ? $"done {bits}" : "training has waited for the pool";
    }
}
