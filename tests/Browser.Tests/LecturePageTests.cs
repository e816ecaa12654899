using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using NetGen.Reporting.Tests;
using NetGen.Samples.Lecture;
using NetGen.Samples.Lecture.Scenes;
using Xunit;

namespace NetGen.Browser.Tests;

/// <summary>The scenes of samples/Lecture that take no training, as a reader sees them, and what the lecture says of its slides.</summary>
public partial class LecturePageTests
{
    // What the page may quote of the slides.
    private static readonly string[] Quotable =
    [
        "valid", "same", "I lied", "The numbers inside the filters are parameters, not hyperparameters. The whole point is to learn them.", "A typical (?) CNN", "feature refinement",
        "may work on a known path. It DEFINITELY does not work on a new path.", "big", "easy to understand, hidden problems", "purely algebrical, changes the loss function",
        "exponentially weighted moving average", "Nobody uses Gradient Descent. Can you guess why?", "ADAM = RMSprop + Momentum", "probably the best optimizer at state of the art",
        "Learning Rate choice is by far the most influential", "Fortunately, you get used to it.",
    ];

    // Numbers of the slides that the page repeats.
    private static readonly string[] SlideNumbers =
        ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "16", "32", "43", "64", "128", "200", "0.01"];

    [Theory]
    [InlineData(1, 4, 4, "120,000")]
    [InlineData(2, 0, 4, ">14</text>")]
    [InlineData(3, 8, 4, ">2</text>")]
    [InlineData(4, 3, 4, "stride 3: 67 x 67")]
    [InlineData(5, 3, 3, ">16.25</text>")]
    [InlineData(6, 0, 4, ">112</text>")]
    [InlineData(11, 0, 2, "9.283329")]
    public async Task A_scene_opens_without_an_error_and_shows_what_it_computed(int scene, int pictures, int drawings, string result)
    {
        string html = await Page(scene);
        foreach (bool dark in new[] { false, true })
        {
            PageFindings findings = await Browser.Open(html, width: 360, dark);
            Assert.Empty(findings.Messages);
            Assert.Empty(findings.Requests);
            Assert.Empty(findings.Broken);
            Assert.Equal(pictures, findings.Pictures);
            Assert.Equal(drawings, findings.Drawings);
            Assert.Equal(0, findings.Overflow);
            Assert.InRange(findings.SmallestLetters, 7, 20);
        }

        Assert.Contains(result, html, StringComparison.Ordinal);
        Assert.Contains("https://www.bdhammel.com/learning-rates/", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_the_slides_no_words_are_quoted_and_no_numbers_given_that_they_have_not()
    {
        foreach (Scene scene in Program.Scenes)
        {
            Assert.All(Quotation().Matches(scene.Claim), quotation => Assert.Contains(quotation.Groups[1].Value, Quotable));
            Assert.All(Number().Matches(scene.Claim), number => Assert.Contains(number.Value, SlideNumbers));
            Assert.DoesNotContain("augment", scene.Claim, StringComparison.OrdinalIgnoreCase);
            Assert.NotEmpty(scene.Here);
        }
    }

    [Fact]
    public async Task A_scene_tells_what_the_slides_say_from_what_is_said_here()
    {
        string html = await Page(11);
        Assert.Equal(["The slides", "Here", "Keras"], Label().Matches(html).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public async Task Drawings_of_numbers_say_what_they_show_to_those_who_do_not_see_them()
    {
        Assert.Contains("aria-label=\"image * filter = result\"", await Page(2), StringComparison.Ordinal);
        Assert.Contains("aria-label=\"16 x 12 numbers\"", await Page(1), StringComparison.Ordinal);
    }

    [Fact]
    public void The_readme_counts_the_scenes()
    {
        string readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "README.md"));
        Assert.Equal(14, Program.Scenes.Count);
        Assert.Contains("It computes fourteen scenes", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void L2_leaves_small_weights_and_L1_few()
    {
        PenaltyFit[] fits = [.. PenaltyScene.Fit(new Lesson())];
        (PenaltyFit none, PenaltyFit l2, PenaltyFit l1) = (fits[0], fits[1], fits[2]);
        Assert.True(l2.Largest < none.Largest && l2.Largest < l1.Largest, $"Largest weights: none {none.Largest}, L2 {l2.Largest}, L1 {l1.Largest}.");
        Assert.True(l1.NearZero > l2.NearZero + 0.1 && l2.NearZero > none.NearZero, $"Near 0: none {none.NearZero}, L2 {l2.NearZero}, L1 {l1.NearZero}.");
    }

    [Fact]
    public void Feature_maps_that_show_most_stand_first_and_black_ones_last()
    {
        // Four channels of 1 x 3: black, even, strong, weak.
        FeatureMap[] maps = FeatureMap.Sorted([0, 5, 0, 1, 0, 5, 9, 2, 0, 5, 0, 1], [1, 3, 4]);
        Assert.Equal([2, 3, 1, 0], maps.Select(map => map.Channel));
        Assert.Equal([false, false, false, true], maps.Select(map => map.IsBlack));
        Assert.Equal([0, 9, 0], maps[0].Values);
    }

    [Fact]
    public void A_remedy_is_called_better_only_where_every_seed_agrees_and_worse_where_it_is_on_average()
    {
        Remedy none = Remedy("none", (1.0, 0.80), (1.1, 0.81));
        string verdict = OverfittingScene.Verdict(
            none, [Remedy("every", (0.5, 0.82), (0.6, 0.83)), Remedy("mixed", (0.9, 0.90), (1.2, 0.80)), Remedy("worse", (0.9, 0.70), (0.9, 0.82))]);
        Assert.Contains("**smaller test loss** than without: every, worse.", verdict, StringComparison.Ordinal);
        Assert.Contains("**higher test accuracy**: every; a lower one on average: worse.", verdict, StringComparison.Ordinal);
    }

    /// <summary>What the scene beyond the lecture shows, with one of its seeds.</summary>
    [Fact]
    public void The_lectures_network_converges_in_fewer_epochs_when_normalized_and_a_residual_one_beats_it()
    {
        Contender[] contenders = BeyondScene.Compare(new Lesson(), epochs: 10, seeds: [Lesson.Seed]);
        (Contender lecture, Contender normalized, Contender residual) = (contenders[0], contenders[1], contenders[2]);
        int? reached = normalized.EpochsToTheEndOf(lecture)[0];
        Assert.True(reached <= 8, $"The normalized network is after {reached} epochs where the lecture's is after 10.");
        double[] accuracies = [.. contenders.Select(contender => contender.Runs[0].TestAccuracies[^1])];
        Assert.True(accuracies[2] > accuracies[0] + 0.01 && accuracies[2] > accuracies[1], $"Test accuracies: {string.Join(", ", accuracies)}.");
        Assert.Contains("**converges in fewer epochs**", BeyondScene.Verdict(lecture, normalized, residual), StringComparison.Ordinal);
    }

    [Fact]
    public void What_goes_beyond_the_lecture_is_claimed_only_where_every_seed_shows_it()
    {
        Contender lecture = Contender([3, 2, 1], 0.80, 0.80);
        Contender sooner = Contender([2, 1, 0.5], 0.81, 0.79);
        Contender later = Contender([4, 3, 1], 0.70, 0.70);
        Contender never = Contender([4, 3, 2], 0.90, 0.90);

        string verdict = BeyondScene.Verdict(lecture, sooner, never);
        Assert.Contains("**converges in fewer epochs** with every seed: where the lecture's is after 3, it is after 2, 2.", verdict, StringComparison.Ordinal);
        Assert.Contains("residual network **beats** the lecture's in the test, with 2 of 2 seeds and by +10.0%", verdict, StringComparison.Ordinal);

        verdict = BeyondScene.Verdict(lecture, later, sooner);
        Assert.Contains("does not converge in fewer epochs with every seed: where the lecture's is after 3, it is after 3, 3.", verdict, StringComparison.Ordinal);
        Assert.Contains("is not ahead of the lecture's in the test, with 1 of 2 seeds", verdict, StringComparison.Ordinal);
        Assert.Contains("after none, none", BeyondScene.Verdict(lecture, never, later), StringComparison.Ordinal);
    }

    private static Contender Contender(double[] losses, params double[] accuracies) =>
        new("", null!, [.. accuracies.Select(accuracy => new Contender.Run(losses, losses, [0, 0, accuracy]))]);

    private static Remedy Remedy(string name, params (double Loss, double Accuracy)[] tests) =>
        new(name, [.. tests.Select(test => new Remedy.Outcome(null!, Result(0, 1), Result(test.Loss, test.Accuracy)))]);

    private static Evaluation Result(double loss, double accuracy) => new(loss, new Dictionary<string, double> { ["accuracy"] = accuracy });

    private static async Task<string> Page(int scene)
    {
        using var folder = new TemporaryFolder();
        string page = folder["lecture.html"];
        Assert.Equal(0, Program.Main(["--scene", scene.ToString(CultureInfo.InvariantCulture), "--output", page]));
        return await File.ReadAllTextAsync(page);
    }

    private static string ThisFile([CallerFilePath] string file = "") => file;

    [GeneratedRegex("“([^”]*)”")]
    private static partial Regex Quotation();

    [GeneratedRegex(@"\d+(?:[.,]\d+)*")]
    private static partial Regex Number();

    [GeneratedRegex("""<strong class="label">([^<]*)</strong>""")]
    private static partial Regex Label();
}
