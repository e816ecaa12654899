using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;

namespace NetGen.Bench.Kernels.Grid;

/// <summary><c>grid</c>: whether the planner takes the faster form of a convolution, at hundreds of shapes.</summary>
internal static class GridCommand
{
    /// <summary>The part of the points at which the choice has to be good.</summary>
    private const double Target = 0.95;

    // Each compilation has the framework's assemblies to read; a larger one has to hold more text at once.
    private const int ShapesOfCompilation = 12;

    public static Command Create()
    {
        Option<string> shapes = Options.Name("Only shapes whose names contain this: '28x28x', 'pooled', '5x5'.");
        Option<double> seconds = Options.Seconds(0.15, "Time for each point of the grid.");
        var command = new Command(
            "grid",
            "Holds the planner's choice between direct sums and Winograd's algorithm to the faster of both, on one thread: convolutions of 3x3 on maps of 4x4 to 56x56 with 8 to 512 channels "
                + "and filters, and of 5x5 on maps of 7x7 to 28x28 with 8 to 192, batches of 1 and 8, predictions and training passes. The forms of a point are timed in turn; points "
                + "at which the one that is taken looks more than 10 % slower than the best are timed again, five times as long. Ends with exit code 1 where it is so at more than 5 % of the points.")
        {
            shapes, seconds,
        };
        command.SetAction(result => Run(result.GetRequiredValue(shapes), result.GetValue(seconds)));
        return command;
    }

    private static int Run(string name, double seconds)
    {
        GridShape[] shapes = [.. ShapeGrid.Shapes.Where(shape => shape.Name.Contains(name, StringComparison.OrdinalIgnoreCase))];
        if (shapes.Length == 0)
        {
            Console.Error.WriteLine($"No shape's name contains '{name}'; one is '{ShapeGrid.Shapes[0].Name}'.");
            return 1;
        }

        Report.PrintMachine();
        Report.Print($"Microseconds on one thread. 'Taken': the form whose code the planner's choice is; 'both' where directions differ. A star marks points that were timed again.\n");
        Report.Print($"| convolution | batch | pass | direct | Winograd | taken | its time | taken / best |");
        Report.Print($"|---|---:|---|---:|---:|---|---:|---:|");
        var points = new List<GridPoint>();
        var withoutChoice = new List<GridShape>();
        foreach (GridShape[] part in shapes.Chunk(ShapesOfCompilation))
        {
            var networks = new CompiledNetworks(string.Concat(part.SelectMany(shape => ShapeForms.Forms.Select(shape.Source))));
            foreach (GridShape shape in part)
            {
                var forms = new ShapeForms(shape, networks);
                if (!forms.HasChoice)
                {
                    withoutChoice.Add(shape);
                    continue;
                }

                foreach (GridPoint point in forms.Measure(seconds))
                {
                    Report.Print($"{Row(point)}");
                    points.Add(point);
                }
            }
        }

        return Summarize(points, withoutChoice) ? 0 : 1;
    }

    /// <summary>Prints how good the choice is; whether that is enough.</summary>
    private static bool Summarize(List<GridPoint> points, List<GridShape> withoutChoice)
    {
        if (withoutChoice.Count > 0)
        {
            Report.Print($"\nWithout Winograd's algorithm on these vectors, and left out: {string.Join("; ", withoutChoice.Select(shape => shape.Name))}.");
        }

        if (points.Count == 0)
        {
            return true;
        }

        Report.Print($"\n| | points | at most 10 % slower | timed again | largest |");
        Report.Print($"|---|---:|---:|---:|---:|");
        foreach (IGrouping<string, GridPoint> pass in points.GroupBy(point => point.Pass))
        {
            PrintShare($"{pass.Key}", [.. pass]);
        }

        PrintShare("all", points);
        GridPoint[] bad = [.. points.Where(point => point.IsBad).OrderByDescending(point => point.Ratio)];
        if (bad.Length > 0)
        {
            Report.Print($"\nWhere the form that is taken takes more than 10 % longer than the best:\n");
            Report.Print($"| convolution | batch | pass | direct | Winograd | taken | its time | taken / best | plan |");
            Report.Print($"|---|---:|---|---:|---:|---|---:|---:|---|");
            Array.ForEach(bad, point => Report.Print($"{Row(point)} {point.Plan} |"));
        }

        bool isGood = GoodShare(points) >= Target;
        Report.Print($"\nThe target, at most 10 % slower at {Target:P0} of the points, is {(isGood ? "met" : "missed")}.");
        return isGood;
    }

    private static void PrintShare(string what, List<GridPoint> points) => Report.Print(
        $"| {what} | {points.Count} | {100 * GoodShare(points):F1} % | {points.Count(point => point.IsTimedAgain)} | {points.Max(point => point.Ratio):F2} |");

    private static double GoodShare(List<GridPoint> points) => (double)points.Count(point => !point.IsBad) / points.Count;

    private static string Row(GridPoint point)
    {
        string times = string.Create(CultureInfo.InvariantCulture, $"{1000 * point.Direct:F1} | {1000 * point.Winograd:F1} | {point.Taken} | {1000 * point.Auto:F1}");
        string ratio = string.Create(CultureInfo.InvariantCulture, $"{point.Ratio:F2}{(point.IsTimedAgain ? "*" : "")}");
        return $"| {point.Shape.Name} | {point.Batch} | {point.Pass} | {times} | {ratio} |";
    }
}
