using System.Linq;
using Xunit;

namespace NetGen.Runtime.Tests.Files;

public class ForeignTextTests
{
    [Theory]
    [InlineData("plain text, pâté, 猫, 😀", "plain text, pâté, 猫, 😀")]
    [InlineData("\u001b[2J", "\\u001b[2J")]
    [InlineData("a\r\nb\tc\0", "a\\u000d\\u000ab\\u0009c\\u0000")]
    [InlineData("\u202Etxt\u2066", "\\u202etxt\\u2066")]
    [InlineData("\u2028\u2029\u0085\uFEFF", "\\u2028\\u2029\\u0085\\ufeff")]
    [InlineData("\U000E0001", "\\udb40\\udc01")]
    public void What_would_steer_a_terminal_or_break_a_line_is_escaped(string text, string shown) => Assert.Equal(shown, ForeignText.Show(text));

    [Fact]
    public void Halves_of_characters_are_escaped() => Assert.Equal("a\\ud83db\\ude00", ForeignText.Show("a\uD83Db\uDE00"));

    [Fact]
    public void Long_text_is_cut()
    {
        Assert.Equal(new string('x', 80), ForeignText.Show(new string('x', 80)));
        Assert.Equal(new string('x', 80) + "... (1,000,000 characters)", ForeignText.Show(new string('x', 1_000_000)));
    }

    [Fact]
    public void Long_lists_are_cut()
    {
        Assert.Equal("0, 1, 2, 3, 4, 5, 6, 7, 8, 9", ForeignText.List([.. Enumerable.Range(0, 10).Select(i => $"{i}")]));
        Assert.Equal("0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 1,990 more", ForeignText.List([.. Enumerable.Range(0, 2_000).Select(i => $"{i}")]));
    }
}
