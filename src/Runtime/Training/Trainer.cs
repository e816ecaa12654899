using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
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
public sealed class Trainer<TNetwork>
    where TNetwork : class, INetwork
{
    private readonly IReadOnlyList<Metric>? _metrics;
    private readonly BatchRunnerCache _runners;

    /// <summary>A trainer.</summary>
    /// <param name="model">The network.</param>
    /// <param name="optimizer">How gradients change it.</param>
    /// <param name="loss">What training makes small.</param>
    /// <param name="metrics">What else to report. Default: accuracy where the loss is a cross-entropy, else nothing.</param>
    public Trainer(TNetwork model, Optimizer optimizer, Loss loss, IReadOnlyList<Metric>? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(loss);
        Model = model;
        Optimizer = optimizer;
        Loss = loss;
        _metrics = metrics;
        _runners = new BatchRunnerCache(model, loss);
    }

    /// <summary>The network.</summary>
    public TNetwork Model { get; }

    /// <summary>How gradients change it. Its state goes on from one fit to the next.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>What training makes small.</summary>
    public Loss Loss { get; }

    /// <summary>Trains the network. For a given seed the weights come out the same, to the bit, on any number of threads.</summary>
    /// <param name="train">The training data.</param>
    /// <param name="options">Epochs, batch size, validation and so on; default: one epoch in batches of 32.</param>
    /// <returns>The figures of every epoch.</returns>
    /// <exception cref="ArgumentException">
    /// A dataset is empty, or its shapes or targets do not fit the network and the loss, or weights do not fit the data.
    /// Nothing has changed.
    /// </exception>
    /// <exception cref="InvalidDataException">
    /// A label names no class, and nothing has changed; or a sample holds a value that is not finite, and the weights are
    /// those of the last step before it.
    /// </exception>
    /// <exception cref="OperationCanceledException"><see cref="FitOptions.CancellationToken"/> ended it; the weights are those of the last step.</exception>
    /// <exception cref="InvalidOperationException">The optimizer belongs to another network.</exception>
    public History Fit(Dataset train, FitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        options ??= new FitOptions();
        DatasetCheck.Run(train, DataRole.Training, Model.Info, Loss);
        train = LossWeights.OfSamples(train, options);
        Dataset? validation = options.Validation;
        if (validation is not null)
        {
            DatasetCheck.Run(validation, DataRole.Validation, Model.Info, Loss);
        }
        else if (options.ValidationSplit > 0)
        {
            (train, validation) = train.Split(options.ValidationSplit);
        }

        train = LossWeights.OfClasses(train, options, Model.Info);
        var context = new TrainingContext(Model, Optimizer, Loss, MetricsFor(train))
        {
            IsFitting = true,
            Epochs = options.Epochs,
            Steps = EpochOrder.Steps(train.Count, options.BatchSize),
            HasValidation = validation is not null,
        };
        Optimizer.Attach(Model.Parameters);
        int capacity = Math.Max(options.TrainingBatch(train), validation is null ? 0 : options.ValidationBatch(validation));
        return _runners.Use(capacity, options.Threads, runner => new FitLoop(context, options, train, validation, runner).Run());
    }

    /// <summary>
    /// The mean loss, penalties included, and the metrics over a dataset; nothing is dropped out. Uses as many threads as
    /// <see cref="InferencePass.Threads"/> says.
    /// </summary>
    /// <param name="data">The data.</param>
    /// <param name="batchSize">Samples per batch; at least 1, default 32.</param>
    /// <param name="callbacks">Called for each batch; default: none.</param>
    /// <exception cref="ArgumentException">The dataset is empty, or its shapes or targets do not fit the network and the loss.</exception>
    /// <exception cref="InvalidDataException">A label names no class, or a sample holds a value that is not finite.</exception>
    public Evaluation Evaluate(Dataset data, int batchSize = 32, IReadOnlyList<Callback>? callbacks = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        DatasetCheck.Run(data, DataRole.Evaluation, Model.Info, Loss);
        IReadOnlyList<Metric> metrics = MetricsFor(data);
        var context = new TrainingContext(Model, Optimizer, Loss, metrics) { Steps = EpochOrder.Steps(data.Count, batchSize) };
        batchSize = Math.Min(batchSize, data.Count);
        Logs logs = _runners.Use(batchSize, InferencePass.Threads, runner =>
            new Evaluator(runner, Model.Parameters, metrics, batchSize, DataRole.Evaluation).Run(data, new CallbackList(callbacks ?? [], context)));
        return new Evaluation(logs[TrainingContext.LossName], metrics.ToDictionary(metric => metric.Name, metric => logs[metric.Name]));
    }

    /// <summary>The network's outputs for a whole dataset, one sample's after the other's.</summary>
    /// <param name="data">The data; its targets are not looked at.</param>
    /// <param name="batchSize">Samples per batch; at least 1, default 32.</param>
    /// <exception cref="ArgumentException">The dataset is empty, or its shape does not fit the network.</exception>
    public float[] Predict(Dataset data, int batchSize = 32)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        NetworkInfo info = Model.Info;
        DatasetCheck.Run(data, DataRole.Prediction, info, loss: null);
        batchSize = Math.Min(batchSize, data.Count);
        float[] inputs = new float[checked(batchSize * info.InputSize)];
        float[] outputs = new float[checked(data.Count * info.OutputSize)];
        for (int first = 0; first < data.Count; first += batchSize)
        {
            int count = Math.Min(batchSize, data.Count - first);
            for (int i = 0; i < count; i++)
            {
                data.ReadInput(first + i, inputs.AsSpan(i * info.InputSize, info.InputSize));
            }

            Model.Predict(inputs.AsSpan(0, count * info.InputSize), outputs.AsSpan(first * info.OutputSize, count * info.OutputSize));
        }

        return outputs;
    }

    private IReadOnlyList<Metric> MetricsFor(Dataset data) =>
        _metrics ?? (Loss.IsClassification ? [Accuracy.For(Model.Info.OutputShape[^1], data.TargetKind)] : []);
}
