using System;
using System.Linq;
using System.Threading.Tasks;
using NetGen.Reporting.Tests;
using Xunit;

namespace NetGen.Browser.Tests;

public class ReportInBrowserTests
{
    private static readonly string Page = Run.Report().ToPage()
        .Note("Note", "A long word: " + new string('x', 300))
        .Code(new string('y', 300))
        .Table([.. Enumerable.Range(0, 40).Select(i => $"column {i}")], [[.. Enumerable.Repeat("0.123456", 40)]])
        .ToHtml();

    [Fact]
    public async Task A_report_loads_every_picture_and_nothing_from_elsewhere_without_an_error()
    {
        PageFindings findings = await Browser.Open(Page);
        Assert.Empty(findings.Messages);
        Assert.Empty(findings.Requests);
        Assert.Empty(findings.Broken);

        // The PNG picture, the prediction's image and the four filters.
        Assert.Equal(6, findings.Pictures);

        // The network, two curves, the matrix, the filters, six histograms, the prediction.
        Assert.Equal(12, findings.Drawings);
    }

    [Fact]
    public async Task A_report_fits_a_telephone() => Assert.Equal(0, (await Browser.Open(Page, width: 360)).Overflow);

    [Theory]
    [InlineData(390)]
    [InlineData(700)]
    [InlineData(1280)]
    public async Task Letters_of_charts_can_be_read(int width)
    {
        PageFindings findings = await Browser.Open(Page, width);
        Assert.True(findings.SmallestLetters >= 8.5, $"{findings.SmallestLetters} pixels");
    }

    [Fact]
    public async Task A_report_is_light_or_dark_as_its_reader_prefers()
    {
        Assert.Equal("rgb(255, 255, 255)", (await Browser.Open(Page)).Background);
        Assert.Equal("rgb(13, 17, 23)", (await Browser.Open(Page, dark: true)).Background);
    }

    [Fact]
    public async Task The_browser_sees_what_is_wrong_with_a_page()
    {
        PageFindings findings = await Browser.Open(
            """
            <!DOCTYPE html><html><head><meta charset="utf-8"></head><body style="width:3000px">
            <img src="data:image/png;base64,AAAA"><img src="missing.png"><script>console.error("wrong"); undefined.x;</script>
            <svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><image href="data:image/png;base64,AAAA" width="5" height="5"/></svg>
            </body></html>
            """);
        Assert.Contains(findings.Messages, message => message.Contains("wrong", StringComparison.Ordinal));
        Assert.Contains(findings.Messages, message => message.Contains("TypeError", StringComparison.Ordinal));
        Assert.EndsWith("missing.png", Assert.Single(findings.Requests), StringComparison.Ordinal);
        Assert.Equal(3, findings.Pictures);
        Assert.Equal(3, findings.Broken.Count);
        Assert.True(findings.Overflow > 0);
    }

    [Fact]
    public async Task A_report_refuses_what_would_be_loaded_from_elsewhere()
    {
        PageFindings findings = await Browser.Open(Page.Replace("</main>", "<img src=\"missing.png\"></main>", StringComparison.Ordinal));
        Assert.Contains(findings.Messages, message => message.Contains("Content Security Policy", StringComparison.Ordinal));
    }
}
