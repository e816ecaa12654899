using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NetGen.Runtime.Tests.Metrics;

public class ConfusionTableTests
{
    [Fact]
    public void Names_stand_beside_and_above_and_recall_behind()
    {
        ConfusionMatrix matrix = Filled(["cat", "dog", "hippopotamus"], (0, 0, 12), (0, 2, 3), (1, 1, 4));
        Assert.Equal(
            """
            true \ as             cat          dog hippopotamus recall
            cat                    12            .            3  80.0%
            dog                     .            4            . 100.0%
            hippopotamus            .            .            .      -

            """.ReplaceLineEndings("\n"),
            matrix.ToString());
    }

    [Fact]
    public void Ten_classes_fit_a_terminal_and_their_headings_are_beginnings()
    {
        string[] lines = Filled(["T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Boot"], (0, 0, 999)).ToString().Split('\n');
        Assert.Equal("true \\ as T-shi Trous Pullo Dress  Coat Sanda Shirt Sneak   Bag  Boot recall", lines[0]);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void Names_that_begin_alike_stay_different()
    {
        string[] names = [.. Enumerable.Range(0, 20).Select(i => $"a rather long class name {i}")];
        string[] lines = Filled(names, (0, 0, 1)).ToString().Split('\n');
        Assert.Equal(20, lines[0][16..^7].Chunk(4).Select(heading => new string(heading)).Distinct().Count());
        Assert.Equal(20, lines[1..21].Select(line => line[..16]).Distinct().Count());
    }

    [Fact]
    public void Columns_stand_beneath_each_other_whatever_the_letters()
    {
        string[] lines = Filled(["猫", "dog", "a\e[2J"], (0, 0, 100_000), (1, 0, 1)).ToString().TrimEnd('\n').Split('\n');
        Assert.All(lines, line => Assert.Equal(TerminalText.Columns(lines[0]), TerminalText.Columns(line)));
        Assert.DoesNotContain(lines, line => line.Contains('\e', StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_copy_has_the_names_too() => Assert.Equal(["a", "b"], ((ConfusionMatrix)new ConfusionMatrix(["a", "b"]).CreateEmpty()).ClassNames);

    [Fact]
    public void A_class_without_a_name_has_its_number() => Assert.Equal(["0", "1", "2"], new ConfusionMatrix(3).ClassNames);

    [Fact]
    public void Two_names_are_needed()
    {
        Assert.Throws<ArgumentException>("classNames", () => new ConfusionMatrix(["a"]));
        Assert.Throws<ArgumentException>("classNames", () => new ConfusionMatrix(["a", null!]));
        Assert.Throws<ArgumentNullException>("classNames", () => new ConfusionMatrix((IReadOnlyList<string>)null!));
    }

    private static ConfusionMatrix Filled(string[] names, params (int Actual, int Predicted, int Count)[] counts)
    {
        var matrix = new ConfusionMatrix(names);
        foreach ((int actual, int predicted, int count) in counts)
        {
            var output = new float[names.Length];
            output[predicted] = 1;
            for (int i = 0; i < count; i++)
            {
                matrix.Add(output, [actual]);
            }
        }

        return matrix;
    }
}
