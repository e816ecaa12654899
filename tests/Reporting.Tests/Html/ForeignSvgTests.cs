using System;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace NetGen.Reporting.Tests.Html;

public class ForeignSvgTests
{
    private const string Svg = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>";

    public static TheoryData<string> Hostile => [.. HostileSvg.All.Keys];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void What_does_more_than_draw_is_refused(string kind)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Figure.FromSvg(HostileSvg.All[kind]));
        Assert.Equal("svg", exception.ParamName);
        Assert.InRange(exception.Message.Length, 20, 500);
    }

    [Theory]
    [InlineData("no svg")]
    [InlineData("")]
    [InlineData("<svg/>")]
    [InlineData("<SVG xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("<g xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/><svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><g></svg>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><Rect/></svg>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><rect Width='1'/></svg>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><rect xmlns=''/></svg>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><title><rect/></title></svg>")]
    public void What_is_no_SVG_is_refused(string text) => Assert.Equal("svg", Assert.Throws<ArgumentException>(() => Figure.FromSvg(text)).ParamName);

    [Fact]
    public void A_refusal_names_what_came()
    {
        Assert.Contains("no <iframe> in an SVG picture", Message("<iframe/>"), StringComparison.Ordinal);
        Assert.Contains("href=\"http://elsewhere.example/a.png\" has no place in <image>", Message("<image href='http://elsewhere.example/a.png'/>"), StringComparison.Ordinal);
        Assert.Contains("CDATA", Message("<desc><![CDATA[a]]></desc>"), StringComparison.Ordinal);
        Assert.Contains("Comment", Message("<!-- a -->"), StringComparison.Ordinal);
        Assert.Contains("ProcessingInstruction", Message("<?a b?>"), StringComparison.Ordinal);
        Assert.Contains("100 elements within each other", Message(string.Concat(Enumerable.Repeat("<g>", 200)) + string.Concat(Enumerable.Repeat("</g>", 200))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_quotes_little_and_nothing_that_drives_a_terminal()
    {
        string message = Message($"<rect fill='{new string('x', 100_000)}&#x9b;31m('/>");
        Assert.InRange(message.Length, 50, 300);
        Assert.DoesNotContain(message, char.IsControl);
    }

    [Theory]
    [InlineData("<rect width='1' height='1' fill='url(#a)' stroke='rgb(1, 2, 3)' transform='translate(1,2) rotate (45)'/>")]
    [InlineData("<rect style='fill: url(#a); stroke:var(--line) ; font-family:\"DejaVu Sans\", sans-serif'/>")]
    [InlineData("<use href='#a'/>")]
    [InlineData("<image width='1' height='1' href='data:image/png;base64,AAAA'/>")]
    [InlineData("<title>a &lt;b&gt; c</title>")]
    [InlineData("<text x='1' y='2' xml:space='preserve'>a <tspan font-weight='bold'>b</tspan></text>")]
    [InlineData("<path d='M0 0 L1 1z' role='img' aria-label='javascript: (is a language)'/>")]
    public void What_draws_is_taken_as_it_is(string content)
    {
        string page = Page($"{Svg}{content}</svg>");
        XElement expected = XElement.Parse($"<svg xmlns='http://www.w3.org/2000/svg'>{content}</svg>");
        Assert.Equal(expected.ToString(SaveOptions.DisableFormatting), Picture(page));
    }

    [Fact]
    public void Prefixes_and_xlink_are_written_as_HTML_reads_them() =>
        Assert.Equal(
            """<svg xmlns="http://www.w3.org/2000/svg"><g><use href="#a" /></g></svg>""",
            Picture(Page("<?xml version='1.0'?>\n<s:svg xmlns:s='http://www.w3.org/2000/svg' xmlns:l='http://www.w3.org/1999/xlink'><s:g><s:use l:href='#a'/></s:g></s:svg>")));

    [Fact]
    public void References_follow_their_ids()
    {
        string picture = Picture(Page($"{Svg}<rect id='a'/><rect id='ab'/><use href='#a'/><rect fill='url(#ab)' style='stroke:url(#a);mask:url(#c)'/></svg>"));
        Assert.Contains("""<rect id="p1-a" /><rect id="p1-ab" /><use href="#p1-a" /><rect fill="url(#p1-ab)" style="stroke:url(#p1-a);mask:url(#c)" />""", picture, StringComparison.Ordinal);
    }

    private static string Message(string content) => Assert.Throws<ArgumentException>(() => Figure.FromSvg($"{Svg}{content}</svg>")).Message;

    private static string Page(string svg) => new HtmlReport("t").Picture(Figure.FromSvg(svg)).ToHtml();

    private static string Picture(string page)
    {
        int begin = page.IndexOf("<svg", StringComparison.Ordinal);
        return page[begin..(page.IndexOf("</svg>", begin, StringComparison.Ordinal) + "</svg>".Length)];
    }
}
