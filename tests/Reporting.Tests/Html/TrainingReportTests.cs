using System;
using System.Globalization;
using System.Linq;
using Xunit;

namespace NetGen.Reporting.Tests.Html;

public class TrainingReportTests
{
    [Fact]
    public void A_report_has_the_network_the_training_the_classes_and_the_weights()
    {
        string html = Run.Report().ToPage().ToHtml();
        Assert.Contains("<title>Training of ShapesCnn</title>", html, StringComparison.Ordinal);
        foreach (string section in new[] { "Network", "Training", "Classes", "Weights", "Pictures" })
        {
            Assert.Contains($">{section}</h2>", html, StringComparison.Ordinal);
        }

        Assert.Contains("data-stage=\"max_pooling2d\"", html, StringComparison.Ordinal);
        Assert.Contains("Non-trainable params: 0", html, StringComparison.Ordinal);
        Assert.Contains("<dt>test accuracy</dt><dd>" + Run.Of.Test.Accuracy.ToString("0.0000", CultureInfo.InvariantCulture), html, StringComparison.Ordinal);
        Assert.Contains("<td>gray &amp; dull</td><td class=\"number\">16</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>optimizer</td><td>Adam</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_epoch_has_its_row()
    {
        string html = Run.Report().ToPage().ToHtml();
        History history = Run.Of.History;
        for (int epoch = 0; epoch < Run.Epochs; epoch++)
        {
            string loss = history["loss"][epoch].ToString("0.0000", CultureInfo.InvariantCulture);
            string row = html.Split('\n').Single(line => line.StartsWith($"<tr><td class=\"number\">{epoch + 1}</td>", StringComparison.Ordinal));
            Assert.Contains($"<td class=\"number\">{loss}</td>", row, StringComparison.Ordinal);
        }

        Assert.Contains("<figcaption>Epoch 3 was the best.</figcaption>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_best_epoch_that_of_the_lowest_validation_loss_is_marked()
    {
        History history = Run.Of.History;
        int lowest = history.Epochs.MinBy(epoch => history["val_loss"][epoch]) + 1;
        string html = new TrainingReport(Run.Of.Network, history).ToPage().ToHtml();
        Assert.Contains($"<figcaption>Epoch {lowest} had the lowest loss in validation.</figcaption>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_of_many_digits_have_units()
    {
        string html = new TrainingReport(new ManyOperations(), Run.Of.History).ToPage().ToHtml();
        Assert.Contains("<dt>operations per sample</dt><dd>10.1 M</dd>", html, StringComparison.Ordinal);
        Assert.Contains("<dt>parameters</dt><dd>0</dd>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_to_show_by_powers_of_ten_must_be_there() =>
        Assert.Equal("logarithmic", Assert.Throws<ArgumentException>(() => new TrainingReport(Run.Of.Network, Run.Of.History) { Logarithmic = ["mae"] }.ToPage()).ParamName);

    [Fact]
    public void Every_parameter_has_its_histogram()
    {
        string html = Run.Report().ToPage().ToHtml();
        Assert.All(ShapesCnn.Info.Parameters, parameter => Assert.Contains($"aria-label=\"{parameter.Name}\"", html, StringComparison.Ordinal));
    }

    [Fact]
    public void The_network_and_the_history_are_enough()
    {
        string html = new TrainingReport(Run.Of.Network, Run.Of.History).ToPage().ToHtml();
        Assert.DoesNotContain(">Classes</h2>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<dt>test", html, StringComparison.Ordinal);
        Assert.Contains("<dt>epochs</dt><dd>4</dd>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_the_run_is_refused_before_anything_is_written()
    {
        using var folder = new TemporaryFolder();
        var names = new TrainingReport(Run.Of.Network, Run.Of.History) { ClassNames = ["only one"] };
        Assert.Throws<ArgumentException>(() => names.Save(folder["report.html"]));
        var best = new TrainingReport(Run.Of.Network, Run.Of.History) { BestEpoch = 77 };
        Assert.Throws<ArgumentException>(() => best.Save(folder["report.html"]));
        Assert.Empty(folder.Files);
    }

    /// <summary>A network that computes much and has nothing to learn.</summary>
    private sealed class ManyOperations : INetwork
    {
        public NetworkInfo Info { get; } = new(
            "Many",
            [4],
            [new LayerInfo { Name = "flatten", Kind = "Flatten", InputShape = [4], OutputShape = [4], Parameters = [], ForwardFlops = 10_100_928 }])
        {
            OutputActivation = Activation.Linear,
            InferenceBytes = 0,
            TrainingBytes = 0,
            TrainingBytesPerSample = 0,
            TrainingBytesPerWorker = 0,
        };

        public NetworkParameters Parameters => new(Info);

        public int PredictionThreads { get; set; } = 1;

        public void Predict(ReadOnlySpan<float> input, Span<float> output) => throw new NotSupportedException();

        public Execution.TrainingPass CreateTrainingPass(int capacity, int workers) => throw new NotSupportedException();
    }
}
