using System.Globalization;
using System.Runtime.CompilerServices;

namespace NetGen.Generator.Code;

/// <summary>
/// An interpolated line on its way to a writer: its parts go straight into the writer's buffer. A network has some ten thousand
/// lines; a string for each was a fifth of all that emission allocated.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct LineText
{
    /// <param name="literalLength">Characters of the constant parts.</param>
    /// <param name="formattedCount">Number of the other parts.</param>
    /// <param name="writer">The writer that the line is for.</param>
    public LineText(int literalLength, int formattedCount, CodeWriter writer) => Buffer = writer.RentLine();

    /// <summary>What the line holds so far.</summary>
    public LineBuffer Buffer { get; }

    public void AppendLiteral(string text) => Buffer.Append(text);

    public void AppendFormatted(string? text) => Buffer.Append(text ?? "");

    public void AppendFormatted(long value) => Buffer.Append(value.ToString(CultureInfo.InvariantCulture));
}
