using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Reporting;
using NetGen.Samples.Lecture.Networks;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>Overfitting on a small training set, and what closes the gap.</summary>
internal sealed class OverfittingScene : Scene
{
    private const int TrainingImages = 300;
    private const int Epochs = 60;
    private const int Patience = 8;

    public override string Title => "Overfitting and regularization";

    public override string Claim => "With few images a network learns them by heart: the training error falls, the test error rises. L1/L2 penalties, dropout, augmentation and early stopping help.";

    public override string InKeras =>
        "`regularizers.l2(0.01)` adds 0.01 times the sum of squares to the loss, without the half that textbooks write. `EarlyStopping` belongs to `fit`, not to `compile` as on the slide, and monitors `val_accuracy`: "
        + "`val_acc` no longer exists. NetGen's analyzer says so and offers the new name.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        Dataset train = lesson.Clothing.Take(TrainingImages);
        Dataset test = lesson.TestClothing;
        Remedy[] remedies =
        [
            Try("none", () => new PlainClothing(Lesson.Seed), train, test),
            Try("L2", () => new PenalizedClothing(Lesson.Seed), train, test),
            Try("dropout", () => new DropoutClothing(Lesson.Seed), train, test),
            Try("augmentation", () => new AugmentedClothing(Lesson.Seed), train, test),
            Try("early stopping", () => new PlainClothing(Lesson.Seed), train, test, new EarlyStopping("val_loss", patience: Patience, restoreBestWeights: true)),
        ];
        page.Paragraph($"{TrainingImages} photographs of clothing to learn from, {test.Count:N0} to be tested on, at most {Epochs} epochs, the same seed for all.");
        page.Table(
            ["remedy", "epochs", "training loss", "test loss", "gap", "training accuracy", "test accuracy"],
            remedies.Select(remedy => (IReadOnlyList<string>)
            [
                remedy.Name, $"{remedy.History.Epochs.Count}", Numbers.Short(remedy.Train.Loss), Numbers.Short(remedy.Test.Loss),
                Numbers.Short(remedy.Test.Loss - remedy.Train.Loss), Numbers.Percent(remedy.Train.Accuracy), Numbers.Percent(remedy.Test.Accuracy),
            ]),
            "Both measured after training, without dropout and augmentation; L2's loss contains its penalty.");
        page.SideBySide([.. remedies.Select(remedy => Figure.Of(TrainingCurves.Of(remedy.History), $"Remedy: {remedy.Name}."))]);

        Remedy none = remedies[0];
        Remedy best = remedies.MaxBy(remedy => remedy.Test.Accuracy)!;
        return $"Without a remedy {Numbers.Percent(none.Train.Accuracy)} in training and {Numbers.Percent(none.Test.Accuracy)} in the test; best in the test: {best.Name} with {Numbers.Percent(best.Test.Accuracy)}.";
    }

    private static Remedy Try<TNetwork>(string name, Func<TNetwork> create, Dataset train, Dataset test, params Callback[] callbacks)
        where TNetwork : class, INetwork
    {
        var trainer = new Trainer<TNetwork>(create(), new Adam(), Loss.SparseCategoricalCrossentropy);
        History history = trainer.Fit(train, new FitOptions { Epochs = Epochs, Validation = test, Seed = Lesson.Seed, Callbacks = callbacks });
        return new Remedy(name, history, trainer.Evaluate(train), trainer.Evaluate(test));
    }

    private sealed record Remedy(string Name, History History, Evaluation Train, Evaluation Test);
}
