using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using NetGen.Reporting.Tests;
using Xunit;

namespace NetGen.Browser.Tests;

/// <summary>The scenes of samples/Lecture that take no training, as a reader sees them.</summary>
public class LecturePageTests
{
    [Theory]
    [InlineData(1, 4, "120,000")]
    [InlineData(2, 4, "14   -4   -7    3")]
    [InlineData(3, 3, "16.25")]
    [InlineData(4, 0, "100  101  102  110")]
    [InlineData(8, 0, "9.283329")]
    public async Task A_scene_opens_without_an_error_and_shows_what_it_computed(int scene, int pictures, string result)
    {
        using var folder = new TemporaryFolder();
        string page = folder["lecture.html"];
        Assert.Equal(0, Samples.Lecture.Program.Main(["--scene", scene.ToString(CultureInfo.InvariantCulture), "--output", page]));
        string html = await File.ReadAllTextAsync(page);
        PageFindings findings = await Browser.Open(html, width: 360);
        Assert.Empty(findings.Messages);
        Assert.Empty(findings.Requests);
        Assert.Empty(findings.Broken);
        Assert.Equal(pictures, findings.Pictures);
        Assert.Equal(0, findings.Overflow);
        Assert.Contains(result, html, System.StringComparison.Ordinal);
    }
}
