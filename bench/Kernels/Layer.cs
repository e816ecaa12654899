namespace NetGen.Bench.Kernels;

/// <summary>A layer to measure.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Network">The layer as a network, without the gradient by its input.</param>
/// <param name="WithInputGradient">The same with it; null where nobody needs it.</param>
/// <param name="Batch">Samples, enough to keep all threads at work for a while.</param>
internal sealed record Layer(string Name, INetwork Network, INetwork? WithInputGradient, int Batch)
{
    /// <summary>Floating-point operations of one direction over the batch, those of a fused pooling not counted.</summary>
    public double Flops => (double)Network.Info.Layers[0].ForwardFlops * Batch;

    /// <summary>Times each direction.</summary>
    /// <param name="threads">Number of threads.</param>
    /// <param name="seconds">Time for the measurement.</param>
    public Rates Measure(int threads, double seconds)
    {
        using var forward = new Pass(Network, Batch, threads, isTraining: false);
        using var training = new Pass(Network, Batch, threads, isTraining: true);
        if (WithInputGradient is null)
        {
            Timing[] first = Timing.Interleave([forward.Time, training.Time], seconds, Rates.LeastBlocks);
            return new Rates(Rate(first[0].Median), Rate(first[1].Median - first[0].Median), null);
        }

        using var complete = new Pass(WithInputGradient, Batch, threads, isTraining: true);
        Timing[] timings = Timing.Interleave([forward.Time, training.Time, complete.Time], seconds, Rates.LeastBlocks);
        return new Rates(
            Rate(timings[0].Median),
            Rate(timings[1].Median - timings[0].Median),
            Rate(timings[2].Median - timings[1].Median));
    }

    private double Rate(double milliseconds) => milliseconds > 0 ? Flops / (milliseconds * 1e6) : double.NaN;
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
