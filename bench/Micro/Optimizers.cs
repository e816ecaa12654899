using System;
using System.Collections.Generic;
using BenchmarkDotNet.Attributes;
using NetGen.Execution;

namespace NetGen.Bench.Micro;

/// <summary>
/// A step of each optimizer over a million parameters on one thread: time, and parameters per second; with gradients, and long after
/// the last of them, when all that the optimizer keeps has decayed.
/// </summary>
public class Optimizers
{
    private const int Parameters = 1_000_000;

    private static readonly Dictionary<string, Func<Optimizer>> All = new()
    {
        ["SGD"] = () => new SGD(),
        ["SGD, momentum"] = () => new SGD(momentum: 0.9),
        ["RMSprop"] = () => new RMSprop(),
        ["Adam"] = () => new Adam(),
        ["AdamW"] = () => new AdamW(),
        ["Nadam"] = () => new Nadam(),
        ["Adamax"] = () => new Adamax(),
        ["Adagrad"] = () => new Adagrad(),
        ["Adadelta"] = () => new Adadelta(),
        ["Lion"] = () => new Lion(),
    };

    private static readonly WorkerTeam Team = new(1);

    private readonly float[] _gradients = new float[Parameters];
    private ParameterUpdate _update = null!;

    public static IEnumerable<string> Names => All.Keys;

    [ParamsSource(nameof(Names))]
    public string Optimizer { get; set; } = "";

    [Params(false, true)]
    public bool Decayed { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        // Gradients as small as these leave means that take hundreds of steps, and not a hundred thousand, to decay to nothing.
        float scale = Decayed ? 1e-17f : 0.01f;
        for (int i = 0; i < Parameters; i++)
        {
            _gradients[i] = ((i % 7) - 3) * scale;
        }

        _update = new ParameterUpdate(new Million().Parameters, _gradients, All[Optimizer]());
        if (Decayed)
        {
            _update.Run(Team);
            Array.Clear(_gradients);
            for (int step = 0; step < 1000; step++)
            {
                _update.Run(Team);
            }
        }
    }

    [Benchmark(OperationsPerInvoke = Parameters)]
    public double Step() => _update.Run(Team);
}

[Network(1000)]
[Dense(1000, UseBias = false)]
internal sealed partial class Million;
