using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.Extensions.Logging;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Extensions.Tests.Logging;

public class LoggerProgressTests
{
    private static readonly Dataset Data = Dataset.FromClasses([.. Enumerable.Range(0, 96).Select(i => i % 7 / 7f)], [0, 1, 2, 0, 1, 2, 0, 1], [2, 3, 2]);

    private readonly RecordingLogger _log = new();
    private readonly ManualTime _time = new();
    private readonly Trainer<SmallNet> _trainer = new(new SmallNet(seed: 1), new SGD(), Loss.SparseCategoricalCrossentropy);

    [Fact]
    public void A_fit_has_an_entry_at_its_beginning_for_every_epoch_and_at_its_end()
    {
        History history = Fit(new FitOptions { Epochs = 2, Validation = Data, Callbacks = [Passing(), new LoggerProgress(_log, time: _time)] });
        string[] names = ["accuracy", "loss", "val_accuracy", "val_loss"];
        string[] figures = [.. history.Epochs.Select(
            epoch => string.Join(" - ", names.Select(name => string.Create(CultureInfo.InvariantCulture, $"{name}: {history[name][epoch]:F4}"))))];
        Assert.Equal(
            [
                (1, "Training of SmallNet begins: 39 parameters, up to epoch 2"),
                (2, $"Epoch 1/2 in 1.5 s: {figures[0]}"),
                (2, $"Epoch 2/2 in 1.5 s: {figures[1]}"),
                (3, "Training of SmallNet has ended after 2 epochs, 3.0 s"),
            ],
            _log.Entries.Select(entry => (entry.Event.Id, entry.Message)));
        Assert.Equal(["TrainingBegan", "EpochEnded", "EpochEnded", "TrainingEnded"], _log.Entries.Select(entry => entry.Event.Name));
        Assert.All(_log.Entries, entry => Assert.Equal(LogLevel.Information, entry.Level));
    }

    [Fact]
    public void Entries_carry_their_numbers_as_properties()
    {
        var progress = new LoggerProgress(_log, time: _time);
        History history = Fit(new FitOptions { InitialEpoch = 4, Epochs = 5, Validation = Data, Callbacks = [Passing(), progress] });
        Assert.Equal(39L, _log.Entries[0].Properties["Parameters"]);
        IReadOnlyDictionary<string, object?> epoch = _log.Entries[1].Properties;
        Assert.Equal((5, 5, 1.5), ((int)epoch["Epoch"]!, (int)epoch["Epochs"]!, (double)epoch["Seconds"]!));
        Assert.Equal(history["val_loss"][0], epoch["val_loss"]);
        Assert.Equal(history["accuracy"][0], epoch["accuracy"]);
        Assert.Equal("Epoch {Epoch}/{Epochs} in {Seconds:F1} s: {Figures}", epoch["{OriginalFormat}"]);
        Assert.Equal("{OriginalFormat}", _log.Entries[1].Names[^1]);
        Assert.EndsWith((string)epoch["Figures"]!, _log.Entries[1].Message, StringComparison.Ordinal);
        Assert.Equal(1, _log.Entries[2].Properties["Epochs"]);
    }

    [Fact]
    public void What_callbacks_before_it_add_is_logged()
    {
        var adding = new LambdaCallback(onEpochEnd: (_, logs) => logs["learning_rate"] = 0.5);
        Fit(new FitOptions { Callbacks = [adding, new LoggerProgress(_log)] });
        Assert.Equal(0.5, _log.Entries[1].Properties["learning_rate"]);
    }

    /// <summary>Writers of JSON know no other numbers and throw.</summary>
    [Fact]
    public void Figures_that_are_no_numbers_are_text()
    {
        var adding = new LambdaCallback(onEpochEnd: (_, logs) => (logs["none"], logs["endless"]) = (double.NaN, double.NegativeInfinity));
        Fit(new FitOptions { Callbacks = [adding, new LoggerProgress(_log)] });
        Assert.Equal(("NaN", "-Infinity"), (_log.Entries[1].Properties["none"], _log.Entries[1].Properties["endless"]));
        Assert.EndsWith("none: nan - endless: -inf", _log.Entries[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_evaluation_of_its_own_has_an_entry_and_one_within_a_fit_has_none()
    {
        Evaluation evaluation = _trainer.Evaluate(Data, callbacks: [new LoggerProgress(_log, time: _time)]);
        Entry entry = Assert.Single(_log.Entries);
        Assert.Equal((4, "Evaluated"), (entry.Event.Id, entry.Event.Name));
        Assert.Equal($"SmallNet evaluated in 0.0 s: {evaluation}", entry.Message);
        Assert.Equal(("SmallNet", evaluation.Loss), ((string)entry.Properties["Network"]!, (double)entry.Properties["loss"]!));
    }

    [Theory]
    [InlineData(LogLevel.Debug)]
    [InlineData(LogLevel.Warning)]
    public void Entries_have_the_level_that_was_asked_for_and_are_not_made_below_the_logs(LogLevel level)
    {
        _log.Least = LogLevel.Information;
        Fit(new FitOptions { Callbacks = [new LoggerProgress(_log, level)] });
        _trainer.Evaluate(Data, callbacks: [new LoggerProgress(_log, level)]);
        Assert.Equal(level < _log.Least ? 0 : 4, _log.Entries.Count);
        Assert.All(_log.Entries, entry => Assert.Equal(level, entry.Level));
    }

    [Fact]
    public void What_goes_wrong_is_a_warning()
    {
        string folder = Directory.CreateTempSubdirectory("netgen-tests-").FullName;
        var breaking = new LambdaCallback(onEpochBegin: _ => Directory.Delete(folder, recursive: true));
        History history = Fit(new FitOptions { Callbacks = [new CsvLogger(Path.Combine(folder, "log.csv")), breaking, new LoggerProgress(_log)] });
        Entry entry = Assert.Single(_log.Entries, entry => entry.Level == LogLevel.Warning);
        Assert.Equal(history.Warnings[0], entry.Properties["Warning"]);
    }

    [Fact]
    public void A_log_there_must_be() => Assert.Throws<ArgumentNullException>("logger", () => new LoggerProgress(null!));

    private History Fit(FitOptions options) => _trainer.Fit(Data, options);

    private LambdaCallback Passing() => new(onTrainBatchEnd: (_, _) => _time.Advance(1.5));

    private sealed record Entry(LogLevel Level, EventId Event, string Message, IReadOnlyList<string> Names, IReadOnlyDictionary<string, object?> Properties);

    private sealed class RecordingLogger : ILogger
    {
        public LogLevel Least { get; set; }

        public List<Entry> Entries { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= Least;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var properties = (IReadOnlyList<KeyValuePair<string, object?>>)state!;
            Entries.Add(new(logLevel, eventId, formatter(state, exception), [.. properties.Select(property => property.Key)], properties.ToDictionary()));
        }
    }
}
