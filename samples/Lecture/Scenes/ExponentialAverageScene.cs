using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Reporting;
using NetGen.Teaching;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>The exponential average, which momentum, RMSprop and Adam are made of.</summary>
internal sealed class ExponentialAverageScene : Scene
{
    private const double Start = 10;
    private const int FirstDay = 8;
    private const int LongDays = 60;

    private static readonly double[] Temperatures = [11, 8, 5, 10, 8, 9];
    private static readonly double[] Decays = [0.5, 0.9];

    public override string Title => "The exponential average";

    public override string Claim =>
        "New value = old value * decay_rate + new temperature * (1 - decay_rate), with a decay_rate in [0, 1]; also called “exponentially weighted moving average”. "
        + "A table has the temperatures of days 8 to 13 and an average of 10 before them; the averages that follow are left open.";

    public override string Here =>
        "The slide names no decay rate. Here are two: 0.5, which forgets within days, and 0.9, which remembers some ten days, 1/(1 - 0.9). The temperatures of 60 days are made up.";

    public override string InKeras =>
        "Keras's momentum is `m = momentum * m - rate * gradient`, a sum and no average; RMSprop and Adam do take averages. They begin at 0, not at a "
        + "first guess as in this table, which is why Adam corrects the bias of its first steps.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        IReadOnlyList<ExponentialAverageRow>[] tables = Array.ConvertAll(Decays, decay => new ExponentialAverage(decay, Start).Table(Temperatures));
        page.Table(
            ["day", "temperature", .. Decays.Select(decay => $"average, decay {Numbers.Short(decay)}")],
            [["–", "–", .. Decays.Select(_ => Text(Start))], .. Temperatures.Select((temperature, day) => (IReadOnlyList<string>)
                [$"{FirstDay + day}", Numbers.Short(temperature), .. tables.Select(table => Text(table[day].After))])],
            "The slides' table, its averages computed here.");
        double[] days = [.. Temperatures.Select((_, day) => (double)(FirstDay + day))];
        double[] longDays = [.. Enumerable.Range(1, LongDays).Select(day => (double)day)];
        page.SideBySide(
            Figure.Of(Chart("The slides' days", days, Temperatures), "Decay 0.5 follows at once, 0.9 slowly."),
            Figure.Of(Chart($"{LongDays} days", longDays, MadeUp()), "The larger the decay, the smoother the average, and the later."));
        return $"After {Temperatures.Length} days the average is {string.Join(" and ", tables.Zip(Decays, (table, decay) => $"{Text(table[^1].After)} at a decay of {Numbers.Short(decay)}"))}.";
    }

    private static LineChart Chart(string title, double[] days, double[] temperatures) => new(
    [
        new Series("temperature", days, temperatures) { Dots = true, NoLine = true },
        .. Decays.Select(decay => new Series($"decay {Numbers.Short(decay)}", days, Averages(decay, temperatures))),
    ])
    {
        Title = title,
        XLabel = "day",
        YLabel = "temperature",
        WholeX = true,
    };

    private static double[] Averages(double decay, double[] temperatures) => [.. new ExponentialAverage(decay, Start).Table(temperatures).Select(row => row.After)];

    /// <summary>Two slow waves and what the weather adds to them.</summary>
    private static double[] MadeUp()
    {
        var random = new Random(Lesson.Seed);
        return [.. Enumerable.Range(0, LongDays).Select(day => 12 + (5 * Math.Sin(day / 12.0)) + (2 * Math.Sin(day / 3.0)) + (4 * (random.NextDouble() - 0.5)))];
    }

    private static string Text(double average) => average.ToString("G7", CultureInfo.InvariantCulture);
}
