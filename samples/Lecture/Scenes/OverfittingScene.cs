using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Reporting;
using NetGen.Samples.Lecture.Networks;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>Overfitting on a small training set, and what closes the gap.</summary>
internal sealed class OverfittingScene : Scene
{
    private const int TrainingImages = 2000;
    private const int WatchedImages = 500;
    private const int Epochs = 120;
    private const int Patience = 10;

    public override string Title => "Overfitting and regularization";

    public override string Claim =>
        "Driving blindfolded “may work on a known path. It DEFINITELY does not work on a new path.” Three techniques: L1/L2 regularization changes the "
        + "loss function and penalizes “big” weights, and with sigmoid forces the net to work with the linear part; "
        + "dropout turns some random nodes off at each learning iteration, and at test time all nodes are on; early stopping stops when the error on the "
        + "test set stops shrinking: “easy to understand, hidden problems”.";

    public override string Here =>
        "A fourth remedy, augmentation, is ours: images mirrored and moved at random, so that no epoch sees the same. One hidden problem of early "
        + "stopping: a test set that says when to stop is no test any more. "
        + "Here it watches photographs set aside for that.";

    public override string InKeras =>
        "`regularizers.l2(0.01)` adds 0.01 times the sum of squares to the loss, without the half that textbooks write. `EarlyStopping` belongs to `fit`, "
        + "not to `compile` as on the slide, and monitors `val_accuracy`: "
        + "the slide's `val_acc` no longer exists. NetGen's analyzer says so and offers the new name.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        var data = new ClothingParts(lesson.Clothing.Take(TrainingImages), lesson.Clothing.Slice(TrainingImages, WatchedImages), lesson.TestClothing);
        Remedy none = Remedy.Try("none", seed => new PlainClothing(seed), data, Epochs, lesson.Seeds);
        Remedy[] remedies =
        [
            Remedy.Try("L1", seed => new FewWeightClothing(seed), data, Epochs, lesson.Seeds),
            Remedy.Try("L2", seed => new SmallWeightClothing(seed), data, Epochs, lesson.Seeds),
            Remedy.Try("dropout", seed => new DropoutClothing(seed), data, Epochs, lesson.Seeds),
            Remedy.Try("augmentation", seed => new AugmentedClothing(seed), data, Epochs, lesson.Seeds),
            Remedy.Try("early stopping", seed => new PlainClothing(seed), data, Epochs, lesson.Seeds, () => new EarlyStopping("val_loss", patience: Patience, restoreBestWeights: true)),
        ];
        Remedy[] all = [none, .. remedies];

        page.Paragraph(
            $"{Numbers.Count(TrainingImages)} photographs of clothing to learn from, {Numbers.Count(WatchedImages)} to watch, "
                + $"{Numbers.Count(data.Test.Count)} to be tested on, at most {Epochs} epochs. "
            + $"Every remedy is tried from the same {lesson.SeedWords}: one fit says little, another seed moves the accuracy as far as some remedies do. "
            + "The learning rate falls to 0 by half a cosine.");
        page.Table(
            ["remedy", "epochs", "training loss", "test loss", "gap", "training accuracy", "test accuracy"],
            all.Select(Row),
            $"{lesson.FigureWords}, measured after training without dropout, augmentation and penalty.");
        page.Table(
            ["remedy", "test loss", "smaller with", "test accuracy", "higher with"],
            remedies.Select(remedy => Against(none, remedy)),
            "Against no remedy, seed by seed.");
        page.Paragraph(Verdict(none, remedies));
        page.List(
            "**L1 and L2** hold the weights down, so that no output is very sure; the next scene shows the weights.",
            "**Dropout** lets no unit rely on another, since half of the values before the dense layers are missing in each step.",
            "**Augmentation** makes more photographs of those that there are, and needs many epochs to see them.",
            "**Early stopping** leaves out the epochs after the best one: the cheapest remedy. What it stops at has not learnt the training photographs to the end either.");

        page.Subsection("Epoch by epoch");
        (string, History, int?)[] runs = [.. all.Select(remedy => (remedy.Name, remedy.Outcomes[0].History, (int?)remedy.Outcomes[0].BestEpoch))];
        page.SideBySide([.. TrainingCurves.Compare(runs, logarithmic: true).Select(chart => Figure.Of(chart))]);
        page.Paragraph(
            "The first seed's losses by powers of ten, on shared axes. “Validation” are the photographs that are watched; their best epoch is marked. In "
            + "training, dropout and augmentation make the task harder; the losses of L1 and L2 contain their penalties.");

        Remedy best = all.MaxBy(InTest)!;
        return $"Without a remedy {Numbers.Percent(none.Of(outcome => outcome.Train.Accuracy).Average())} in training and {Numbers.Percent(InTest(none))} in the test; "
            + $"best in the test: {best.Name} with {Numbers.Percent(InTest(best))}.";
    }

    private static double InTest(Remedy remedy) => remedy.Of(outcome => outcome.Test.Accuracy).Average();

    private static IReadOnlyList<string> Row(Remedy remedy) =>
    [
        remedy.Name,
        string.Join(", ", remedy.Outcomes.Select(outcome => $"{outcome.History.Epochs.Count}").Distinct()),
        Numbers.Spread(remedy.Of(outcome => outcome.Train.Loss), Numbers.Loss),
        Numbers.Spread(remedy.Of(outcome => outcome.Test.Loss), Numbers.Loss),
        Numbers.Spread(remedy.Of(outcome => outcome.Gap), Numbers.Loss),
        Numbers.Spread(remedy.Of(outcome => outcome.Train.Accuracy), Numbers.Percent),
        Numbers.Spread(remedy.Of(outcome => outcome.Test.Accuracy), Numbers.Percent),
    ];

    private static IReadOnlyList<string> Against(Remedy none, Remedy remedy)
    {
        double[] losses = Gains(none, remedy, outcome => outcome.Test.Loss);
        double[] accuracies = Gains(none, remedy, outcome => outcome.Test.Accuracy);
        return
        [
            remedy.Name,
            Numbers.Signed(losses.Average(), Numbers.Loss), $"{losses.Count(gain => gain < 0)} of {losses.Length} seeds",
            Numbers.Signed(accuracies.Average(), Numbers.Percent), $"{accuracies.Count(gain => gain > 0)} of {accuracies.Length} seeds",
        ];
    }

    /// <summary>What the figures say, whatever they are: a remedy is better where every seed agrees, and what is worse is told too.</summary>
    internal static string Verdict(Remedy none, Remedy[] remedies)
    {
        return $"With every seed a **smaller test loss** than without: {Names(gains: Losses, all: gain => gain < 0)}. "
            + $"With every seed a **higher test accuracy**: {Names(gains: Accuracies, all: gain => gain > 0)}; "
            + $"a lower one on average: {Names(gains: remedy => [Accuracies(remedy).Average()], all: gain => gain < 0)}. "
            + "The loss also counts how sure the network is of its mistakes, and that is what grows when it learns by heart: a remedy may mend the loss and leave the accuracy where it was.";

        double[] Losses(Remedy remedy) => Gains(none, remedy, outcome => outcome.Test.Loss);
        double[] Accuracies(Remedy remedy) => Gains(none, remedy, outcome => outcome.Test.Accuracy);
        string Names(Func<Remedy, double[]> gains, Func<double, bool> all)
        {
            string[] names = [.. remedies.Where(remedy => gains(remedy).All(all)).Select(remedy => remedy.Name)];
            return names.Length > 0 ? string.Join(", ", names) : "none of them";
        }
    }

    private static double[] Gains(Remedy none, Remedy remedy, Func<Remedy.Outcome, double> figure) =>
        [.. remedy.Of(figure).Zip(none.Of(figure), (with, without) => with - without)];
}
