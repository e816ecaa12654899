using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using NetGen.Execution;

namespace NetGen;

/// <summary>
/// Trains and judges one network: what Keras's <c>compile</c>, <c>fit</c>, <c>evaluate</c> and <c>predict</c> do.
/// </summary>
/// <typeparam name="TNetwork">The network's class.</typeparam>
/// <example>
/// <code>
/// var trainer = new Trainer&lt;Digits&gt;(model, new Adam(), Loss.SparseCategoricalCrossentropy);
/// History history = trainer.Fit(train, new FitOptions { Epochs = 5, Validation = test, Callbacks = [new ConsoleProgress()] });
/// Evaluation result = trainer.Evaluate(test);
/// </code>
/// </example>
public sealed partial class Trainer<TNetwork>
    where TNetwork : class, INetwork
{
    private readonly MetricSet? _metrics;
    private readonly BatchRunnerCache _runners;
    private readonly EpochCount _epochs = new();

    /// <summary>A trainer.</summary>
    /// <param name="model">The network.</param>
    /// <param name="optimizer">How gradients change it.</param>
    /// <param name="loss">What training makes small.</param>
    /// <param name="metrics">
    /// What else to report; they are not changed, so that several trainers can be given the same. Default: accuracy where the loss is a cross-entropy, else nothing.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The loss takes probabilities, and the network ends in values that are none; or a metric does not fit the network and the
    /// targets of the loss, or two have one name.
    /// </exception>
    public Trainer(TNetwork model, Optimizer optimizer, Loss loss, IReadOnlyList<Metric>? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(loss);
        OutputCheck.Run(model.Info, loss);
        Model = model;
        Optimizer = optimizer;
        Loss = loss;
        _metrics = metrics is null ? null : MetricSet.For(metrics, model.Info, loss);
        _runners = new BatchRunnerCache(model, loss);
    }

    /// <summary>The network.</summary>
    public TNetwork Model { get; }

    /// <summary>How gradients change it. Its state goes on from one fit to the next.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>What training makes small.</summary>
    public Loss Loss { get; }

    /// <summary>
    /// Number of epochs that this has trained in all its fits, those included that <see cref="FitOptions.InitialEpoch"/> said were trained
    /// before; an epoch that was ended early counts once it has trained a step. The next fit's order of samples, dropout and augmentation go
    /// on from here.
    /// </summary>
    public int TrainedEpochs => _epochs.Trained;

    /// <summary>
    /// The figures of the fit that began last (Keras: <c>model.history</c>): also after an exception or a cancellation, as far as it came. Null
    /// before the first.
    /// </summary>
    public History? History { get; private set; }

    /// <summary>
    /// Trains the network. For a given seed the weights come out the same, to the bit, on any number of threads. A further fit goes on where
    /// the last one ended: three of one epoch train as one of three does.
    /// </summary>
    /// <param name="train">The training data.</param>
    /// <param name="options">Epochs, batch size, validation and so on; default: one epoch in batches of 32.</param>
    /// <returns>The figures of every epoch.</returns>
    /// <exception cref="ArgumentException">
    /// Data are empty, or their shapes or targets do not fit the network and the loss, or weights do not fit the data, or samples cannot be mixed as
    /// <see cref="FitOptions.Mixing"/> says, or <see cref="FitOptions.InitialEpoch"/> leaves no epoch to train, or <see cref="FitOptions.Checkpoint"/> holds one of
    /// another training, and the message says what differs. Nothing has changed.
    /// </exception>
    /// <exception cref="InvalidDataException">
    /// A target of a dataset is wrong for the loss, such as a label that names no class, and nothing has changed; or a sample holds a value that is not finite, or one of
    /// a stream is otherwise wrong, and the weights are those of the last step before it. What a stream throws itself comes
    /// out here as it is, with the weights of the last step before it too.
    /// </exception>
    /// <exception cref="TrainingCanceledException">
    /// <see cref="FitOptions.CancellationToken"/> ended it, as any other fit ends: the weights are those of the last step unless averages or the best take their place.
    /// </exception>
    /// <exception cref="IOException">Logs or checkpoints cannot be written when training begins, or later and <see cref="FitOptions.GoesOnUnwritten"/> is false.</exception>
    /// <exception cref="InvalidOperationException">
    /// The optimizer belongs to another network, or another thread is training this one. Nothing has changed.
    /// </exception>
    /// <exception cref="ExchangeException">Another rank of <see cref="FitOptions.Exchange"/> cannot begin, or go on.</exception>
    public History Fit(DataSource train, FitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        options ??= new FitOptions();
        if (options.Exchange is null)
        {
            return FitAlong(train, options, ranks: null);
        }

        using var ranks = new Ranks(options.Exchange, options.CancellationToken, options.StoppingToken);
        return ranks.Run(() => FitAlong(train, options.With(ranks.CancellationToken, ranks.StoppingToken), ranks));
    }

    private History FitAlong(DataSource train, FitOptions options, Ranks? ranks)
    {
        options.CheckEpochs();
        using NetworkParameters.Training turn = Model.Parameters.BeginTraining();
        DatasetCheck.Run(train, DataRole.Training, Model.Info, Loss);
        train = LossWeights.OfSamples(train, options);
        DataSource? validation = options.Validation;
        if (validation is not null)
        {
            DatasetCheck.Run(validation, DataRole.Validation, Model.Info, Loss);
        }
        else if (options.ValidationSplit > 0)
        {
            (train, validation) = Split(train, options);
        }

        train = LossWeights.OfClasses(train, options, Model.Info);
        if (options.Mixing?.FindMisfit(Model.Info, Loss) is { } misfit)
        {
            throw new ArgumentException(misfit, nameof(options));
        }

        MixedBatch? mixed = options.Mixing is { } mixing ? new MixedBatch(mixing, Model.Info, Loss, train.TargetKind) : null;
        using EpochReader trainReader = train.Read(options.TrainingReading);
        using EpochReader? validationReader = validation?.Read(options.ValidationReading);
        var context = new TrainingContext(Model, Optimizer, Loss, MetricsFor(train))
        {
            IsFitting = true,
            Epochs = options.Epochs,
            Steps = trainReader.Steps,
            HasValidation = validation is not null,
        };
        FitConfiguration? configuration = options.Checkpoint is null && ranks is null ? null : new FitConfiguration(context, options, train, validation);
        Optimizer.Attach(Model.Parameters);
        int capacity = Math.Max(trainReader.Capacity, validationReader?.Capacity ?? 0);
        return _runners.Use(
            capacity,
            options.Threads,
            runner =>
            {
                using var loop = new FitLoop(context, options, configuration, _epochs, trainReader, validationReader, runner, mixed, ranks);
                History = loop.History;
                return loop.Run();
            },
            ranks?.Batches);
    }

    /// <summary>
    /// The mean loss, penalties included, and the metrics over data; nothing is dropped out. Uses the network's
    /// <see cref="INetwork.PredictionThreads"/>. Where another thread is training the network, the weights are those of the last step that was
    /// finished when this began.
    /// </summary>
    /// <param name="data">The data.</param>
    /// <param name="batchSize">Samples per batch; at least 1, default 32.</param>
    /// <param name="callbacks">Called for each batch; default: none.</param>
    /// <param name="exchange">
    /// Joins this evaluation with that of other ranks, which call this with the same arguments and the same weights: each carries a part of every batch, all get the figures
    /// of one, to the bit, and callbacks run as in a fit with <see cref="FitOptions.Exchange"/>. Default: none, so that whoever calls this evaluates all samples.
    /// </param>
    /// <param name="cancellationToken">Ends the evaluation before its next batch, on all ranks; default: never.</param>
    /// <exception cref="ArgumentException">
    /// The dataset is empty, or its shapes or targets do not fit the network and the loss, or so many ranks cannot share a batch, or this rank evaluates something else than rank 0.
    /// </exception>
    /// <exception cref="InvalidDataException">A target is wrong for the loss, such as a label that names no class, or a sample holds a value that is not finite.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/>, or that of another rank, ended it.</exception>
    /// <exception cref="ExchangeException">Another rank of <paramref name="exchange"/> cannot begin, or go on.</exception>
    public Evaluation Evaluate(
        DataSource data, int batchSize = 32, IReadOnlyList<Callback>? callbacks = null, Exchange? exchange = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (exchange is null)
        {
            return EvaluateAlong(data, batchSize, callbacks ?? [], ranks: null, cancellationToken);
        }

        using var ranks = new Ranks(exchange, cancellationToken);
        return ranks.Run(() => EvaluateAlong(data, batchSize, callbacks ?? [], ranks, ranks.CancellationToken));
    }

    private Evaluation EvaluateAlong(DataSource data, int batchSize, IReadOnlyList<Callback> callbacks, Ranks? ranks, CancellationToken cancellationToken)
    {
        DatasetCheck.Run(data, DataRole.Evaluation, Model.Info, Loss);
        using EpochReader reader = data.Read(new ReadOptions(batchSize, DataRole.Evaluation) { CancellationToken = cancellationToken });
        var context = new TrainingContext(Model, Optimizer, Loss, MetricsFor(data)) { Steps = reader.Steps };
        if (ranks is not null)
        {
            ranks.HaveSame(Model.Parameters);
            ranks.Meet(new EvaluationConfiguration(context, data, batchSize));
            ranks.Batches.CountsRows = context.MetricSet.Count > 0;
        }

        RunningFigures figures = _runners.Use(
            reader.Capacity,
            Model.PredictionThreads,
            runner => new Evaluator(runner, context, reader, DataRole.Evaluation, ranks).Run(new CallbackList(ranks?.CallbacksOf(callbacks) ?? callbacks, context)),
            ranks?.Batches);
        return Evaluation.Of(figures);
    }

    /// <summary>
    /// The network's outputs for all samples, one sample's after the other's. Where another thread is training the network, each batch is
    /// predicted with the weights of one finished step.
    /// </summary>
    /// <param name="data">The data; its targets are not looked at.</param>
    /// <param name="batchSize">Samples per batch; at least 1, default 32.</param>
    /// <exception cref="ArgumentException">The dataset is empty, or its shape does not fit the network, or the outputs are more values than an array holds.</exception>
    /// <exception cref="InvalidDataException">A sample holds a value that is not finite, and <see cref="Predictions.CheckInputs"/> is on.</exception>
    public float[] Predict(DataSource data, int batchSize = 32)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        NetworkInfo info = Model.Info;
        DatasetCheck.Run(data, DataRole.Prediction, info, loss: null);
        using EpochReader reader = data.Read(new ReadOptions(batchSize, DataRole.Prediction));
        bool checksInputs = Model.ChecksInputs();
        float[] outputs = new float[OutputLength(data.KnownCount ?? 0)];
        int length = 0;
        reader.Begin(epoch: 0);
        float[] inputs = new float[SampleBatch.Length(reader.Capacity, info.InputSize)];
        while (reader.Next() is { } samples)
        {
            for (int i = 0; i < samples.Count; i++)
            {
                Span<float> input = inputs.AsSpan(i * info.InputSize, info.InputSize);
                samples.ReadInput(i, input);
                if (checksInputs)
                {
                    DatasetCheck.CheckInput(input, samples.Index(i), DataRole.Prediction);
                }
            }

            int end = OutputLength((length / info.OutputSize) + (long)samples.Count);
            if (outputs.Length < end)
            {
                Array.Resize(ref outputs, (int)Math.Clamp(2L * outputs.Length, end, Array.MaxLength));
            }

            Model.Predict(inputs.AsSpan(0, samples.Count * info.InputSize), outputs.AsSpan(length, end - length));
            length = end;
        }

        Array.Resize(ref outputs, length);
        return outputs;
    }

    /// <summary>Values of the outputs of so many samples.</summary>
    private int OutputLength(long samples) => samples * Model.Info.OutputSize <= Array.MaxLength
        ? (int)(samples * Model.Info.OutputSize)
        : throw new ArgumentException($"{samples} samples with {Model.Info.OutputSize} outputs each are more values than an array holds; predict in parts.");

    private static (DataSource Train, DataSource Validation) Split(DataSource train, FitOptions options) => train is Dataset dataset
        ? dataset.Split(options.ValidationSplit)
        : throw new ArgumentException("A stream cannot be split; give the validation data on their own.", nameof(options));

    private MetricSet MetricsFor(DataSource data) =>
        _metrics ?? new MetricSet(Loss.IsClassification ? [Accuracy.For(Model.Info.OutputShape[^1], data.TargetKind)] : []);
}
