using System.Text;

namespace NetGen;

/// <summary>What a summary's table is drawn with. Rules are: left end, line, crossing, right end.</summary>
/// <param name="Top">The rule above the headings.</param>
/// <param name="Head">The rule beneath them.</param>
/// <param name="Between">The rule between two layers.</param>
/// <param name="Bottom">The last rule.</param>
/// <param name="HeadSide">Between the headings.</param>
/// <param name="Side">Between the cells.</param>
/// <param name="Ellipsis">What stands for the middle of a name that has no room.</param>
internal sealed record SummaryBorders(string Top, string Head, string Between, string Bottom, char HeadSide, char Side, string Ellipsis)
{
    /// <summary>As Keras draws it.</summary>
    public static SummaryBorders Lines { get; } = new("┏━┳┓", "┡━╇┩", "├─┼┤", "└─┴┘", '┃', '│', "…");

    private static readonly SummaryBorders Ascii = new("+-++", "+-++", "+-++", "+-++", '|', '|', "...");

    /// <summary>Lines where the encoding has them, ASCII elsewhere.</summary>
    public static SummaryBorders For(Encoding encoding) => TerminalText.CanWrite(encoding, "┏━┳┓┡╇┩├─┼┤└┴┘┃│…") ? Lines : Ascii;
}
