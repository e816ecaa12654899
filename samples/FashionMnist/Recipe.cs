using System;

namespace NetGen.Samples.FashionMnist;

/// <summary>How a network is trained where the command line does not say otherwise.</summary>
/// <param name="Epochs">How often training goes over the data, at most.</param>
/// <param name="BatchSize">Samples per step.</param>
/// <param name="Loss">What training makes small.</param>
/// <param name="Optimizer">From the number of steps to what makes them.</param>
/// <param name="Stopping">Ends training early, or null.</param>
internal sealed record Recipe(int Epochs, int BatchSize, Loss Loss, Func<int, Optimizer> Optimizer, EarlyStopping? Stopping)
{
    private const int Patience = 4;
    private const double LargestRate = 4e-3;
    private const double WeightDecay = 0.02;
    private const double LabelSmoothing = 0.1;

    /// <summary>Adam as it is, until validation no longer improves.</summary>
    public static Recipe Cnn { get; } = new(
        Epochs: 12,
        BatchSize: 64,
        Loss.SparseCategoricalCrossentropy,
        _ => new Adam(),
        new EarlyStopping("val_accuracy", patience: Patience, restoreBestWeights: true));

    /// <summary>
    /// With decoupled weight decay and smoothed labels. The rate climbs, then falls to 0 with the last step: what a network learns last it learns in small steps, so it is not stopped
    /// before.
    /// </summary>
    public static Recipe ResNet { get; } = new(Epochs: 36, BatchSize: 128, new SparseCategoricalCrossentropy(LabelSmoothing), Decaying, Stopping: null);

    private static AdamW Decaying(int steps)
    {
        int warmup = steps / 20;
        return new AdamW(new CosineDecay(LargestRate / 10, steps - warmup, warmupTarget: LargestRate, warmupSteps: warmup), WeightDecay);
    }
}
