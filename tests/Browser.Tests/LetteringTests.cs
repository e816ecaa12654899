using System;
using System.Linq;
using System.Xml.Linq;
using NetGen.Reporting;
using NetGen.Reporting.Tests;
using Xunit;

namespace NetGen.Browser.Tests;

/// <summary>Charts are lettered with the system's fonts, which come with the browser: a machine without any draws them without letters.</summary>
public class LetteringTests
{
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
}
