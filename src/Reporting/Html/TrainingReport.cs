using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace NetGen.Reporting;

/// <summary>The report of one training run: the network, how training went, what the test says, the weights.</summary>
/// <example>
/// <code>
/// Evaluation result = trainer.Evaluate(test);
/// new TrainingReport(model, history)
/// {
///     ClassNames = names, Test = result, Confusion = ConfusionMatrixChart.Of(result.Of(matrix), names), BestEpoch = stopping.BestEpoch,
/// }.Save("training.html");
/// </code>
/// </example>
public sealed class TrainingReport
{
    private const int MostHistograms = 24;
    private const int LargestKernelToShow = 15;
    private const int SummaryWidth = 88;
    private const long LeastUnit = 10_000_000;

    private readonly INetwork _model;
    private readonly History _history;

    /// <summary>A report.</summary>
    /// <param name="model">The network, trained.</param>
    /// <param name="history">What the fit returned; at least one epoch.</param>
    /// <exception cref="ArgumentException">The history has no epoch.</exception>
    public TrainingReport(INetwork model, History history)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(history);
        if (history.Epochs.Count == 0)
        {
            throw new ArgumentException("The history has no epoch.", nameof(history));
        }

        _model = model;
        _history = history;
        Title = $"Training of {model.Info.Name}";
    }

    /// <summary>The report's title. Default: "Training of" and the network's name.</summary>
    public string Title { get; init; }

    /// <summary>Prose beneath the title: data, purpose, date. Default: none.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>A name for each output of the network. Default: their numbers.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>What to know of the run: optimizer, learning rate, batch size, seed. Default: none.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings { get; init; } = [];

    /// <summary>The result on test data. Default: none.</summary>
    public Evaluation? Test { get; init; }

    /// <summary>Which classes were taken for which. Default: none.</summary>
    public ConfusionMatrixChart? Confusion { get; init; }

    /// <summary>
    /// The epoch to mark, counted from 0, as <see cref="EarlyStopping.BestEpoch"/> has it. Default: that of the lowest "val_loss"; none
    /// without validation.
    /// </summary>
    public int? BestEpoch { get; init; }

    /// <summary>The figures whose curves show powers of ten at even distances, without "val_", such as "loss". Default: none.</summary>
    public IReadOnlyCollection<string> Logarithmic { get; init; } = [];

    /// <summary>The fit's <see cref="FitOptions.ValidationFrequency"/>. Default: 1.</summary>
    public int ValidationFrequency { get; init; } = 1;

    /// <summary>Further pictures, such as predictions and feature maps. Default: none.</summary>
    public IReadOnlyList<Figure> Pictures { get; init; } = [];

    /// <summary>The report as a page to which more can be added.</summary>
    /// <exception cref="ArgumentException">
    /// The class names are not those of the outputs, the best epoch was not trained, validation did not take place that often, or there is no such
    /// figure.
    /// </exception>
    public HtmlReport ToPage()
    {
        var page = new HtmlReport(Title) { Subtitle = Subtitle };
        page.Facts(Facts());
        if (Settings.Count > 0)
        {
            page.Table(["setting", "value"], Settings.Select(setting => new[] { setting.Name, setting.Value }));
        }

        AddNetwork(page);
        AddTraining(page);
        AddTest(page);
        AddWeights(page);
        if (Pictures.Count > 0)
        {
            page.Section("Pictures").SideBySide(Pictures);
        }

        return page;
    }

    /// <summary>Writes the report; the file appears complete or not at all.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <exception cref="ArgumentException">As for <see cref="ToPage"/>.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => ToPage().Save(path);

    private static string Text(double value) => value.ToString(Math.Abs(value) is >= 1e-3 and < 1e6 or 0 ? "0.0000" : "0.000e+0", CultureInfo.InvariantCulture);

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>What is seen at a glance has no digits that must be counted.</summary>
    private static string Fact(double value) => Math.Abs(value) >= LeastUnit ? EngineeringNumber.Short(value) : Text(value);

    private static string Fact(long value) => value >= LeastUnit ? EngineeringNumber.Short(value) : Count(value);

    /// <summary>The epoch of the lowest loss in validation, the first of equals.</summary>
    private int? LowestValidationLoss()
    {
        if (!_history.Names.Contains("val_loss"))
        {
            return null;
        }

        IReadOnlyList<double> losses = _history["val_loss"];
        int[] epochs = [.. _history.Epochs.Where(epoch => (epoch + 1) % ValidationFrequency == 0)];
        return losses.Count != epochs.Length || !losses.Any(double.IsFinite)
            ? null
            : epochs.Zip(losses).Where(entry => double.IsFinite(entry.Second)).MinBy(entry => entry.Second).First;
    }

    private List<(string Name, string Value)> Facts()
    {
        List<(string, string)> facts = [];
        if (Test is not null)
        {
            facts.AddRange(Test.Metrics.Select(metric => ($"test {metric.Key.Replace('_', ' ')}", Fact(metric.Value))));
            facts.Add(("test loss", Fact(Test.Loss)));
        }

        facts.Add(("epochs", Count(_history.Epochs.Count)));
        facts.Add(("parameters", Fact(_model.Info.ParameterCount)));
        facts.Add(("operations per sample", Fact(_model.Info.ForwardFlops)));
        return facts;
    }

    private void AddNetwork(HtmlReport page) => page
        .Section("Network")
        .Picture(new NetworkDrawing(_model.Info, ClassNames))
        .Code(_model.Info.Summary(SummaryWidth));

    private void AddTraining(HtmlReport page)
    {
        int? best = BestEpoch ?? LowestValidationLoss();
        IReadOnlyList<LineChart> curves = TrainingCurves.All(_history, best, ValidationFrequency, Logarithmic);
        page.Section("Training").SideBySide([.. curves.Select(curve => Figure.Of(curve))]);

        // A figure that not every epoch has cannot be told by epoch.
        string[] names = [.. _history.Names.Where(name => _history[name].Count == _history.Epochs.Count)];
        page.Table(
            ["epoch", .. names],
            _history.Epochs.Select((epoch, row) => (string[])[Count(epoch + 1), .. names.Select(name => Text(_history[name][row]))]),
            best is null ? "" : BestEpoch is null ? $"Epoch {best + 1} had the lowest loss in validation." : $"Epoch {best + 1} was the best.");
    }

    private void AddTest(HtmlReport page)
    {
        if (Confusion is not { } matrix)
        {
            return;
        }

        page.Section("Classes")
            .Picture(matrix)
            .Table(
                ["class", "samples", "recall", "precision"],
                matrix.ClassNames.Select((name, i) => (string[])[name, Count(matrix.Samples(i)), Share(matrix.Recall(i)), Share(matrix.Precision(i))]));

        static string Share(double value) => double.IsNaN(value) ? "–" : value.ToString("0.0%", CultureInfo.InvariantCulture);
    }

    private void AddWeights(HtmlReport page)
    {
        if (_model.Parameters.Count == 0)
        {
            return;
        }

        page.Section("Weights");
        Parameter? filters = _model.Parameters.FirstOrDefault(parameter =>
            parameter.Info.Shape is [> 1 and <= LargestKernelToShow, <= LargestKernelToShow, _, _]);
        if (filters is not null)
        {
            page.Picture(PictureGrid.OfFilters(filters), "The filters of the first convolution.");
        }

        page.SideBySide([.. _model.Parameters.Take(MostHistograms).Select(parameter => Figure.Of(WeightHistogram.Of(parameter)))]);
    }
}
