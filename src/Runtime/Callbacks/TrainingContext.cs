using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen;

/// <summary>What callbacks know of the training that they belong to.</summary>
public sealed class TrainingContext
{
    private readonly MetricSet _metrics;

    internal TrainingContext(INetwork model, Optimizer optimizer, Loss loss, IReadOnlyList<Metric> metrics)
    {
        Model = model;
        Optimizer = optimizer;
        Loss = loss;
        _metrics = metrics as MetricSet ?? new MetricSet(metrics);
    }

    /// <summary>The network in training.</summary>
    public INetwork Model { get; }

    /// <summary>Its optimizer.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>Its loss.</summary>
    public Loss Loss { get; }

    /// <summary>The metrics that are computed beside the loss, as the trainer was given them; <see cref="Of"/> has what they count.</summary>
    public IReadOnlyList<Metric> Metrics => _metrics;

    /// <summary>Whether this is a fit, rather than an evaluation on its own.</summary>
    public bool IsFitting { get; internal init; }

    /// <summary>Number of epochs to train.</summary>
    public int Epochs { get; internal init; }

    /// <summary>
    /// Number of batches: of an epoch in a fit, of the whole in an evaluation. Null where it is not known, for a
    /// <see cref="StreamedSource"/> that does not say its length; after an epoch it is taken to be as long again.
    /// </summary>
    public int? Steps { get; internal set; }

    /// <summary>
    /// Where a fit that was broken off goes on from; null where it begins. Set before <see cref="Callback.OnTrainBegin"/>, after which callbacks get what they saved.
    /// </summary>
    public TrainingPosition? ResumedFrom { get; internal set; }

    /// <summary>Whether the fit has validation data.</summary>
    public bool HasValidation { get; internal init; }

    /// <summary>Set by a callback to end training: after a batch at once, then validation and the epoch's end still take place.</summary>
    public bool StopTraining { get; set; }

    /// <summary>The names that an epoch's logs can have, sorted: "accuracy", "loss", "val_accuracy", "val_loss".</summary>
    public IReadOnlyList<string> LogNames =>
        [.. _metrics.FigureNames.Concat(HasValidation ? _metrics.FigureNames.Select(name => FigureName.ValidationPrefix + name) : []).Order(StringComparer.Ordinal)];

    /// <summary>What the training epoch or the evaluation that is under way counts, or the last one.</summary>
    internal CountedMetrics? Counted { get; set; }

    /// <summary>
    /// What a metric has counted: in the training epoch or the evaluation that is under way, and at an epoch's end in its
    /// validation, or where it has none in its training. The object that comes out is not used for the next one.
    /// </summary>
    /// <param name="metric">The metric that the trainer was given.</param>
    /// <exception cref="ArgumentException">The trainer was not given that metric.</exception>
    /// <exception cref="InvalidOperationException">Nothing has begun that counts.</exception>
    public TMetric Of<TMetric>(TMetric metric)
        where TMetric : Metric =>
        (Counted ?? throw new InvalidOperationException("Metrics count from the first batch of an epoch or an evaluation on; none has begun.")).Of(metric);

    /// <summary>What becomes of logs that cannot be written; of an evaluation on its own, and where no fit says otherwise, they end it.</summary>
    internal FailedWrites FailedWrites { get; set; } = new(endsTraining: true, _ => { });

    /// <summary>Whether a callback wants to know how numbers that are not finite come about. Set when training begins.</summary>
    internal bool WatchesNumbers { get; set; }

    /// <summary>Says how the parameters, or the last batch's loss, came to hold what is not finite; null while all is, and where nobody watches.</summary>
    internal Func<NumberFault?> NumberFault { get; set; } = () => null;

    /// <summary>The metrics as a fit or an evaluation counts them.</summary>
    internal MetricSet MetricSet => _metrics;

    /// <summary>The metric that makes a figure of training, and of validation with "val_" before its name; null where none does.</summary>
    internal Metric? MetricOf(string figure) => _metrics.Find(figure);
}
