using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Callbacks;

public sealed partial class ConsoleProgressTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture);

    public void Dispose() => _output.Dispose();

    [Fact]
    public void The_line_of_an_epoch_is_Keras_line()
    {
        ConsoleProgress progress = Progress(redraws: true, epochs: 15, steps: 422);
        progress.OnEpochBegin(0);
        for (int batch = 0; batch < 422; batch++)
        {
            _time.Advance(batch == 0 ? 0.5 : 12.209 / 421);
            progress.OnTrainBatchEnd(batch, Figures(("accuracy", 0.5), ("loss", 1)));
        }

        progress.OnEpochEnd(0, Figures(("accuracy", 0.7643), ("loss", 0.784), ("val_accuracy", 0.978), ("val_loss", 0.078)));
        string[] lines = Plain().TrimEnd('\n').Split('\n');
        Assert.Equal("Epoch 1/15", lines[0]);
        Assert.Equal(
            "422/422 ━━━━━━━━━━━━━━━━━━━━ 13s 29ms/step - accuracy: 0.7643 - loss: 0.7840 - val_accuracy: 0.9780 - val_loss: 0.0780",
            lines[1].Split('\r')[^1]);
        Assert.EndsWith("\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_running_line_tells_the_time_to_go_and_colours_what_is_done()
    {
        ConsoleProgress progress = Progress(redraws: true, epochs: 1, steps: 422);
        progress.OnEpochBegin(0);
        for (int batch = 0; batch < 107; batch++)
        {
            _time.Advance(0.029);
            progress.OnTrainBatchEnd(batch, Figures(("loss", 0.5)));
        }

        Assert.Equal(
            "\e[1m107/422\e[0m \e[32m━━━━━\e[0m\e[37m───────────────\e[0m 9s 29ms/step - loss: 0.5000",
            _output.ToString().Split('\r')[^1]);
        Assert.StartsWith("\r\e[1m  1/422\e[0m \e[37m────────────────────\e[0m 12s 29ms/step", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_is_drawn_at_most_every_50_milliseconds()
    {
        ConsoleProgress progress = Progress(redraws: true, epochs: 1, steps: 100);
        progress.OnEpochBegin(0);
        for (int batch = 0; batch < 100; batch++)
        {
            _time.Advance(0.01);
            progress.OnTrainBatchEnd(batch, Figures(("loss", 1)));
        }

        Assert.Equal(20, _output.ToString().Count(character => character == '\r'));
    }

    [Fact]
    public void A_stream_of_unknown_length_counts_up_as_in_Keras()
    {
        ConsoleProgress progress = Progress(redraws: true, epochs: 1, steps: null);
        progress.OnEpochBegin(0);
        for (int batch = 0; batch < 7; batch++)
        {
            _time.Advance(2);
            progress.OnTrainBatchEnd(batch, Figures(("loss", 1)));
        }

        Assert.Equal("      7/Unknown 14s 2s/step - loss: 1.0000", Plain().Split('\r')[^1].TrimEnd());
        progress.OnEpochEnd(0, Figures(("loss", 1)));
        Assert.Equal("7/7 ━━━━━━━━━━━━━━━━━━━━ 14s 2s/step - loss: 1.0000", Plain().Split('\r')[^1].TrimEnd());
    }

    [Fact]
    public void An_epoch_longer_than_the_one_before_moves_the_end_of_the_bar()
    {
        ConsoleProgress progress = Progress(redraws: true, epochs: 1, steps: 2);
        progress.OnEpochBegin(0);
        for (int batch = 0; batch < 3; batch++)
        {
            _time.Advance(1);
            progress.OnTrainBatchEnd(batch, Figures(("loss", 1)));
        }

        Assert.Equal("3/3 ━━━━━━━━━━━━━━━━━━━━ 0s 1s/step - loss: 1.0000", Plain().Split('\r')[^1].TrimEnd());
    }

    [Fact]
    public void What_is_left_of_a_longer_line_is_blanked()
    {
        ConsoleProgress progress = Progress(redraws: true, epochs: 1, steps: 2);
        progress.OnEpochBegin(0);
        _time.Advance(1);
        progress.OnTrainBatchEnd(0, Figures(("loss", 123456)));
        _time.Advance(1);
        progress.OnTrainBatchEnd(1, Figures(("loss", 1)));
        string[] drawn = Plain().Split('\r');
        Assert.Equal(drawn[1].Length, drawn[2].Length);
        Assert.EndsWith("loss: 1.0000     ", drawn[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Letters_of_two_columns_are_blanked_whole()
    {
        ConsoleProgress progress = Progress(redraws: true, epochs: 1, steps: 2);
        progress.OnEpochBegin(0);
        _time.Advance(1);
        progress.OnTrainBatchEnd(0, Figures(("損失", 1)));
        _time.Advance(1);
        progress.OnTrainBatchEnd(1, Figures(("los", 1)));
        string[] drawn = Plain().Split('\r');
        Assert.Equal(drawn[1].Length + 2, drawn[2].Length);
    }

    [Fact]
    public void Redirected_output_gets_one_line_an_epoch()
    {
        ConsoleProgress progress = Progress(redraws: false, epochs: 2, steps: 3);
        for (int epoch = 0; epoch < 2; epoch++)
        {
            progress.OnEpochBegin(epoch);
            for (int batch = 0; batch < 3; batch++)
            {
                _time.Advance(2);
                progress.OnTrainBatchEnd(batch, Figures(("loss", 1)));
            }

            progress.OnEpochEnd(epoch, Figures(("loss", 0.25), ("val_loss", 0.0009)));
        }

        Assert.Equal(
            "Epoch 1/2: 3/3 - 6s - 2s/step - loss: 0.2500 - val_loss: 9.0000e-04\nEpoch 2/2: 3/3 - 6s - 2s/step - loss: 0.2500 - val_loss: 9.0000e-04\n",
            _output.ToString());
    }

    [Fact]
    public void An_evaluation_on_its_own_has_a_line_and_validation_has_none()
    {
        ConsoleProgress fit = Progress(redraws: false, epochs: 1, steps: 1);
        fit.OnTestBegin();
        fit.OnTestBatchEnd(0, Figures(("loss", 1)));
        fit.OnTestEnd(Figures(("loss", 1)));
        Assert.Equal("", _output.ToString());

        var network = new LinearNetwork(2, [3]);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(), Loss.SparseCategoricalCrossentropy);
        trainer.Evaluate(Samples.Clusters(10, 2, 3), batchSize: 4, [new ConsoleProgress(_output, redraws: false, _time)]);
        Assert.Matches("^3/3 - 0s - 0s/step - accuracy: 0\\.\\d{4} - loss: \\d\\.\\d{4}\n$", _output.ToString());
    }

    [Theory]
    [InlineData(12.9, "12s")]
    [InlineData(60, "60s")]
    [InlineData(61, "1:01")]
    [InlineData(187, "3:07")]
    [InlineData(3600, "60:00")]
    [InlineData(3765, "1:02:45")]
    public void Time_to_go_is_written_as_in_Keras(double seconds, string expected) =>
        Assert.Equal(expected, Text(text => ProgressLine.AppendTimeLeft(text, seconds)));

    [Theory]
    [InlineData(0, " 0s/step")]
    [InlineData(1, " 1s/step")]
    [InlineData(12.4, " 12s/step")]
    [InlineData(0.0294, " 29ms/step")]
    [InlineData(0.001, " 1ms/step")]
    [InlineData(0.00025, " 250us/step")]
    public void Step_times_have_the_unit_that_suits(double seconds, string expected) =>
        Assert.Equal(expected, Text(text => ProgressLine.AppendStepTime(text, seconds)));

    [Theory]
    [InlineData(0.78404, "0.7840")]
    [InlineData(-12.5, "-12.5000")]
    [InlineData(0.001, "1.0000e-03")]
    [InlineData(0.0011, "0.0011")]
    [InlineData(-0.001, "-1.0000e-03")]
    [InlineData(9.87654e-5, "9.8765e-05")]
    [InlineData(1e-120, "1.0000e-120")]
    [InlineData(0, "0.0000e+00")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void Figures_are_written_as_in_Keras(double value, string expected) =>
        Assert.Equal($" - loss: {expected}", Text(text => ProgressLine.AppendFigures(text, Figures(("loss", value)))));

    [Fact]
    public void Numbers_do_not_depend_on_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Figures_are_written_as_in_Keras(0.78404, "0.7840");
            Redirected_output_gets_one_line_an_epoch();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private ConsoleProgress Progress(bool redraws, int epochs, int? steps) => new(_output, redraws, _time)
    {
        Colors = true,
        Context = new TrainingContext(new LinearNetwork(1, [1]), new SGD(), Loss.MeanSquaredError, []) { IsFitting = true, Epochs = epochs, Steps = steps },
    };

    private string Plain() => Colours().Replace(_output.ToString(), "");

    private static string Text(Action<StringBuilder> append)
    {
        var text = new StringBuilder();
        append(text);
        return text.ToString();
    }

    private static Logs Figures(params (string Name, double Value)[] figures)
    {
        var logs = new Logs(figures.Select(figure => figure.Name));
        foreach ((string name, double value) in figures)
        {
            logs[name] = value;
        }

        return logs;
    }

    [GeneratedRegex("\e\\[[0-9]+m")]
    private static partial Regex Colours();
}
