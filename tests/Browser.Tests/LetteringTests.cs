using System;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using NetGen.Reporting;
using NetGen.Reporting.Tests;
using Xunit;

namespace NetGen.Browser.Tests;

/// <summary>Charts are lettered with the system's fonts, which come with the browser: a machine without any draws them without letters.</summary>
public class LetteringTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Kinds => [.. EveryChart.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_svg_holds_its_letters_as_text(string kind) =>
        Assert.NotEmpty(XElement.Parse(EveryChart.Of(kind).ToSvg()).Descendants(XName.Get("text", "http://www.w3.org/2000/svg")));

    [Theory]
    [InlineData("Adam", "SGD")]
    [InlineData("exponential", "inverse time", "piecewise", "polynomial", "cosine with warm-up", "cosine with restarts")]
    public void The_legend_has_room_for_every_name(params string[] names)
    {
        string svg = new LineChart([.. names.Select(name => new Series(name, [0, 1], [0, 1]))]).ToSvg();
        Assert.All(names, name => Assert.Contains(name, svg, StringComparison.Ordinal));
    }

    [Fact]
    public void A_single_line_has_no_legend_over_it() =>
        Assert.DoesNotContain("training", Texts(new LineChart([new Series("training", [1, 2], [1, 2])]) { Title = "Loss" }));

    [Fact]
    public void The_label_of_a_marker_stands_beneath_the_title()
    {
        var chart = new LineChart([new Series("loss", [1, 2, 3], [1, 2, 1])]) { Title = "Learning-rate range test", Markers = [new Marker(2, "suggestion: 2.31e-3")] };
        XElement[] texts = [.. XElement.Parse(chart.ToSvg()).Descendants(Svg + "text")];
        double title = Bottom(texts, chart.Title);
        double label = Bottom(texts, "suggestion: 2.31e-3");
        Assert.InRange(label - title, 13, 60);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(40)]
    public void Long_names_of_classes_stay_different(int classes)
    {
        string[] names = [.. Enumerable.Range(0, classes).Select(i => $"a rather long name for a class {i}")];
        string[] cut = [.. Texts(new ConfusionMatrixChart(new long[classes, classes], names)).Where(text => text.StartsWith("a r", StringComparison.Ordinal))];
        Assert.Equal(2 * classes, cut.Length);
        Assert.All(Enumerable.Range(0, classes), i => Assert.Equal(2, cut.Count(text => text.EndsWith($" {i}", StringComparison.Ordinal) || text.EndsWith($"…{i}", StringComparison.Ordinal))));
    }

    [Fact]
    public void Large_values_have_units_at_the_axis() =>
        Assert.Contains("1 G", Texts(new LineChart([new Series("a", [1, 2, 3], [0, 1e9, 2e9])])));

    [Fact]
    public void Ticks_do_not_depend_on_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string[] expected = Texts(new LineChart([new Series("a", [1, 2, 3], [0, 0.5, 1000.5])]));
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(expected, Texts(new LineChart([new Series("a", [1, 2, 3], [0, 0.5, 1000.5])])));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string[] Texts(Chart chart) => [.. XElement.Parse(chart.ToSvg()).Descendants(Svg + "text").Select(text => text.Value.Trim())];

    /// <summary>Where the letters of a text stand, counted from the top. Each text is moved to its place by itself.</summary>
    private static double Bottom(XElement[] texts, string text)
    {
        string[] place = texts.First(element => element.Value.Trim() == text).Attribute("transform")!.Value.Split('(', ' ', ')');
        Assert.Equal("translate", place[0]);
        return double.Parse(place[2], CultureInfo.InvariantCulture);
    }
}
