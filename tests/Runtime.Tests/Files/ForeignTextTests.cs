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

    /// <summary>Messages, terminals and reports hold to one rule; those of reports are in their own tests.</summary>
    [Theory]
    [InlineData("pâté, 猫, 😀, \U0001F469\u200D\U0001F680, \u0645\u06CC\u200C\u062E", true)]
    [InlineData("\u001b[2J", false)]
    [InlineData("a\nb", false)]
    [InlineData("\u009B2J", false)]
    [InlineData("\u202Etxt", false)]
    [InlineData("\u2067txt", false)]
    [InlineData("\u2028", false)]
    [InlineData("\uFFFE", false)]
    public void What_is_shown_does_nothing_but_be_seen(string text, bool isHarmless)
    {
        Assert.Equal(isHarmless, ForeignText.Show(text) == text);
        Assert.Equal(isHarmless, TerminalText.Printable(text) == text);
        Assert.DoesNotContain(TerminalText.Printable(text), character => char.IsControl(character) || character is '\u202E' or '\u2067' or '\u2028' or '\uFFFE');
    }

    [Fact]
    public void Halves_of_characters_are_not_shown()
    {
        Assert.Equal("a\\ud83db\\ude00", ForeignText.Show("a\uD83Db\uDE00"));
        Assert.Equal("a?b?", TerminalText.Printable("a\uD83Db\uDE00"));
    }

    [Fact]
    public void Long_text_is_cut()
    {
        Assert.Equal(new string('x', 80), ForeignText.Show(new string('x', 80)));
        Assert.Equal(new string('x', 80) + "... (1,000,000 characters)", ForeignText.Show(new string('x', 1_000_000)));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("loss", "loss")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("=1", "'=1")]
    [InlineData("+1,2", "\"'+1,2\"")]
    public void Names_are_fields_of_tables(string name, string field) => Assert.Equal(field, CsvText.Field(name, ","));

    [Fact]
    public void Long_lists_are_cut()
    {
        Assert.Equal("0, 1, 2, 3, 4, 5, 6, 7, 8, 9", ForeignText.List([.. Enumerable.Range(0, 10).Select(i => $"{i}")]));
        Assert.Equal("0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 1,990 more", ForeignText.List([.. Enumerable.Range(0, 2_000).Select(i => $"{i}")]));
    }
}
