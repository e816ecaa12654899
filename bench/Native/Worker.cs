using System;
using System.Collections.Generic;
using System.Globalization;

namespace NetGen.Bench.Native;

/// <summary>
/// The child that computes: it reads "work runs" from its input and answers with the milliseconds of one run, so that two
/// differently compiled ones can be timed in turn.
/// </summary>
internal static class Worker
{
    /// <summary>What this program is called with to be such a child.</summary>
    public const string Command = "worker";

    /// <summary>The networks with their batch sizes, each for training and for inference.</summary>
    public static IReadOnlyList<(string Name, Func<INetwork> Create, int Batch)> Networks { get; } =
    [
        ("lecture", () => new Lecture(seed: 0), 4),
        ("mnist", () => new Mnist(seed: 0), 128),
        ("lenet", () => new Lenet(seed: 0), 64),
        ("mlp", () => new Mlp(seed: 0), 64),
    ];

    public static void Run()
    {
        var passes = new Dictionary<string, Pass>();
        Console.WriteLine((32 * FmaPeak.VectorLength).ToString(CultureInfo.InvariantCulture));
        while (Console.ReadLine() is { } line)
        {
            string[] request = line.Split(' ');
            if (!passes.TryGetValue(request[0], out Pass? pass))
            {
                pass = Create(request[0]);
                passes.Add(request[0], pass);
            }

            Console.WriteLine(pass.Time(int.Parse(request[1], CultureInfo.InvariantCulture)).ToString("R", CultureInfo.InvariantCulture));
        }
    }

    private static Pass Create(string work)
    {
        foreach ((string name, Func<INetwork> create, int batch) in Networks)
        {
            if (work == Forward(name) || work == Training(name))
            {
                return new Pass(create(), batch, threads: 1, isTraining: work == Training(name));
            }
        }

        throw new ArgumentException($"'{work}' is no work of this program.", nameof(work));
    }

    public static string Forward(string network) => network + "-forward";

    public static string Training(string network) => network + "-training";
}
