using System;
using System.Collections.Generic;
using System.Threading;

namespace NetGen;

/// <summary>How a network is fitted: the arguments of Keras's <c>fit</c>.</summary>
public sealed class FitOptions
{
    private CancellationToken _cancellationToken;
    private CancellationToken _stoppingToken;

    /// <summary>
    /// How often training goes over the data (Keras: <c>epochs</c>): the number of the last epoch, counted from 1, so that with
    /// <see cref="InitialEpoch"/> only the epochs between are trained. At least 1; default 1.
    /// </summary>
    public int Epochs { get; init => field = OptionValue.AtLeast(value, 1, nameof(Epochs)); } = 1;

    /// <summary>Samples per step; the last batch of an epoch may be shorter. At least 1; default 32.</summary>
    public int BatchSize { get; init => field = OptionValue.AtLeast(value, 1, nameof(BatchSize)); } = 32;

    /// <summary>
    /// Whether each epoch takes the samples in another random order; those of a stream go through its
    /// <see cref="StreamedSource.ShuffleBuffer"/>. Default: true.
    /// </summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Data to evaluate on after each epoch (Keras: <c>validation_data</c>). Default: none.</summary>
    public DataSource? Validation { get; init; }

    /// <summary>
    /// Share of the training data, its last samples, that is kept for validation instead (Keras: <c>validation_split</c>).
    /// In [0, 1); default 0. <see cref="Validation"/> overrides it. A stream cannot be split.
    /// </summary>
    public double ValidationSplit
    {
        get;
        init => field = value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(ValidationSplit), value, "A validation split is at least 0 and below 1.");
    }

    /// <summary>
    /// How much each training sample counts in the loss (Keras: <c>sample_weight</c>): one weight per sample of the training
    /// data, of which <see cref="ValidationSplit"/> takes its share too. The loss is still divided by the number of samples.
    /// Default: all 1. The same as <see cref="Dataset.WithWeights"/>; a stream's samples bring theirs along.
    /// </summary>
    public IReadOnlyList<float>? SampleWeights { get; init; }

    /// <summary>
    /// How much the training samples of each class count in the loss (Keras: <c>class_weight</c>); classes that are not
    /// there count 1. Targets are class indices or one-hot. Validation is not weighted. Default: all 1. Cannot be combined
    /// with weights of a dataset's samples; those of a stream's are multiplied.
    /// </summary>
    public IReadOnlyDictionary<int, double>? ClassWeights { get; init; }

    /// <summary>
    /// Trains on mixtures of two samples of a batch each, <see cref="MixUp"/> or <see cref="CutMix"/> (Keras: the layers of these names, in a pipeline of
    /// data). Class indices become a share of each class: the loss is then the categorical cross-entropy of these shares, as with one-hot targets. Metrics
    /// see the mixed targets, and of class indices the one with the larger share. Weights are mixed too. Validation is not mixed. Default: none.
    /// </summary>
    public SampleMixing? Mixing { get; init; }

    /// <summary>Samples per batch of validation. At least 1; default: <see cref="BatchSize"/>.</summary>
    public int? ValidationBatchSize { get; init => field = value is null ? null : OptionValue.AtLeast(value.Value, 1, nameof(ValidationBatchSize)); }

    /// <summary>Validates after every so many epochs (Keras: <c>validation_freq</c>). At least 1; default 1.</summary>
    public int ValidationFrequency { get; init => field = OptionValue.AtLeast(value, 1, nameof(ValidationFrequency)); } = 1;

    /// <summary>Called in this order, except that <see cref="ConsoleProgress"/> comes last. Default: none.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>
    /// Threads that work at the same time, the caller's included. The results do not depend on it, to the bit. At least
    /// 1; default: the number of processors. Where a program can have no threads, in a browser, the caller's does all the work. It also does where that is the faster way: batches
    /// of less than a millisecond are timed with and without the others now and then.
    /// </summary>
    public int Threads { get; init => field = OptionValue.AtLeast(value, 1, nameof(Threads)); } = Environment.ProcessorCount;

    /// <summary>
    /// Decides the order of samples and every random choice of layers that act in training alone: dropout, noise, augmentation. What it
    /// decides differs from epoch to epoch, over all fits of a trainer; a new trainer begins anew. Default: 0.
    /// </summary>
    public int Seed { get; init; }

    /// <summary>
    /// The epoch to begin with, counted from 0 (Keras: <c>initial_epoch</c>); below <see cref="Epochs"/>, default 0. Callbacks and the history
    /// count from here. A trainer goes on with its own earlier fits without it; with a new trainer, weights from a file and the epochs that made them
    /// as InitialEpoch, orders and random choices go on too.
    /// </summary>
    public int InitialEpoch { get; init => field = OptionValue.AtLeast(value, 0, nameof(InitialEpoch)); }

    /// <summary>
    /// Where a fit writes down what it goes on from, and how often (Keras: <c>BackupAndRestore</c>). Where there is a checkpoint already, the fit goes on from it, whatever
    /// <see cref="InitialEpoch"/> says, and one that had ended does not train again, unless <see cref="Epochs"/> has grown. Default: none.
    /// </summary>
    public CheckpointOptions? Checkpoint { get; init; }

    /// <summary>
    /// Whether training goes on where a log or a checkpoint cannot be written, because the disk is full or the folder gone: then it is told once, among
    /// <see cref="History.Warnings"/> and to <see cref="Callback.OnWarning"/>, and tried again each time. Else the exception ends training. What cannot be written when training
    /// begins always does. Default: true.
    /// </summary>
    public bool GoesOnUnwritten { get; init; } = true;

    /// <summary>
    /// Ends training before its next step, or validation before its next batch, with a <see cref="TrainingCanceledException"/>, which has the figures of the epochs so far.
    /// Training comes to its end before that: <see cref="Callback.OnTrainEnd"/> is called, best weights are put back and averages take the weights' place where they were
    /// asked for, and a <see cref="Checkpoint"/> is written; else the weights are those of the last step. The epoch that was begun has no end. Default: never.
    /// </summary>
    public CancellationToken CancellationToken
    {
        get => _cancellationToken;
        init => _cancellationToken = value;
    }

    /// <summary>
    /// Ends training after its next step as a callback does with <see cref="TrainingContext.StopTraining"/>: validation, the epoch's end and the
    /// end of the fit still take place, so that best weights are put back and the history is returned. A <see cref="Checkpoint"/> is written after that step, before the
    /// epoch's early end, and a later fit goes on from the step. For Ctrl+C. Default: never.
    /// </summary>
    public CancellationToken StoppingToken
    {
        get => _stoppingToken;
        init => _stoppingToken = value;
    }

    /// <summary>
    /// Joins this fit with that of other ranks, processes as a rule, which train the same network on the same data: each carries a part of every batch. Weights,
    /// history and figures are, to the bit, those of one. All ranks call <see cref="Trainer{TNetwork}.Fit"/> with the same arguments. Number of ranks: 1, 2, 4, 8 or 16.
    /// Default: none; <c>NetGen.Mpi</c> has one for processes that MPI starts.
    /// </summary>
    public Exchange? Exchange { get; init; }

    /// <summary>The same options with other tokens; by default the same <see cref="StoppingToken"/>.</summary>
    internal FitOptions With(CancellationToken cancellationToken, CancellationToken? stoppingToken = null)
    {
        var options = (FitOptions)MemberwiseClone();
        options._cancellationToken = cancellationToken;
        options._stoppingToken = stoppingToken ?? _stoppingToken;
        return options;
    }

    /// <exception cref="ArgumentException">There is no epoch to train.</exception>
    internal void CheckEpochs()
    {
        if (InitialEpoch >= Epochs)
        {
            throw new ArgumentException(
                $"InitialEpoch is {InitialEpoch} and Epochs is {Epochs}, which leaves no epoch to train: Epochs is the number of the last epoch, counted from 1, "
                + $"not that of further ones. For one more epoch, Epochs is {(long)InitialEpoch + 1}.",
                "options");
        }
    }

    /// <summary>How the training data is gone over.</summary>
    internal ReadOptions TrainingReading => new(BatchSize, DataRole.Training) { Shuffle = Shuffle, Seed = Seed, CancellationToken = CancellationToken };

    /// <summary>How the validation data is gone over.</summary>
    internal ReadOptions ValidationReading => new(ValidationBatchSize ?? BatchSize, DataRole.Validation) { CancellationToken = CancellationToken };
}
