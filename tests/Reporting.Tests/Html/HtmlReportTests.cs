using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace NetGen.Reporting.Tests.Html;

public partial class HtmlReportTests
{
    private const string Evil = "<script>alert(\"1\")</script> & 'more'";
    private const string Escaped = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;";

    [Fact]
    public void Everything_given_comes_out_as_text()
    {
        string html = new HtmlReport(Evil) { Subtitle = Evil }
            .Section(Evil).Subsection(Evil).Paragraph(Evil).Note(Evil, Evil).List(Evil).Facts((Evil, Evil))
            .Table([Evil], [[Evil]], Evil).Code(Evil, Evil).Picture(Figure.FromPng(Png(), Evil, Evil))
            .Section(Evil).ToHtml();
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);

        // The title, twice, and the subtitle; three headings, again in the contents; 13 places in the page.
        Assert.Equal(3 + 6 + 13, html.Split(Escaped).Length - 1);
    }

    [Fact]
    public void Prose_knows_code_and_strong_and_nothing_else()
    {
        Assert.Equal("<p>use <code>a**b**&lt;c&gt;</code> and <strong>do &amp; mind</strong>.</p>", Paragraph("use `a**b**<c>` and **do & mind**."));
        Assert.Equal("<p>2 ** 3 ** 4, a ` b, `` and **** stay; _so_ does # this</p>", Paragraph("2 ** 3 ** 4, a ` b, `` and **** stay; _so_ does # this"));
        Assert.Equal("<p>**open and `open</p>", Paragraph("**open and `open"));
    }

    [Fact]
    public void What_is_no_character_of_a_page_is_replaced() =>
        Assert.Equal("<p>a\uFFFDb\uFFFDc\td &#128512;</p>", Paragraph("a\0b\ud800c\td \U0001F600"));

    [Fact]
    public void What_turns_the_direction_of_writing_is_replaced_and_what_joins_emoji_stays() =>
        Assert.Equal("<p>\uFFFDtxt\uFFFD\uFFFD\uFFFD &#128105;\u200D&#128640;</p>", Paragraph("\u202Etxt\u2066\u2028\uFFFE \U0001F469\u200D\U0001F680"));

    [Fact]
    public void Sections_make_a_table_of_contents_that_leads_to_them()
    {
        string html = new HtmlReport("t").Section("One").Subsection("One a").Subsection("One b").Section("Two").ToHtml();
        Assert.Contains(
            """<nav aria-label="Contents"><ul><li><a href="#s1">One</a><ul><li><a href="#s2">One a</a></li><li><a href="#s3">One b</a></li></ul></li><li><a href="#s4">Two</a></li></ul></nav>""",
            html, StringComparison.Ordinal);
        Assert.Contains("""<h2 id="s1">One</h2>""", html, StringComparison.Ordinal);
        Assert.Contains("""<h3 id="s3">One b</h3>""", html, StringComparison.Ordinal);
        Assert.EndsWith("<h2 id=\"s4\">Two</h2>\n</main>\n</body>\n</html>\n", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_that_ends_with_a_part_closes_its_list()
    {
        string html = new HtmlReport("t").Section("One").Section("Two").Subsection("Two a").ToHtml();
        Assert.Contains("""<li><a href="#s2">Two</a><ul><li><a href="#s3">Two a</a></li></ul></li></ul></nav>""", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_section_needs_no_contents() => Assert.DoesNotContain("<nav", new HtmlReport("t").Section("One").Subsection("a").ToHtml(), StringComparison.Ordinal);

    [Fact]
    public void Columns_of_numbers_are_aligned_at_the_right()
    {
        string html = new HtmlReport("t").Table(["name", "share", "count", "mixed"], [["a", "12.5%", "1,024", "3"], ["b", "–", "-1e-3", "x"]]).ToHtml();
        Assert.Contains("""<tr><th>name</th><th class="number">share</th><th class="number">count</th><th>mixed</th></tr>""", html, StringComparison.Ordinal);
        string text = html.Replace("&#8211;", "–", StringComparison.Ordinal);
        Assert.Contains("""<tr><td>b</td><td class="number">–</td><td class="number">-1e-3</td><td>x</td></tr>""", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Decimal_points_stand_beneath_each_other()
    {
        string html = new HtmlReport("t").Table(["a", "b", "c"], [["0.8129", "97%", "1e-3"], ["0.692", "97.5%", "0.25"], ["1,024", "-", "1"]]).ToHtml();
        Assert.Contains(
            """<tr><td class="number">0.8129</td><td class="number" style="padding-right:calc(.75rem + 1.5ch)">97%</td><td class="number">1e-3</td></tr>""",
            html,
            StringComparison.Ordinal);
        Assert.Contains("""<tr><td class="number" style="padding-right:calc(.75rem + 1ch)">0.692</td><td class="number">97.5%</td><td class="number">0.25</td></tr>""", html, StringComparison.Ordinal);
        Assert.Contains("""<tr><td class="number" style="padding-right:calc(.75rem + 4.5ch)">1,024</td>""", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_with_axes_is_drawn_for_narrow_room_too_and_others_are_scrolled_before_they_are_illegible()
    {
        string line = new HtmlReport("t").Picture(new LineChart([new Series("a", [1, 2], [1, 2])])).ToHtml();
        Assert.Contains("<div class=\"chart\"><div class=\"broad\"><svg", line, StringComparison.Ordinal);
        Assert.Contains("viewBox=\"0 0 640 380\"", line, StringComparison.Ordinal);
        Assert.Contains("viewBox=\"0 0 440 285\"", line, StringComparison.Ordinal);
        string matrix = new HtmlReport("t").Picture(ConfusionMatrixChart.Count([0], [1], ["a", "b"])).ToHtml();
        Assert.Contains("<div class=\"wide drawing\"><div style=\"min-width:480px\"><svg", matrix, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_share_no_ids()
    {
        LineChart chart = new([new Series("a", [1, 2], [1, 2])]);
        string html = new HtmlReport("t").Picture(chart).SideBySide(Figure.Of(chart), Figure.Of(chart, "again")).ToHtml();
        string[] ids = [.. Ids().Matches(html).Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(References().Matches(html), reference => Assert.Contains(reference.Groups[1].Value, ids));
    }

    [Fact]
    public void Preformatted_text_keeps_its_first_line_break() =>
        Assert.Contains("<pre>\n\n  a &lt; b\n</pre>", new HtmlReport("t").Code("\n  a < b\n").ToHtml(), StringComparison.Ordinal);

    [Fact]
    public void A_file_appears_complete_and_replaces_what_was_there()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["report.html"], "old");
        HtmlReport report = new HtmlReport("täst").Paragraph("ü");
        report.Save(folder["report.html"]);
        Assert.Equal(report.ToHtml(), File.ReadAllText(folder["report.html"]));
        Assert.Single(folder.Files);
    }

    [Fact]
    public void A_file_that_cannot_be_written_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<DirectoryNotFoundException>(() => new HtmlReport("t").Save(folder[Path.Combine("missing", "report.html")]));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_picture_that_is_no_PNG_is_refused() =>
        Assert.Equal("png", Assert.Throws<ArgumentException>(() => Figure.FromPng([1, 2, 3], "x")).ParamName);

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Equal("title", Assert.Throws<ArgumentException>(() => new HtmlReport(" ")).ParamName);
        Assert.Equal("heading", Assert.Throws<ArgumentException>(() => new HtmlReport("t").Section("")).ParamName);
        Assert.Contains("'a' is part of no section", Assert.Throws<InvalidOperationException>(() => new HtmlReport("t").Subsection("a")).Message, StringComparison.Ordinal);
        Assert.Equal("columns", Assert.Throws<ArgumentOutOfRangeException>(() => new HtmlReport("t").Table([], [])).ParamName);
        HtmlReport report = new("t");
        string before = report.ToHtml();
        ArgumentException exception = Assert.Throws<ArgumentException>(() => report.Table(["a", "b"], [["1", "2"], ["1"]]));
        Assert.StartsWith("Row 1 has 1 cells; there are 2 columns.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, report.ToHtml());
    }

    private static string Paragraph(string text) => ParagraphElement().Match(new HtmlReport("t").Paragraph(text).ToHtml()).Value;

    private static byte[] Png() => WeightHistogram.Of("w", [1, 2, 3]).ToPng(scale: 0.5f);

    [GeneratedRegex("<p>.*</p>")]
    private static partial Regex ParagraphElement();

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Ids();

    [GeneratedRegex("url\\(#([^)]+)\\)")]
    private static partial Regex References();
}
