using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace NetGen.Bench.Services;

/// <summary>Measures all contenders on one network, in turn.</summary>
/// <param name="published">The folder of the published services.</param>
/// <param name="subject">The network.</param>
/// <param name="rounds">How often each contender has its turn.</param>
/// <param name="seconds">Length of a turn.</param>
internal sealed class Comparison(string published, Subject subject, int rounds, double seconds)
{
    private const int Starts = 15;
    private const double WarmUpSeconds = 1.5;
    private const double Tolerance = 1e-4;

    /// <summary>Numbers of connections.</summary>
    public static int[] Connections { get; } = [1, 64];

    /// <summary>Milliseconds from the start of a process to its first answer, and the megabytes that it has in use then.</summary>
    public (double Start, double Resident)[] MeasureStarts(IReadOnlyList<Contender> contenders)
    {
        var start = new double[contenders.Count, Starts];
        var resident = new double[contenders.Count, Starts];
        for (int turn = 0; turn < Starts; turn++)
        {
            for (int i = 0; i < contenders.Count; i++)
            {
                long began = Stopwatch.GetTimestamp();
                using RunningService service = contenders[i].Start(published, subject);
                using Connection connection = service.Connect();
                connection.Ask();
                start[i, turn] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                resident[i, turn] = service.ResidentMegabytes;
            }
        }

        return [.. contenders.Select((_, i) => (Median(Row(start, i)), Median(Row(resident, i))))];
    }

    /// <summary>The loads of each contender for each number of connections, and the megabytes that it has in use afterwards.</summary>
    public (Load[] Loads, double Resident)[] MeasureLoads(IReadOnlyList<Contender> contenders)
    {
        RunningService[] services = [.. contenders.Select(contender => contender.Start(published, subject))];
        try
        {
            CheckAgreement(contenders, services);
            var measured = new List<Load>[contenders.Count, Connections.Length];
            for (int c = 0; c < Connections.Length; c++)
            {
                LoadGenerator[] generators = [.. services.Select(service => new LoadGenerator(service, Connections[c]))];
                foreach (LoadGenerator generator in generators)
                {
                    generator.Run(WarmUpSeconds);
                }

                for (int round = 0; round < rounds; round++)
                {
                    for (int i = 0; i < contenders.Count; i++)
                    {
                        (measured[i, c] ??= []).Add(generators[i].Run(seconds));
                    }
                }

                foreach (LoadGenerator generator in generators)
                {
                    generator.Dispose();
                }
            }

            Load[] LoadsOf(int contender) => [.. Enumerable.Range(0, Connections.Length).Select(c => Medians(measured[contender, c]))];
            return [.. services.Select((service, i) => (LoadsOf(i), service.ResidentMegabytes))];
        }
        finally
        {
            foreach (RunningService service in services)
            {
                service.Dispose();
            }
        }
    }

    /// <summary>What is timed must be the same: every contender gives the probabilities that the first gives.</summary>
    private static void CheckAgreement(IReadOnlyList<Contender> contenders, RunningService[] services)
    {
        double[]? first = null;
        for (int i = 0; i < services.Length; i++)
        {
            using Connection connection = services[i].Connect();
            double[] probabilities = [.. JsonDocument.Parse(connection.Ask()).RootElement.EnumerateArray().Select(value => value.GetDouble())];
            first ??= probabilities;
            if (probabilities.Length != first.Length || probabilities.Zip(first).Any(pair => !(Math.Abs(pair.First - pair.Second) <= Tolerance)))
            {
                throw new InvalidDataException(
                    $"{contenders[i].Name} answers {string.Join(", ", probabilities)} where {contenders[0].Name} answers {string.Join(", ", first)}.");
            }
        }
    }

    private static Load Medians(List<Load> loads) => new(
        Median([.. loads.Select(load => load.PerSecond)]),
        Median([.. loads.Select(load => load.Median)]),
        Median([.. loads.Select(load => load.P99)]),
        Median([.. loads.Select(load => load.ProcessorMicroseconds)]));

    private static double[] Row(double[,] values, int row) => [.. Enumerable.Range(0, values.GetLength(1)).Select(column => values[row, column])];

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
