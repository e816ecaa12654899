using System.Text;

namespace NetGen;

/// <summary>The characters of a progress bar: what is done and what is left are told apart without colours too.</summary>
/// <param name="Done">A cell that is done.</param>
/// <param name="Left">A cell that is not.</param>
/// <param name="Ellipsis">What stands for figures that have no room.</param>
internal sealed record BarCells(char Done, char Left, string Ellipsis)
{
    private static readonly BarCells Lines = new('━', '─', "…");
    private static readonly BarCells Ascii = new('=', '.', "...");

    /// <summary>Lines where the encoding has them, ASCII elsewhere.</summary>
    public static BarCells For(Encoding encoding) => TerminalText.CanWrite(encoding, "━─…") ? Lines : Ascii;
}
