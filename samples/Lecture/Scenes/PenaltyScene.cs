using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Reporting;
using NetGen.Samples.Lecture.Networks;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>L1 against L2: what either penalty makes of the weights.</summary>
internal sealed class PenaltyScene : Scene
{
    private const string Kernel = "dense/kernel";
    private const int TrainingImages = 1000;
    private const int Epochs = 60;
    private const int BatchSize = 32;
    private const double LearningRate = 0.001;
    private const int Bins = 61;
    private const double Shown = 0.3;

    public override string Title => "L1 against L2";

    public override string Claim => "L1/L2 regularization: “purely algebrical, changes the loss function”, penalizes “big” weights. In Keras: `kernel_regularizer=regularizers.l2(0.01)`.";

    public override string Here =>
        "The two differ in what they leave. L2 adds the squares: it pulls at a weight the more the larger it is, and makes all of them small. L1 adds the sizes: it pulls at every weight alike, "
        + "and those that are not needed end at 0.";

    public override string InKeras =>
        "`KernelL1 = 0.0003` and `KernelL2 = 0.001` are Keras's `regularizers.L1(0.0003)` and `L2(0.001)`; both together are `L1L2`. Steps along the "
        + "gradient go to and fro around 0 and hardly ever land on it: the rate falls to 0 here, "
        + "and what is nearer than 0.001 is counted.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        IReadOnlyList<PenaltyFit> fits = Fit(lesson);
        page.Picture(
            new LineChart([.. fits.Select(fit => Histogram(fit.Name, fit.Weights))])
            {
                XLabel = "weight",
                YLabel = "weights in a bin",
                XRange = (-Shown, Shown),
                LogY = true,
            },
            $"The {Numbers.Count(fits[0].Weights.Length)} weights of `{Kernel}` after training on {Numbers.Count(TrainingImages)} photographs, how many of each size; by powers of ten.");
        page.Table(
            ["penalty", $"nearer to 0 than {Numbers.Short(PenaltyFit.Near)}", "root mean square", "largest", "test accuracy"],
            fits.Select(fit => (IReadOnlyList<string>)
            [
                fit.Name, Numbers.Percent(fit.NearZero), Numbers.Fixed(fit.RootMeanSquare), Numbers.Fixed(fit.Largest), Numbers.Percent(fit.Accuracy),
            ]),
            $"After {Epochs} epochs from one seed. Weights of units that no image switches on any more shrink under either penalty.");
        return $"{string.Join(", ", fits.Select(fit => $"{fit.Name}: {Numbers.Percent(fit.NearZero)}"))} of the weights are nearer to 0 than {Numbers.Short(PenaltyFit.Near)}.";
    }

    /// <summary>The same network without a penalty, with L2 and with L1.</summary>
    internal static IReadOnlyList<PenaltyFit> Fit(Lesson lesson)
    {
        Dataset train = lesson.Clothing.Take(TrainingImages);
        return
        [
            Fit("no penalty", new PlainClothing(Lesson.Seed), train, lesson.TestClothing),
            Fit("L2", new SmallWeightClothing(Lesson.Seed), train, lesson.TestClothing),
            Fit("L1", new FewWeightClothing(Lesson.Seed), train, lesson.TestClothing),
        ];
    }

    private static PenaltyFit Fit<TNetwork>(string name, TNetwork model, Dataset train, Dataset test)
        where TNetwork : class, INetwork
    {
        long steps = Epochs * ((TrainingImages + BatchSize - 1) / BatchSize);
        var trainer = new Trainer<TNetwork>(model, new Adam(new CosineDecay(LearningRate, steps)), Loss.SparseCategoricalCrossentropy);
        trainer.Fit(train, new FitOptions { Epochs = Epochs, BatchSize = BatchSize, Seed = Lesson.Seed });
        return new PenaltyFit(name, model.Parameters[Kernel].Values.ToArray(), trainer.Evaluate(test).Accuracy);
    }

    /// <summary>How many weights lie around each place, on the same places for all networks.</summary>
    private static Series Histogram(string name, float[] weights)
    {
        double width = 2 * Shown / Bins;
        int[] counts = new int[Bins];
        foreach (float weight in weights)
        {
            int bin = (int)Math.Floor((weight + Shown) / width);
            if (bin is >= 0 and < Bins)
            {
                counts[bin]++;
            }
        }

        return new Series(name, [.. counts.Select((_, bin) => -Shown + ((bin + 0.5) * width))], [.. counts.Select(count => (double)count)]);
    }
}
