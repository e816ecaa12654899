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
        "Nobody uses gradient descent: it zigzags across ravines and crawls along them. Momentum keeps its direction, RMSprop scales every weight by its own gradients, Adam does both.";

    public override string InKeras =>
        "The slide's RMSprop divides by sqrt(v): a weight whose gradient stays 0, as behind a dead ReLU, becomes 0/0; Keras adds 1e-7. The slide's Adam lacks the bias correction: its steps are up to 6.6 times as long, at the twelfth step. "
        + "`Adam` and `RMSprop` are Keras's; the slide's formulas are `LectureAdam` and `LectureRMSprop` in `NetGen.Teaching`.";

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
            },
            $"The same network, first weights and {TrainingImages:N0} photographs for all.");
        page.Table(
            ["optimizer", "training loss", "test accuracy"],
            Optimizers.Zip(histories, (optimizer, history) => (IReadOnlyList<string>)[optimizer.Name, Numbers.Short(history["loss"][^1]), Numbers.Percent(history["val_accuracy"][^1])]),
            $"After {Epochs} epochs.");

        page.Subsection("In a ravine");
        IReadOnlyList<(double First, double Second)>[] paths = Array.ConvertAll(Optimizers, optimizer => Ravine.Descend(optimizer.InRavine(), Start, RavineSteps));
        page.Picture(
            new LineChart([.. Contours.Select(Contour), .. paths.Select((path, i) => Path(Optimizers[i].Name, path, i))]) { XLabel = "first weight", YLabel = "second weight" },
            $"{RavineSteps} steps of a network with two weights whose loss is 49 times as steep across as along; thin lines join places of equal loss.");
        page.Table(
            ["optimizer", "loss after 10 steps", $"loss after {RavineSteps}"],
            Optimizers.Zip(paths, (optimizer, path) => (IReadOnlyList<string>)[optimizer.Name, Numbers.Short(Height(path[10])), Numbers.Short(Height(path[^1]))]));
        return $"After {Epochs} epochs: " + string.Join(", ", Optimizers.Zip(histories, (optimizer, history) => $"{optimizer.Name} {Numbers.Short(history["loss"][^1])}")) + ".";
    }

    private static History Train(Optimizer optimizer, Dataset train, Dataset test) =>
        new Trainer<PlainClothing>(new PlainClothing(Lesson.Seed), optimizer, Loss.SparseCategoricalCrossentropy)
            .Fit(train, new FitOptions { Epochs = Epochs, Validation = test, Seed = Lesson.Seed });

    private static double Height((double First, double Second) place) => Ravine.Height(place.First, place.Second);

    private static Series Path(string name, IReadOnlyList<(double First, double Second)> path, int color) =>
        new(name, [.. path.Select(place => place.First)], [.. path.Select(place => place.Second)]) { Dots = true, Color = color };

    /// <summary>The ellipse of one height, as far as it lies in the picture.</summary>
    private static Series Contour(double height)
    {
        double first = Math.Sqrt(2 * height) / Ravine.Slopes.A;
        double second = Math.Sqrt(2 * height) / Ravine.Slopes.B;
        double[] angles = [.. Enumerable.Range(0, ContourPoints + 1).Select(i => 2 * Math.PI * i / ContourPoints)];
        return new Series("", [.. angles.Select(angle => first * Math.Cos(angle))], [.. angles.Select(angle => second * Math.Sin(angle))]) { Thin = true, Color = 7 };
    }
}
