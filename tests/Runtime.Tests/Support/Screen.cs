using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace NetGen.Runtime.Tests.Support;

/// <summary>A terminal's screen: what passes its width goes on in the next line, and a carriage return leads back to the beginning of that line alone.</summary>
internal sealed class Screen(int width) : TextWriter
{
    private readonly List<string[]> _rows = [new string[width]];
    private int _column;
    private bool _inEscape;

    public override Encoding Encoding => Encoding.Unicode;

    /// <summary>The line that is written to, from 0.</summary>
    public int Row => _rows.Count - 1;

    /// <summary>What is seen, without the blanks at the ends.</summary>
    public IReadOnlyList<string> Lines => [.. _rows.Select(row => string.Concat(row.Select(cell => cell ?? " ")).TrimEnd())];

    public override void Write(char value)
    {
        if (_inEscape || value == '\e')
        {
            _inEscape = value != 'm';
        }
        else if (value == '\r')
        {
            _column = 0;
        }
        else if (value == '\n')
        {
            BeginLine();
        }
        else
        {
            Put(value);
        }
    }

    private void Put(char value)
    {
        // All that the tests write beyond Latin letters and lines takes two columns.
        int columns = value is >= '\u3000' and <= '\u9FFF' ? 2 : 1;
        if (_column + columns > width)
        {
            BeginLine();
        }

        for (int i = 0; i < columns && _column < width; i++)
        {
            _rows[^1][_column++] = i == 0 ? value.ToString() : "";
        }
    }

    private void BeginLine()
    {
        _rows.Add(new string[width]);
        _column = 0;
    }
}
