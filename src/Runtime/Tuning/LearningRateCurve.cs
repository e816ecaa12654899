using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>What a learning rate range test found. A step's loss is that before the step, so a rate shows in the losses after it.</summary>
public sealed class LearningRateCurve
{
    /// <param name="rates">The rates tried.</param>
    /// <param name="losses">The losses.</param>
    /// <param name="smoothed">The smoothed losses.</param>
    /// <param name="window">Number of steps that a smoothed loss averages over; at least 1.</param>
    internal LearningRateCurve(IReadOnlyList<float> rates, IReadOnlyList<double> losses, IReadOnlyList<double> smoothed, int window)
    {
        Rates = rates;
        Losses = losses;
        Smoothed = smoothed;
        int lowest = Lowest(smoothed);
        LowestLossRate = rates.Count == 0 ? null : rates[lowest];
        Suggestion = Steepest(smoothed, window, lowest) is { } steepest ? rates[steepest] : null;
    }

    /// <summary>The rates tried, ascending; fewer than asked for where the loss diverged or was no longer finite.</summary>
    public IReadOnlyList<float> Rates { get; }

    /// <summary>The loss at each of them.</summary>
    public IReadOnlyList<double> Losses { get; }

    /// <summary>The smoothed loss at each of them.</summary>
    public IReadOnlyList<double> Smoothed { get; }

    /// <summary>The rate at which the smoothed loss is lowest; null where no loss was finite. Too large to train with: take a tenth.</summary>
    public float? LowestLossRate { get; }

    /// <summary>
    /// The rate at which the smoothed loss falls most steeply over the logarithm of the rate, up to the rate with the
    /// lowest loss. The slope is taken over as many steps as the smoothed loss averages over (<c>1 / (1 - Smoothing)</c>, 10
    /// by default), half of them before the rate and half after it, lest the batches' differences be taken for it; the first
    /// steps, which have not as many before them, are left out. Null where the loss never falls.
    /// </summary>
    public float? Suggestion { get; }

    private static int Lowest(IReadOnlyList<double> losses)
    {
        int lowest = 0;
        for (int i = 1; i < losses.Count; i++)
        {
            lowest = losses[i] < losses[lowest] ? i : lowest;
        }

        return lowest;
    }

    /// <summary>The rates are evenly spread over their logarithm, so differences of losses compare as slopes do.</summary>
    private static int? Steepest(IReadOnlyList<double> losses, int window, int end)
    {
        int half = Math.Max(window / 2, 1);
        int? steepest = null;
        double steepestFall = 0;
        for (int i = Math.Max(window, half); i <= end && i + half < losses.Count; i++)
        {
            double fall = losses[i - half] - losses[i + half];
            if (fall > steepestFall)
            {
                steepestFall = fall;
                steepest = i;
            }
        }

        return steepest;
    }
}
