using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Reporting;
using NetGen.Samples.Lecture.Networks;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>What came after the lecture: its network with batch normalization, and a residual network, against the network as it is.</summary>
internal sealed class BeyondScene : Scene
{
    private const int TrainingImages = 5000;
    private const int Epochs = 10;

    private const string Declaration = """
        [Network(28, 28, 1)]
        [RandomFlip(FlipMode.Horizontal)]
        [RandomTranslation(0.05, 0.05, FillMode = FillMode.Constant)]
        [Rescaling(1 / 255.0)]
        [Normalized(32)]
        [MaxPooling2D(2)]
        [ResidualPair(32)]
        [ResidualPair(64, strides: 2)]
        [ResidualPair(64)]
        [ResidualPair(128, strides: 2)]
        [GlobalAveragePooling2D]
        [Dense(10, Activation = Activation.Softmax)]
        internal sealed partial class ResidualClothing;

        [Conv2D(Filters, 3, Strides = Strides, Padding = Padding.Same, UseBias = false)]
        [BatchNormalization(Momentum = 0.9)]
        [Activation(Activation.ReLU)]
        [Conv2D(Filters, 3, Padding = Padding.Same, UseBias = false)]
        [BatchNormalization(Momentum = 0.9, Name = "branch")]
        [Conv2D(Filters, 1, Strides = Strides, UseBias = false, Input = BlockInput, OnlyIf = IsReshaped)]
        [BatchNormalization(Momentum = 0.9, OnlyIf = IsReshaped, Name = "shortcut")]
        [Add("branch", "shortcut")]
        [Activation(Activation.ReLU)]
        internal sealed class ResidualPair : BlockAttribute
        """;

    public override string Title => "Beyond the lecture";

    public override string Claim =>
        "Nothing: no slide has a normalization, or a network that branches. What this scene begins with is theirs: convolutions of 32, 64 and 128 "
        + "filters of 3 x 3 with padding “same” and ReLU, 2 x 2 max pooling after each, then Flatten and a dense layer with softmax.";

    public override string Here =>
        "All of this scene goes beyond the lecture, to two ideas of 2015. **Batch normalization** (Ioffe and Szegedy) takes from each filter's sums "
        + "their mean and divides by their deviation, both over the batch, and gives back a factor and a term that are learnt. **Residual networks** "
        + "(He, Zhang, Ren and Sun) add to what two convolutions make what these began with: "
        + "they learn what is missing, and the gradient has a way around them, so that many can stand behind each other.";

    public override string InKeras =>
        "`BatchNormalization` is Keras's: it keeps moving averages of its statistics for predictions, with a momentum of 0.99 unless another is given. "
        + "Here it is 0.9: averages that remember some ten steps follow a training that is over after ten epochs. "
        + "A network that branches takes Keras's functional API; here `[Add(\"branch\", \"shortcut\")]` names what is added.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        Contender[] contenders = Compare(lesson, Epochs, lesson.Seeds);
        page.Paragraph(
            $"Three networks learn from the same {Numbers.Count(TrainingImages)} photographs of clothing, mirrored and moved at random, for {Epochs} epochs "
            + $"with Adam, whose rate falls to 0 by half a cosine, and are tested on {Numbers.Count(lesson.TestClothing.Count)} others, "
            + $"each from the same {lesson.SeedWords}.");
        page.Picture(new NetworkDrawing(ResidualClothing.Info), "The residual network: two convolutions at a time have a way around them.");
        page.Code(Declaration, "Its declaration, and the block that it repeats. `Normalized` is a block too: a convolution, its normalization and ReLU.");
        page.Table(
            ["network", "layers", "parameters", "as far as the lecture's after epoch", "training loss", "test loss", "test accuracy"],
            contenders.Select(contender => Row(contender, contenders[0])),
            $"{lesson.FigureWords} after {Epochs} epochs. “As far”: the first epoch whose training loss is no higher than that "
            + "of the lecture's network in its last one, seed by seed.");
        page.SideBySide(
            Figure.Of(Chart(contenders, "training loss", run => run.Losses), "The training loss of the first seed."),
            Figure.Of(Chart(contenders, "test accuracy", run => run.TestAccuracies), "The test accuracy of the first seed."));
        string verdict = Verdict(contenders[0], contenders[1], contenders[2]);
        page.Paragraph(verdict);
        page.Paragraph(
            "The residual network also has more convolutions and parameters, and with other photographs, rates and epochs the order may be another.");
        return string.Join(", ", contenders.Select(contender => $"{contender.Name} {Numbers.Percent(contender.Of(Accuracy).Average())}")) + " in the test. "
            + verdict.Replace("**", "", StringComparison.Ordinal);
    }

    /// <summary>The lecture's network, the same with normalizations, and a residual one.</summary>
    internal static Contender[] Compare(Lesson lesson, int epochs, IReadOnlyList<int> seeds)
    {
        Dataset train = lesson.Clothing.Take(TrainingImages);
        Dataset test = lesson.TestClothing;
        return
        [
            Contender.Train("the lecture's", seed => new LectureClothing(seed), train, test, epochs, seeds),
            Contender.Train("normalized", seed => new NormalizedClothing(seed), train, test, epochs, seeds),
            Contender.Train("residual", seed => new ResidualClothing(seed), train, test, epochs, seeds),
        ];
    }

    /// <summary>What the figures say, whatever they are.</summary>
    internal static string Verdict(Contender lecture, Contender normalized, Contender residual)
    {
        int epochs = lecture.Runs[0].Losses.Count;
        int?[] reached = normalized.EpochsToTheEndOf(lecture);
        string converges = reached.All(epoch => epoch < epochs) ? "**converges in fewer epochs**" : "does not converge in fewer epochs";
        return $"The normalized network {converges} with every seed: where the lecture's is after {epochs}, it is after {Listed(reached)}. "
            + $"The residual network {Against(residual, lecture, "the lecture's")}; it {Against(residual, normalized, "the normalized one")}.";
    }

    private static string Against(Contender residual, Contender other, string name)
    {
        double[] gains = [.. residual.Of(Accuracy).Zip(other.Of(Accuracy), (own, others) => own - others)];
        int better = gains.Count(gain => gain > 0);
        string verb = better == gains.Length ? "**beats**" : gains.Average() > 0 ? "is ahead of" : "is not ahead of";
        return $"{verb} {name} in the test, with {better} of {gains.Length} seeds and by {Numbers.Signed(gains.Average(), Numbers.Percent)} on average";
    }

    private static IReadOnlyList<string> Row(Contender contender, Contender lecture) =>
    [
        contender.Name,
        Numbers.Count(contender.Network.Layers.Count),
        Numbers.Count(contender.Network.ParameterCount),
        Listed(contender.EpochsToTheEndOf(lecture)),
        Numbers.Spread(contender.Of(run => run.Losses[^1]), Numbers.Loss),
        Numbers.Spread(contender.Of(run => run.TestLosses[^1]), Numbers.Loss),
        Numbers.Spread(contender.Of(Accuracy), Numbers.Percent),
    ];

    private static string Listed(int?[] epochs) => string.Join(", ", epochs.Select(epoch => epoch is { } reached ? Numbers.Count(reached) : "none"));

    private static double Accuracy(Contender.Run run) => run.TestAccuracies[^1];

    private static LineChart Chart(Contender[] contenders, string name, Func<Contender.Run, IReadOnlyList<double>> figure)
    {
        double[] epochs = [.. Enumerable.Range(1, contenders[0].Runs[0].Losses.Count).Select(epoch => (double)epoch)];
        return new LineChart([.. contenders.Select(contender => new Series(contender.Name, epochs, figure(contender.Runs[0])))])
        {
            XLabel = "epoch",
            YLabel = name,
            WholeX = true,
        };
    }
}
