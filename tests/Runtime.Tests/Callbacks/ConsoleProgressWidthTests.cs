using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Callbacks;

/// <summary>Progress on terminals of every width, on a screen that behaves as terminals do.</summary>
public sealed class ConsoleProgressWidthTests
{
    private const int Steps = 30;
    private static readonly string[] Few = ["accuracy", "loss"];
    private static readonly string[] Many = ["accuracy", "precision", "recall", "top_k_categorical_accuracy", "loss"];

    private static readonly int[] Columns = [1, 2, 7, 8, 9, 20, 39, 40, 41, 43, 44, 45, 50, 60, 79, 80, 81, 100, 120, 200];

    public static TheoryData<int> Widths => [.. Columns];

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_running_epoch_takes_one_line_of_the_screen(int width)
    {
        var screen = new Screen(width);
        Run(screen, width, Many);
        Assert.Equal(0, screen.Row);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Names_of_two_columns_a_letter_take_one_line_too(int width)
    {
        var screen = new Screen(width);
        Run(screen, width, ["精度", "損失の平均", "再現率", "適合率"]);
        Assert.Equal(0, screen.Row);
    }

    [Fact]
    public void Colours_that_are_cut_off_are_ended()
    {
        var output = new StringWriter(CultureInfo.InvariantCulture);
        Run(output, 12, Few);
        Assert.All(output.ToString().Split('\r').Skip(1), drawn => Assert.EndsWith("\e[0m", drawn.TrimEnd(), StringComparison.Ordinal));
    }

    /// <summary>Three figures of twelve columns behind a line of four: to the column.</summary>
    [Theory]
    [InlineData(40, "1/2  - a: 0.5000 - b: 0.5000 - c: 0.5000")]
    [InlineData(39, "1/2  - a: 0.5000 - b: 0.5000 +")]
    [InlineData(30, "1/2  - a: 0.5000 - b: 0.5000 +")]
    [InlineData(29, "1/2  - a: 0.5000 +")]
    [InlineData(18, "1/2  - a: 0.5000 +")]
    [InlineData(17, "1/2  +")]
    public void Figures_that_fit_are_shown_and_a_mark_where_some_do_not(int columns, string expected)
    {
        var text = new StringBuilder("1/2 ");
        ProgressLine.AppendFiguresThatFit(text, CallbackDriver.Figures(("a", 0.5), ("b", 0.5), ("c", 0.5)), columns, "+");
        Assert.Equal(expected, text.ToString());
    }

    [Theory]
    [InlineData(28, "1/2  - a: 0.5000 - b: 0.5000\n  c: 0.5000")]
    [InlineData(27, "1/2  - a: 0.5000\n  b: 0.5000 - c: 0.5000")]
    [InlineData(22, "1/2  - a: 0.5000\n  b: 0.5000\n  c: 0.5000")]
    public void Figures_that_do_not_fit_begin_a_line(int columns, string expected)
    {
        var text = new StringBuilder("1/2 ");
        ProgressLine.AppendFiguresInLines(text, CallbackDriver.Figures(("a", 0.5), ("b", 0.5), ("c", 0.5)), columns, indent: 2);
        Assert.Equal(expected, text.ToString());
    }

    [Fact]
    public void Numbers_are_shown_whole_or_not_at_all()
    {
        foreach (int width in Columns)
        {
            var screen = new Screen(width);
            Run(screen, width, Many);
            string[] figures = screen.Lines[0].Split(" - ")[1..];
            Assert.All(figures, figure => Assert.Matches("^[a-z_]+: 0\\.5000( …)?$", figure));
            Assert.Equal(figures.Length < Many.Length && width >= 40, screen.Lines[0].EndsWith(" …", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(80)]
    [InlineData(60)]
    [InlineData(50)]
    public void The_line_that_stays_tells_every_figure_whole(int width)
    {
        var screen = new Screen(width);
        ConsoleProgress progress = Run(screen, width, Many);
        progress.OnEpochEnd(0, Figures(Many));
        Assert.All(Many, name => Assert.Contains(screen.Lines, line => line.Contains($"{name}: 0.5000", StringComparison.Ordinal)));
        Assert.Equal("", screen.Lines[^1]);
    }

    [Fact]
    public void A_line_that_stays_goes_on_beneath_the_bar()
    {
        var screen = new Screen(80);
        ConsoleProgress progress = Run(screen, 80, Few);
        progress.OnEpochEnd(0, Figures("accuracy", "loss", "val_accuracy", "val_loss"));
        Assert.Equal(
            [
                "30/30 ━━━━━━━━━━━━━━━━━━━━ 30s 1s/step - accuracy: 0.5000 - loss: 0.5000",
                "      val_accuracy: 0.5000 - val_loss: 0.5000",
                "",
            ],
            screen.Lines);
    }

    [Fact]
    public void Without_colours_there_are_no_escapes_and_what_is_left_still_looks_otherwise()
    {
        var output = new StringWriter(CultureInfo.InvariantCulture);
        Run(output, 200, Few, colors: false);
        Assert.DoesNotContain('\e', output.ToString());
        Assert.Contains("15/30 ━━━━━━━━━━────────── 15s", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NO_COLOR", "1", false)]
    [InlineData("NO_COLOR", "", true)]
    [InlineData("TERM", "dumb", false)]
    [InlineData("TERM", "xterm-256color", true)]
    public void The_environment_decides_about_colours(string variable, string value, bool colors)
    {
        string[] variables = ["NO_COLOR", "TERM"];
        string?[] before = [.. variables.Select(Environment.GetEnvironmentVariable)];
        try
        {
            Array.ForEach(variables, name => Environment.SetEnvironmentVariable(name, name == variable ? value : null));
            Assert.Equal(colors, new ConsoleProgress(TextWriter.Null, redraws: true).Colors);
        }
        finally
        {
            Array.ForEach(variables, name => Environment.SetEnvironmentVariable(name, before[Array.IndexOf(variables, name)]));
        }
    }

    [Theory]
    [InlineData("us-ascii")]
    [InlineData("iso-8859-1")]
    public void An_encoding_without_lines_gets_a_bar_of_ASCII(string encoding)
    {
        using var bytes = new MemoryStream();
        using (var output = new StreamWriter(bytes, Encoding.GetEncoding(encoding)))
        {
            Run(output, 50, Many, colors: false);
        }

        string text = Encoding.GetEncoding(encoding).GetString(bytes.ToArray());
        Assert.DoesNotContain('?', text);
        Assert.Contains("15/30 ==========.......... 15s 1s/step ...", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_cannot_drive_the_terminal()
    {
        var output = new StringWriter(CultureInfo.InvariantCulture);
        ConsoleProgress progress = Run(output, 200, ["a\e[2J\rb"], colors: false);
        progress.OnEpochEnd(0, Figures("a\e[2J\rb"));
        Assert.DoesNotContain('\e', output.ToString());
        Assert.Contains("a?[2J?b: 0.5000", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_width_is_at_least_1() =>
        Assert.Equal("Width", Assert.Throws<ArgumentOutOfRangeException>(() => new ConsoleProgress(TextWriter.Null, redraws: true) { Width = 0 }).ParamName);

    private static ConsoleProgress Run(TextWriter output, int width, string[] names, bool colors = true)
    {
        var time = new ManualTime();
        var progress = new ConsoleProgress(output, redraws: true, time)
        {
            Width = width,
            Colors = colors,
            Context = new TrainingContext(new LinearNetwork(1, [1]), new SGD(), Loss.MeanSquaredError, []) { IsFitting = true, Epochs = 1, Steps = Steps },
        };
        progress.OnEpochBegin(0);
        for (int batch = 0; batch < Steps; batch++)
        {
            time.Advance(1);
            progress.OnTrainBatchEnd(batch, Figures(names));
        }

        return progress;
    }

    private static Logs Figures(params string[] names)
    {
        var logs = new Logs(names);
        foreach (string name in names)
        {
            logs[name] = 0.5;
        }

        return logs;
    }
}
