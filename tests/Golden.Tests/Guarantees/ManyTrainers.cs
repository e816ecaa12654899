using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using NetGen.Golden.Tests.Compilation;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>Makes networks and trainers by the thousand, trains and predicts with each, and says what has stayed.</summary>
internal static class ManyTrainers
{
    private const int Warm = 200;
    private const int Count = 2000;

    /// <summary>The growth of managed memory in bytes when all are dropped, and the most threads while the trainers of a hundred were kept.</summary>
    public static string Run(CompiledNetworks networks)
    {
        int threads = 0;
        Make(networks, Warm, ref threads);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Make(networks, Count, ref threads);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        using Process process = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"{after - before} {threads} {process.WorkingSet64}");
    }

    private static void Make(CompiledNetworks networks, int count, ref int threads)
    {
        var kept = new List<object>();
        for (int i = 0; i < count; i++)
        {
            INetwork network = networks.Create(GuaranteeNetworks.Perceptron, seed: i);
            var trainer = new Trainer<INetwork>(network, new Adam(), Loss.SparseCategoricalCrossentropy);
            Dataset data = RandomData.Classes(network.Info, 8);
            trainer.Fit(data, new FitOptions { BatchSize = 4, Threads = 4 });
            trainer.Predict(data);
            kept.Add(trainer);
            if (kept.Count == 100)
            {
                using Process process = Process.GetCurrentProcess();
                threads = Math.Max(threads, process.Threads.Count);
                kept.Clear();
            }
        }
    }
}
