using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen;

/// <summary>What callbacks know of the training that they belong to.</summary>
public sealed class TrainingContext
{
    internal const string LossName = "loss";
    internal const string ValidationPrefix = "val_";

    internal TrainingContext(INetwork model, Optimizer optimizer, Loss loss, IReadOnlyList<Metric> metrics)
    {
        Model = model;
        Optimizer = optimizer;
        Loss = loss;
        Metrics = metrics;
    }

    /// <summary>The network in training.</summary>
    public INetwork Model { get; }

    /// <summary>Its optimizer.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>Its loss.</summary>
    public Loss Loss { get; }

    /// <summary>The metrics that are computed beside the loss.</summary>
    public IReadOnlyList<Metric> Metrics { get; }

    /// <summary>Whether this is a fit, rather than an evaluation on its own.</summary>
    public bool IsFitting { get; internal init; }

    /// <summary>Number of epochs to train.</summary>
    public int Epochs { get; internal init; }

    /// <summary>
    /// Number of batches: of an epoch in a fit, of the whole in an evaluation. Null where it is not known, for a
    /// <see cref="StreamedSource"/> that does not say its length; after an epoch it is taken to be as long again.
    /// </summary>
    public int? Steps { get; internal set; }

    /// <summary>Whether the fit has validation data.</summary>
    public bool HasValidation { get; internal init; }

    /// <summary>Set by a callback to end training: after a batch at once, then validation and the epoch's end still take place.</summary>
    public bool StopTraining { get; set; }

    /// <summary>The names that an epoch's logs can have, sorted: "accuracy", "loss", "val_accuracy", "val_loss".</summary>
    public IReadOnlyList<string> LogNames =>
        [.. FigureNames(Metrics).Concat(HasValidation ? FigureNames(Metrics).Select(name => ValidationPrefix + name) : []).Order(StringComparer.Ordinal)];

    internal static IEnumerable<string> FigureNames(IReadOnlyList<Metric> metrics) => metrics.Select(metric => metric.Name).Append(LossName);
}
