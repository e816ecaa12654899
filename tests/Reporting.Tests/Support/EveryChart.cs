using System;
using System.Collections.Generic;

namespace NetGen.Reporting.Tests;

/// <summary>A chart of every kind.</summary>
internal static class EveryChart
{
    private static readonly Dictionary<string, Func<Chart>> Charts = new()
    {
        ["lines"] = () => new LineChart([new Series("a", [1, 2], [3, 4]) { Dots = true }, new Series("b", [1, 2], [4, 3])])
        {
            Title = "<Lines> & more",
            XLabel = "x",
            YLabel = "y",
            LogY = true,
            Markers = [new Marker(2, "here")],
        },
        ["matrix"] = () => ConfusionMatrixChart.Count([0, 1, 1], [0, 1, 0], ["<a>", "b\u0001"]),
        ["grid"] = () => PictureGrid.OfFilters(Run.Of.Model.Parameters["conv2d/kernel"]),
        ["histogram"] = () => WeightHistogram.Of(Run.Of.Model.Parameters["conv2d/kernel"]),
        ["prediction"] = () => new PredictionChart(new Picture(2, 2, PictureColors.Gray, [0, 1, 1, 0]), [0.2f, 0.8f], ["no", "yes"], actual: 0),
    };
    public static IEnumerable<string> Kinds => Charts.Keys;

    public static Chart Of(string kind) => Charts[kind]();
}
