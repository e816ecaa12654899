using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Reporting;
using NetGen.Samples.Lecture.Networks;
using NetGen.Teaching;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>Optimizers on one network, and their paths through a ravine.</summary>
internal sealed class OptimizerScene : Scene
{
    private const int TrainingImages = 4000;
    private const int Epochs = 6;
    private const int RavineSteps = 60;
    private const int ContourPoints = 120;
    private const int DotEvery = 10;

    private static readonly (float First, float Second) Start = (-9, 1.6f);
    private static readonly double[] Contours = [2, 8, 20, 45, 80];

    // The ravine is a landscape of two weights, ten units wide: there, steps may be long.
#pragma warning disable NG0408
    private static readonly (string Name, Func<Optimizer> InNetwork, Func<Optimizer> InRavine)[] Optimizers =
    [
        ("gradient descent", () => new LectureGradientDescent(0.01), () => new LectureGradientDescent(0.038)),
        ("momentum", () => new SGD(0.01, momentum: 0.9), () => new SGD(0.008, momentum: 0.85)),
        ("RMSprop", () => new RMSprop(0.001), () => new RMSprop(0.25)),
        ("Adam", () => new Adam(0.001), () => new Adam(0.4)),
    ];
#pragma warning restore NG0408

    public override string Title => "Optimizers";

    public override string Claim =>
        "“Nobody uses Gradient Descent. Can you guess why?” RMSprop divides the gradient by the root of an exponential average of its squares: on flat "
        + "areas the step grows, on steep areas it shrinks. "
        + "“ADAM = RMSprop + Momentum”, “probably the best optimizer at state of the art”.";

    public override string Here =>
        "Four optimizers on photographs of clothing, and on their way through a ravine, where the loss rises steeply to the sides and falls slowly ahead. "
        + "The ravine, the rates and momentum on its own are ours.";

    public override string InKeras =>
        "The slides' RMSprop divides by sqrt(v): a weight whose gradient stays 0, as behind a dead ReLU, becomes 0/0; Keras adds 1e-7. The slides' Adam "
        + "lacks the bias correction: its steps are up to 6.6 times as long, at the twelfth step. "
        + "`Adam` and `RMSprop` are Keras's; the slides' formulas are `LectureAdam` and `LectureRMSprop` in `NetGen.Teaching`.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        page.Subsection("On a network");
        Dataset train = lesson.Clothing.Take(TrainingImages);
        History[] histories = Array.ConvertAll(Optimizers, optimizer => Train(optimizer.InNetwork(), train, lesson.TestClothing));
        double[] epochs = [.. histories[0].Epochs.Select(epoch => epoch + 1.0)];
        page.Picture(
            new LineChart([.. Optimizers.Zip(histories, (optimizer, history) => new Series(optimizer.Name, epochs, history["loss"]))])
            {
                XLabel = "epoch",
                YLabel = "training loss",
                WholeX = true,
                LogY = true,
            },
            $"The same network, first weights and {Numbers.Count(TrainingImages)} photographs for all.");
        page.Table(
            ["optimizer", "training loss", "test accuracy"],
            Optimizers.Zip(histories, (optimizer, history) => (IReadOnlyList<string>)
                [optimizer.Name, Numbers.Fixed(history["loss"][^1]), Numbers.Percent(history["val_accuracy"][^1])]),
            $"After {Epochs} epochs, each optimizer at one rate.");
        string best = Optimizers[Array.IndexOf(histories, histories.MaxBy(history => history["val_accuracy"][^1]))].Name;
        page.Paragraph($"In the test {best} is ahead here; other rates, photographs and epochs give another order.");

        ShowRavine(page);
        return $"After {Epochs} epochs: " + string.Join(", ", Optimizers.Zip(histories, (optimizer, history) => $"{optimizer.Name} {Numbers.Short(history["loss"][^1])}")) + ".";
    }

    private static void ShowRavine(HtmlReport page)
    {
        page.Subsection("In a ravine");
        IReadOnlyList<(double First, double Second)>[] paths = Array.ConvertAll(Optimizers, optimizer => Ravine.Descend(optimizer.InRavine(), Start, RavineSteps));
        IReadOnlyList<LineChart> charts = LineChart.OnSharedAxes([.. paths.Select((path, i) => Chart(Optimizers[i].Name, path, i))]);
        page.SideBySide([.. charts.Select(chart => Figure.Of(chart))]);
        page.Paragraph(
            $"{RavineSteps} steps of a network with two weights, a dot at every {DotEvery}th; thin lines join places of equal loss, and the lowest place is "
                + "(0, 0). Across the ravine the loss is 49 times as steep as along it: "
            + "gradient descent swings from side to side and is slow along the bottom; momentum adds up the steps that agree; RMSprop and Adam give both weights steps of about one length.");
        page.Table(
            ["optimizer", "loss after 10 steps", $"loss after {RavineSteps}"],
            Optimizers.Zip(paths, (optimizer, path) => (IReadOnlyList<string>)[optimizer.Name, Numbers.Fixed(Height(path[10])), Numbers.Fixed(Height(path[^1]))]),
            $"It begins at {Numbers.Fixed(Height(paths[0][0]))}.");
    }

    private static History Train(Optimizer optimizer, Dataset train, Dataset test) =>
        new Trainer<PlainClothing>(new PlainClothing(Lesson.Seed), optimizer, Loss.SparseCategoricalCrossentropy)
            .Fit(train, new FitOptions { Epochs = Epochs, Validation = test, Seed = Lesson.Seed });

    private static double Height((double First, double Second) place) => Ravine.Height(place.First, place.Second);

    /// <summary>A path over the ravine's heights.</summary>
    private static LineChart Chart(string name, IReadOnlyList<(double First, double Second)> path, int color)
    {
        (double First, double Second)[] dots = [.. path.Where((_, step) => step % DotEvery == 0)];
        return new LineChart([.. Contours.Select(Contour), Line(path, dots: false), Line(dots, dots: true)])
        {
            Title = name,
            XLabel = "first weight",
            YLabel = "second weight",
        };

        Series Line(IReadOnlyList<(double First, double Second)> places, bool dots) =>
            new("", [.. places.Select(place => place.First)], [.. places.Select(place => place.Second)]) { Dots = dots, NoLine = dots, Color = color };
    }

    /// <summary>The ellipse of one height.</summary>
    private static Series Contour(double height)
    {
        double first = Math.Sqrt(2 * height) / Ravine.Slopes.A;
        double second = Math.Sqrt(2 * height) / Ravine.Slopes.B;
        double[] angles = [.. Enumerable.Range(0, ContourPoints + 1).Select(i => 2 * Math.PI * i / ContourPoints)];
        return new Series("", [.. angles.Select(angle => first * Math.Cos(angle))], [.. angles.Select(angle => second * Math.Sin(angle))]) { Thin = true, Color = 7 };
    }
}
