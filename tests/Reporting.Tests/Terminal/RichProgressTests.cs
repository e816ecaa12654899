using System;
using System.IO;
using System.Linq;
using Spectre.Console.Testing;
using Xunit;

namespace NetGen.Reporting.Tests.Terminal;

public class RichProgressTests
{
    private const int Steps = Run.Samples / 8;

    private static readonly string[] Names = ["accuracy", "loss", "val_accuracy", "val_loss"];

    [Fact]
    public void On_a_terminal_bars_show_the_epoch_the_whole_and_the_time_left()
    {
        using TestConsole console = Terminal();
        Fit(console, epochs: 2);

        // One second a step: after the third of six the epoch needs three more, the training nine.
        string view = View(console, "3/6 1s/step");
        Assert.Contains("Epoch 1/2  ━━━━━━━━━━━━━━━───────────────   50%  3s left  3/6 1s/step", view, StringComparison.Ordinal);
        Assert.Contains("Training   ━━━━━━━───────────────────────   25%  9s left", view, StringComparison.Ordinal);
        Assert.Contains("accuracy 0.", view, StringComparison.Ordinal);
        Assert.Contains("loss ", view, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_epoch_leaves_a_line_with_its_figures()
    {
        using TestConsole console = Terminal();
        History history = Fit(console, epochs: 3);
        string[] lines = console.Lines.Where(line => line.Contains("val_loss", StringComparison.Ordinal)).Select(line => line[(line.LastIndexOf('\r') + 1)..]).ToArray();
        Assert.Equal(3, lines.Length);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            string figures = string.Join("  ", Names.Select(name => FormattableString.Invariant($"{name} {history[name][epoch]:F4}")));
            Assert.Equal(FormattableString.Invariant($"Epoch {epoch + 1}/3  6s  {figures}"), lines[epoch]);
            Assert.Equal(FormattableString.Invariant($"Epoch {epoch + 1}/3  6s  {figures}"), lines[epoch]);
        }
    }

    [Fact]
    public void A_view_is_erased_before_the_next_is_drawn()
    {
        using TestConsole console = Terminal().EmitAnsiSequences();
        Fit(console, epochs: 2);

        // Of the views of three lines all are erased: by the next one or, at last, by the epoch's line.
        Assert.Equal(2 * Steps, Count(console.Output, "\e[3A\r\e[J"));
        Assert.Equal(2 * Steps, Count(console.Output, "Training"));
    }

    [Fact]
    public void A_single_epoch_has_one_bar()
    {
        using TestConsole console = Terminal();
        Fit(console, epochs: 1);
        Assert.DoesNotContain("Training", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Views_that_follow_quickly_are_left_out_but_the_last()
    {
        using TestConsole console = Terminal();
        Fit(console, epochs: 1, secondsPerStep: 0.01);
        Assert.Contains("1/6", console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("3/6", console.Output, StringComparison.Ordinal);
        Assert.Contains("6/6", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_evaluation_has_a_bar_and_leaves_its_line()
    {
        using TestConsole console = Terminal();
        Evaluation result = new Trainer<ShapesCnn>(new ShapesCnn(seed: 1), new Adam(), Loss.SparseCategoricalCrossentropy)
            .Evaluate(Run.Data(), batchSize: 8, [new RichProgress(console, new ManualTime())]);
        Assert.Contains("6/6", console.Output, StringComparison.Ordinal);
        Assert.EndsWith(
            FormattableString.Invariant($"Evaluation  0s  accuracy {result.Accuracy:F4}  loss {result.Loss:F4}\n"), console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_of_unknown_length_counts_its_steps_until_it_is_known()
    {
        using TestConsole console = Terminal();
        var time = new ManualTime();
        Callback[] callbacks = [new LambdaCallback(onTrainBatchEnd: (_, _) => time.Pass(1)), new RichProgress(console, time)];
        var stream = new StreamedSource(Enumerable.Repeat(new Sample(new float[ShapesCnn.Info.InputSize], label: 0), 20), ShapesCnn.Info.InputShape);
        new Trainer<ShapesCnn>(new ShapesCnn(seed: 1), new Adam(), Loss.SparseCategoricalCrossentropy)
            .Fit(stream, new FitOptions { Epochs = 2, BatchSize = 8, Callbacks = callbacks, Threads = 1 });
        Assert.Contains("Epoch 1/2  2 1s/step", console.Output, StringComparison.Ordinal);
        Assert.Contains("67%  1s left  2/3 1s/step", console.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(40)]
    [InlineData(50)]
    [InlineData(60)]
    [InlineData(70)]
    [InlineData(79)]
    [InlineData(80)]
    public void In_a_narrow_window_bars_take_a_line_each_and_names_stay_with_their_values(int width)
    {
        using TestConsole console = Terminal().Width(width);
        Fit(console, epochs: 2);
        string[] lines = console.Output.Split('\n', '\r');
        int half = Array.FindIndex(lines, line => line.Contains("50%", StringComparison.Ordinal));
        Assert.StartsWith("Epoch 1/2  ", lines[half], StringComparison.Ordinal);
        Assert.StartsWith("Training   ", lines[half + 1], StringComparison.Ordinal);
        Assert.Contains("25%", lines[half + 1], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= width, line));
        Assert.All(lines.Where(line => line.Contains("accuracy", StringComparison.Ordinal)), line => Assert.Matches(@"accuracy \d\.\d{4}( |$)", line));
        Assert.All(lines.Where(line => line.Contains("loss", StringComparison.Ordinal)), line => Assert.Matches(@"loss \d\.\d{4}( |$)", line));
    }

    [Fact]
    public void An_encoding_without_lines_gets_bars_of_ASCII()
    {
        using TestConsole console = Terminal();
        console.Profile.Encoding = System.Text.Encoding.ASCII;
        Fit(console, epochs: 1);
        Assert.Contains("Epoch 1/1  ===============...............   50%", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Redirected_it_writes_the_lines_of_ConsoleProgress()
    {
        using var console = new TestConsole();
        console.Profile.Capabilities.Ansi = false;
        console.Profile.Capabilities.Interactive = false;
        var plain = new StringWriter();
        var time = new ManualTime();
        Run.Fit(2, new LambdaCallback(onTrainBatchEnd: (_, _) => time.Pass(1)), new RichProgress(console, time), new ConsoleProgress(plain, redraws: false, time));
        Assert.Equal(plain.ToString(), console.Output);
        Assert.StartsWith("Epoch 1/2: 6/6 - 6s - ", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_console_is_needed() => Assert.Equal("console", Assert.Throws<ArgumentNullException>(() => new RichProgress(null!)).ParamName);

    [Fact]
    public void A_fit_that_goes_on_shows_its_epoch_and_the_speed_of_its_own_steps()
    {
        string folder = Directory.CreateTempSubdirectory("netgen-tests-").FullName;
        try
        {
            using TestConsole console = Terminal();
            var time = new ManualTime();
            int steps = 0;
            var breaking = new LambdaCallback(onTrainBatchEnd: (_, _) =>
            {
                time.Pass(1);
                if (++steps == Steps + 4)
                {
                    throw new OperationCanceledException();
                }
            });
            var passing = new LambdaCallback(onTrainBatchEnd: (_, _) => time.Pass(1));
            Assert.Throws<OperationCanceledException>(() => Fit(breaking));
            History history = Fit(passing, new RichProgress(console, time));
            Assert.NotNull(history.ResumedFrom);
            Assert.Contains("Epoch 2/3", console.Output, StringComparison.Ordinal);
            Assert.Contains("5/6 1s/step", console.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("ms/step", console.Output, StringComparison.Ordinal);

            History Fit(params Callback[] callbacks) => new Trainer<ShapesCnn>(new ShapesCnn(seed: 1), new Adam(1e-2f), Loss.SparseCategoricalCrossentropy)
                .Fit(Run.Data(), new FitOptions { Epochs = 3, BatchSize = 8, Checkpoint = new CheckpointOptions(folder, CheckpointInterval.Steps(1)), Callbacks = callbacks });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static TestConsole Terminal()
    {
        TestConsole console = new TestConsole().Width(140).Interactive();
        console.Profile.Capabilities.Ansi = true;
        return console;
    }

    private static History Fit(TestConsole console, int epochs, double secondsPerStep = 1)
    {
        var time = new ManualTime();
        return Run.Fit(epochs, new LambdaCallback(onTrainBatchEnd: (_, _) => time.Pass(secondsPerStep)), new RichProgress(console, time));
    }

    /// <summary>The first view that has a text.</summary>
    private static string View(TestConsole console, string text) =>
        console.Output.Split('\r').First(view => view.Contains(text, StringComparison.Ordinal));

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
