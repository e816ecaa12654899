using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>How far training has come, as <see cref="ProgressReporter"/> reports it. It stays as it is while training goes on.</summary>
public sealed record TrainingProgress
{
    /// <summary>The epoch under way or just ended, counted from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The number of the last epoch (<see cref="FitOptions.Epochs"/>).</summary>
    public required int Epochs { get; init; }

    /// <summary>Batches of this epoch that have been trained.</summary>
    public required int Batch { get; init; }

    /// <summary>Batches of an epoch; null in the first epoch of a stream that does not say its length.</summary>
    public required int? Batches { get; init; }

    /// <summary>Whether the epoch and its validation have ended.</summary>
    public required bool IsEpochEnd { get; init; }

    /// <summary>The figures over the epoch so far, by name: "accuracy", "loss"; at its end also those of validation, "val_accuracy", "val_loss".</summary>
    public required IReadOnlyDictionary<string, double> Logs { get; init; }

    /// <summary>The share of the fit's batches that has been trained, 0 to 1; null while nobody knows how many there are.</summary>
    public required double? Fraction { get; init; }

    /// <summary>Time since training began.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Time that the rest takes at the pace so far, if nothing ends training earlier; null while it is not known.</summary>
    public required TimeSpan? Remaining { get; init; }

    /// <summary>"Epoch 3/10, batch 120/422 - accuracy: 0.9012 - loss: 0.2731".</summary>
    public override string ToString()
    {
        string batches = Batches is { } count ? FormattableString.Invariant($"/{count}") : "";
        return FormattableString.Invariant($"Epoch {Epoch}/{Epochs}, batch {Batch}{batches} - {NetGen.Logs.Of(Logs)}");
    }
}
