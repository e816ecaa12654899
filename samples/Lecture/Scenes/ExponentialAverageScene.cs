using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Reporting;
using NetGen.Teaching;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>The exponential average, which momentum, RMSprop and Adam are made of.</summary>
internal sealed class ExponentialAverageScene : Scene
{
    private const double Decay = 0.9;
    private const double Start = 10;

    private static readonly double[] Temperatures = [11, 8, 5, 10, 8, 9];

    public override string Title => "The exponential average";

    public override string Claim => "new average = old average x decay + value x (1 - decay): a memory that fades, in one number.";

    public override string InKeras =>
        "Keras's momentum is `m = momentum * m - rate * gradient`, a sum and no average; RMSprop and Adam do take averages. They begin at 0, not at a first guess as in this table, which is why Adam corrects the bias of its first steps.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        IReadOnlyList<ExponentialAverageRow> rows = new ExponentialAverage(Decay, Start).Table(Temperatures);
        page.Table(
            ["day", "temperature", "average before", "average after"],
            rows.Select((row, day) => (IReadOnlyList<string>)[$"{day + 1}", Numbers.Short(row.Value), row.Before.ToString("G7", CultureInfo.InvariantCulture), row.After.ToString("G7", CultureInfo.InvariantCulture)]),
            $"Decay {Numbers.Short(Decay)}, beginning at {Numbers.Short(Start)}.");
        double[] days = [.. Enumerable.Range(1, Temperatures.Length).Select(day => (double)day)];
        page.Picture(
            new LineChart([new Series("temperature", days, Temperatures) { Dots = true }, new Series("average", days, [.. rows.Select(row => row.After)])]) { XLabel = "day", WholeX = true },
            "The average follows slowly.");
        return $"After {Temperatures.Length} days the average is {rows[^1].After.ToString("G7", CultureInfo.InvariantCulture)}, as on the slide.";
    }
}
