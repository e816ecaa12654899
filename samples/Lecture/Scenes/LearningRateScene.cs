using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Reporting;
using NetGen.Samples.Lecture.Networks;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>The learning rate: seven rates, the finder's suggestion, schedules.</summary>
internal sealed class LearningRateScene : Scene
{
    private const int TrainingImages = 3000;
    private const int Epochs = 5;
    private const int ScheduleSteps = 1000;

    private static readonly double[] Rates = [1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 1e-1];

    private static readonly (string Name, LearningRateSchedule Schedule)[] Schedules =
    [
        ("exponential", new ExponentialDecay(0.01, decaySteps: 200, decayRate: 0.5)),
        ("inverse time", new InverseTimeDecay(0.01, decaySteps: 200, decayRate: 1)),
        ("piecewise", new PiecewiseConstantDecay([400, 800], [0.01, 0.003, 0.001])),
        ("polynomial", new PolynomialDecay(0.01, ScheduleSteps, endLearningRate: 0, power: 2)),
        ("cosine with warm-up", new CosineDecay(0, decaySteps: 800, warmupTarget: 0.01, warmupSteps: 200)),
        ("cosine with restarts", new CosineDecayRestarts(0.01, firstDecaySteps: 143)),
    ];

    public override string Title => "The learning rate";

    public override string Claim =>
        "“Learning Rate choice is by far the most influential”. There is no general strategy: it depends on the data, and what is good for some dataset "
        + "is terrible for others. “Fortunately, you get used to it.”";

    public override string Here =>
        "Seven rates on the same photographs, a search that suggests a rate, and rates that change on the way. The slides show pictures; all figures of this "
            + "page are measured here.";

    public override string InKeras =>
        "Keras has the schedules, but no finder. NetGen's range test trains the network itself at growing rates and puts its weights back at the end. A "
        + "rate above 1, or of 0 and below, is reported while it is typed.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        Dataset train = lesson.Clothing.Take(TrainingImages);
        History[] histories = Array.ConvertAll(Rates, rate => Train(rate, train, lesson.TestClothing));
        double[] epochs = [.. histories[0].Epochs.Select(epoch => epoch + 1.0)];
        page.Subsection("Seven rates");
        page.Picture(
            new LineChart([.. Rates.Zip(histories, (rate, history) => new Series(Text(rate), epochs, history["loss"]))])
            {
                XLabel = "epoch",
                YLabel = "training loss",
                WholeX = true,
                LogY = true,
            },
            $"Adam at seven rates on the same network, seed and {Numbers.Count(TrainingImages)} photographs.");
        page.Table(
            ["rate", "training loss", "test accuracy"],
            Rates.Zip(histories, (rate, history) => (IReadOnlyList<string>)[Text(rate), Numbers.Fixed(history["loss"][^1]), Numbers.Percent(history["val_accuracy"][^1])]),
            $"After {Epochs} epochs.");

        page.Subsection("The finder");
        LearningRateCurve curve = LearningRateFinder.Run(
            new PlainClothing(Lesson.Seed), () => new Adam(), Loss.SparseCategoricalCrossentropy, train, new LearningRateFinderOptions { Seed = Lesson.Seed });
        page.Picture(LearningRateChart.Of(curve), "The loss while the rate grows from step to step.");

        page.Subsection("Schedules");
        double[] steps = [.. Enumerable.Range(0, ScheduleSteps).Select(step => (double)step)];
        page.Picture(
            new LineChart([.. Schedules.Select(entry => new Series(entry.Name, steps, [.. steps.Select(step => (double)entry.Schedule.At((long)step))]))])
            {
                XLabel = "step",
                YLabel = "learning rate",
            },
            "Rates that change on the way: large first, small at the end.");

        int best = Array.IndexOf(histories, histories.MaxBy(history => history["val_accuracy"][^1]));
        string suggestion = curve.Suggestion is { } rate ? $"the finder suggests {Text(rate)}" : "the finder has no suggestion";
        return $"Best of the seven: {Text(Rates[best])}; {suggestion}.";
    }

    private static History Train(double rate, Dataset train, Dataset test) =>
        new Trainer<PlainClothing>(new PlainClothing(Lesson.Seed), new Adam(rate), Loss.SparseCategoricalCrossentropy)
            .Fit(train, new FitOptions { Epochs = Epochs, Validation = test, Seed = Lesson.Seed });

    private static string Text(double rate) => rate.ToString("0.#e-0", CultureInfo.InvariantCulture);
}
