using System.Linq;
using NetGen.Generator.Code;
using Xunit;

namespace NetGen.Generator.Tests.Writing;

public class LineBreaksTests
{
    [Theory]
    [InlineData("case 3: // Conv2D(64, 3x3, pad 1, no bias) + BatchNormalization + Add", "case 3:")]
    [InlineData("    Run(x); // What runs, of which there is a long text, in many words, until it ends", "    Run(x);")]
    [InlineData("{ // Blocks, layers, and whatever else has commas, in a line of its own", "{")]
    public void A_comment_behind_code_goes_above_it_where_the_line_is_too_long(string line, string code)
    {
        string indent = new(' ', line.Length - line.TrimStart().Length);

        string[] lines = [.. LineBreaks.Break(line, 40)];

        Assert.Equal(code, lines.Last());
        Assert.All(lines.SkipLast(1), comment => Assert.StartsWith(indent + "// ", comment));
        Assert.All(lines, part => Assert.InRange(part.Length, 1, 40));
        Assert.Equal(line.Split(' ', System.StringSplitOptions.RemoveEmptyEntries).Order(), lines.SelectMany(Words).Append("//").Order());
    }

    [Fact]
    public void A_text_that_looks_like_a_comment_is_none()
    {
        string[] lines = [.. LineBreaks.Break("Say(\"http: // is no comment, and what follows is of the text\");", 40)];

        Assert.StartsWith("Say(\"", lines[0]);
    }

    [Fact]
    public void A_comment_that_has_room_stays_behind_its_code() =>
        Assert.Equal(["case 3: // Conv2D(8, 3x3)"], LineBreaks.Break("case 3: // Conv2D(8, 3x3)", 40));

    /// <summary>The words of a line without the mark of a comment, which every line of one has.</summary>
    private static string[] Words(string line) => line.Split(' ', System.StringSplitOptions.RemoveEmptyEntries).Where(word => word != "//").ToArray();
}
