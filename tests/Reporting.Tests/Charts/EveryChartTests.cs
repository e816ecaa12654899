using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace NetGen.Reporting.Tests.Charts;

/// <summary>What holds for charts of every kind.</summary>
public class EveryChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Kinds => [.. EveryChart.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_png_has_the_charts_size_times_the_scale(string kind)
    {
        Chart chart = EveryChart.Of(kind);
        Assert.Equal((chart.Width * 2, chart.Height * 2), PngSize.Of(chart.ToPng()));
        Assert.Equal((chart.Width, chart.Height), PngSize.Of(chart.ToPng(scale: 1)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_svg_is_one_element_of_the_charts_size(string kind)
    {
        Chart chart = EveryChart.Of(kind);
        XElement svg = XElement.Parse(chart.ToSvg());
        Assert.Equal(Svg + "svg", svg.Name);
        Assert.Equal($"0 0 {chart.Width} {chart.Height}", svg.Attribute("viewBox")?.Value);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_svg_has_the_pages_colours_and_no_ground(string kind)
    {
        XElement svg = XElement.Parse(EveryChart.Of(kind).ToSvg());
        Assert.All(svg.Descendants(Svg + "text"), text => Assert.Equal("currentColor", text.Attribute("fill")?.Value));

        // An element without a fill would be black.
        Assert.All(
            svg.Descendants().Where(element => element.Name.LocalName is "rect" or "path" or "ellipse" && element.Parent!.Name != Svg + "clipPath"),
            element => Assert.NotNull(element.Attribute("fill")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Files_appear_complete_and_replace_what_was_there(string kind)
    {
        using var folder = new TemporaryFolder();
        Chart chart = EveryChart.Of(kind);
        File.WriteAllText(folder["chart.svg"], "old");
        chart.SaveSvg(folder["chart.svg"]);
        chart.SavePng(folder["chart.png"], scale: 1);
        Assert.Equal(Svg + "svg", XDocument.Load(folder["chart.svg"]).Root!.Name);
        Assert.Equal((chart.Width, chart.Height), PngSize.Of(File.ReadAllBytes(folder["chart.png"])));
        Assert.Equal(2, folder.Files.Length);
    }

    [Fact]
    public void A_title_is_text() =>
        Assert.Equal("<Lines> & more", XElement.Parse(EveryChart.Of("lines").ToSvg()).Attribute("aria-label")?.Value);

    [Theory]
    [InlineData(99)]
    [InlineData(10_001)]
    public void Sizes_are_from_100_to_10000_pixels(int side)
    {
        Assert.Equal("Width", Assert.Throws<ArgumentOutOfRangeException>(() => new LineChart([new Series("a", [1], [1])]) { Width = side }).ParamName);
        Assert.Equal("Height", Assert.Throws<ArgumentOutOfRangeException>(() => new LineChart([new Series("a", [1], [1])]) { Height = side }).ParamName);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(float.NaN)]
    public void Scales_are_from_a_tenth_to_8(float scale) => Assert.Throws<ArgumentOutOfRangeException>(() => EveryChart.Of("lines").ToPng(scale));
}
