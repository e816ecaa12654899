using System;

namespace NetGen.Bench.Kernels;

/// <summary>A layer to measure.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Batch">Samples, enough to keep all threads at work for a while.</param>
/// <param name="Network">Makes the layer as a network, without the gradient by its input.</param>
/// <param name="WithInputGradient">Makes the same with it; null where nobody needs it.</param>
internal sealed record Layer(string Name, int Batch, Func<INetwork> Network, Func<INetwork>? WithInputGradient)
{
    /// <summary>A layer that has the network's input before it.</summary>
    public static Layer First<TNetwork>(string name, int batch, Func<TNetwork> network)
        where TNetwork : class, INetwork => new(name, batch, network, null);

    /// <summary>A layer that has others before it.</summary>
    public static Layer Inner<TNetwork, TWithInputGradient>(
        string name, int batch, Func<TNetwork> network, Func<TWithInputGradient> withInputGradient)
        where TNetwork : class, INetwork
        where TWithInputGradient : class, INetwork => new(name, batch, network, withInputGradient);

    /// <summary>Compares each direction with plain loops.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public void Check()
    {
        Agreement.Check(Name, Network(), hasInputGradient: false);
        if (WithInputGradient is not null)
        {
            Agreement.Check(Name, WithInputGradient(), hasInputGradient: true);
        }
    }

    /// <summary>Times each direction.</summary>
    /// <param name="threads">Number of threads.</param>
    /// <param name="seconds">Time for the measurement.</param>
    public Rates Measure(int threads, double seconds)
    {
        INetwork network = Network();
        using var forward = new Pass(network, Batch, threads, isTraining: false);
        using var training = new Pass(network, Batch, threads, isTraining: true);
        if (WithInputGradient is null)
        {
            Timing[] first = Timing.Interleave([forward.Time, training.Time], seconds, Rates.LeastBlocks);
            return new Rates(Rate(network, first[0].Median), Rate(network, first[1].Median - first[0].Median), null);
        }

        using var complete = new Pass(WithInputGradient(), Batch, threads, isTraining: true);
        Timing[] timings = Timing.Interleave([forward.Time, training.Time, complete.Time], seconds, Rates.LeastBlocks);
        return new Rates(
            Rate(network, timings[0].Median),
            Rate(network, timings[1].Median - timings[0].Median),
            Rate(network, timings[2].Median - timings[1].Median));
    }

    /// <summary>GFLOP/s of one direction over the batch; the operations of a fused pooling are not counted.</summary>
    private double Rate(INetwork network, double milliseconds) =>
        milliseconds > 0 ? (double)network.Info.Layers[0].ForwardFlops * Batch / (milliseconds * 1e6) : double.NaN;
}

/// <summary>
/// GFLOP/s by direction. The backward ones come from differences of whole passes: NaN where other work on the machine has
/// drowned the difference.
/// </summary>
/// <param name="Forward">Forward, as in training: activation and pooling included.</param>
/// <param name="Weights">The gradient by the weights, the way back through pooling and activation included.</param>
/// <param name="Input">The gradient by the input; null where nobody needs it.</param>
internal sealed record Rates(double Forward, double Weights, double? Input)
{
    /// <summary>The least number of timed blocks.</summary>
    public const int LeastBlocks = 5;
}
