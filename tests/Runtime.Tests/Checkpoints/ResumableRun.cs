using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using NetGen.Runtime.Tests.Support;

namespace NetGen.Runtime.Tests.Checkpoints;

/// <summary>A training with logs and callbacks that count, in a folder, which can be broken off and gone on with; told in full when it has ended.</summary>
internal sealed class ResumableRun(string folder, Func<Optimizer> makeOptimizer)
{
    public int Epochs { get; set; } = 4;

    public int BatchSize { get; init; } = 6;

    public SampleMixing? Mixing { get; init; }

    public Func<DataSource> Data { get; init; } = () => Samples.Clusters(40, 5, 3);

    public CheckpointInterval Every { get; init; } = CheckpointInterval.Steps(3);

    /// <summary>Metrics that count more than numbers.</summary>
    public static IReadOnlyList<Metric> Metrics => [new SparseCategoricalAccuracy("accuracy"), new F1Score(), new AUC(20), new ConfusionMatrix(3), new MeanIoU(3)];

    public History? History { get; private set; }

    public string Checkpoints => Path.Combine(folder, "run");

    private string Csv => Path.Combine(folder, "log.csv");

    private string Events => Path.Combine(folder, "events");

    /// <summary>Trains to the end, or until a callback throws, and tells all that has come of it.</summary>
    public string Run(int threads = 1, params Callback[] others)
    {
        var network = new LinearNetwork(5, [3], l2: 0.01f, seed: 3);
        Optimizer optimizer = makeOptimizer();
        var stopping = new EarlyStopping("val_loss", patience: 50, restoreBestWeights: true);
        var counting = new CountingCallback();
        var saving = new ModelCheckpoint(Path.Combine(folder, "best-{epoch}.safetensors"), saveBestOnly: true);
        List<Callback> callbacks = [stopping, saving, counting, new CsvLogger(Csv), new TensorBoard(Events, histogramFrequency: 2, updateFrequency: 2)];
        if (optimizer.Schedule is null)
        {
            callbacks.Add(new LearningRateScheduler((epoch, rate) => rate * 0.9f));
            callbacks.Add(new ReduceLROnPlateau(factor: 0.5, patience: 1, cooldown: 1));
        }

        var trainer = new Trainer<LinearNetwork>(network, optimizer, Loss.SparseCategoricalCrossentropy, Metrics);
        var options = new FitOptions
        {
            Epochs = Epochs,
            BatchSize = BatchSize,
            Seed = 5,
            Threads = threads,
            Mixing = Mixing,
            Validation = Samples.Clusters(10, 5, 3, seed: 8),
            Checkpoint = new CheckpointOptions(Checkpoints, Every, keepBest: "val_loss"),
            Callbacks = [others.FirstOrDefault() ?? new LambdaCallback(), .. callbacks, .. others.Skip(1)],
        };
        try
        {
            trainer.Fit(Data(), options);
        }
        finally
        {
            History = trainer.History;
        }

        var state = new SavedState();
        optimizer.SaveState(state.Part("optimizer"));
        foreach (Callback callback in callbacks.Where(callback => callback is not (TensorBoard or ModelCheckpoint)))
        {
            callback.SaveState(state.Part(callback.GetType().Name));
        }

        state.Set("weights", network.Parameters.Values);
        state.Set("model_checkpoint", saving.Best!.Value);
        state.Set("trained_epochs", trainer.TrainedEpochs);
        return $"{Text(state)}{HistoryText(History!)}{File.ReadAllText(Csv)}{EventText()}{Files()}";
    }

    private static string Text(SavedState state)
    {
        var text = new StringBuilder();
        foreach ((string name, StateEntry entry) in state.Entries)
        {
            text.Append(name).Append(": ").AppendLine(entry.Text ?? Convert.ToHexString(entry.Bytes));
        }

        return text.ToString();
    }

    private static string HistoryText(History history) => string.Concat(history.Names.Select(name =>
        $"{name}: {string.Join(" ", history.Epochs)}: {string.Join(" ", history[name].Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}\n"));

    /// <summary>What TensorBoard would show: all events of all files but their times.</summary>
    private string EventText() => string.Concat(Directory.GetFiles(Events, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(path =>
        EventReader.Read(path).Select(record =>
            $"{Path.GetFileName(Path.GetDirectoryName(path))} {record.Step} {record.Tag} {record.FileVersion} {record.Scalar:R} {string.Join(" ", record.Histogram?.Counts ?? [])}\n")));

    /// <summary>What is in the folder, but for names that have a time or a process in them, and the weights that were saved.</summary>
    private string Files() => string.Concat(Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(folder, path))
        .Where(path => !path.StartsWith("events", StringComparison.Ordinal) && !path.Contains("checkpoint-", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(path => $"{path} {(path.StartsWith("best-", StringComparison.Ordinal) ? Convert.ToHexString(File.ReadAllBytes(Path.Combine(folder, path))) : "")}\n"));

    /// <summary>A callback of a user's own, which counts what it is told of.</summary>
    private sealed class CountingCallback : Callback
    {
        private readonly Dictionary<string, long> _counts = [];

        public override void SaveState(SavedState state)
        {
            foreach ((string name, long count) in _counts.OrderBy(count => count.Key, StringComparer.Ordinal))
            {
                state.Set(name, count);
            }
        }

        public override void LoadState(SavedState state)
        {
            foreach (string name in state.Names)
            {
                _counts[name] = state.GetInt64(name);
            }
        }

        public override void OnEpochBegin(int epoch) => Count("epochs begun");

        public override void OnEpochEnd(int epoch, Logs logs) => Count("epochs ended");

        public override void OnTrainBatchBegin(int batch) => Count("batches begun");

        public override void OnTrainBatchEnd(int batch, Logs logs) => Count("batches ended");

        public override void OnTestEnd(Logs logs) => Count("validations");

        public override void OnTestBatchEnd(int batch, Logs logs) => Count("validation batches");

        private void Count(string name) => _counts[name] = _counts.GetValueOrDefault(name) + 1;
    }
}
