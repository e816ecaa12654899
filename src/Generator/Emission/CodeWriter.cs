using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace NetGen.Generator.Emission;

/// <summary>Writes indented C# with "\n" line ends and invariant numbers.</summary>
internal sealed class CodeWriter
{
    private const string Unit = "    ";

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes one line, or several where the text has line ends; empty lines get no blanks.</summary>
    public void Line(string text = "")
    {
        foreach (string line in text.Split('\n'))
        {
            if (line.Length > 0)
            {
                for (int i = 0; i < _depth; i++)
                {
                    _text.Append(Unit);
                }

                _text.Append(line);
            }

            _text.Append('\n');
        }
    }

    public void Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Line(line);
        }
    }

    /// <summary>Opens a block below a header line; disposing the result closes it.</summary>
    public Scope Block(string header = "")
    {
        if (header.Length > 0)
        {
            Line(header);
        }

        Line("{");
        _depth++;
        return new Scope(this);
    }

    public override string ToString() => _text.ToString();

    private void Close()
    {
        _depth--;
        Line("}");
    }

    internal readonly struct Scope(CodeWriter writer) : IDisposable
    {
        public void Dispose() => writer.Close();
    }
}
