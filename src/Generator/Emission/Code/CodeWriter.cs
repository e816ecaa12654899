using System;
using System.IO;
using System.Text;

namespace NetGen.Generator.Emission.Code;

/// <summary>
/// Writes indented C# with "\n" line ends, and with the blank lines a careful person would leave: after a block that
/// something follows, before the heading of a method.
/// </summary>
internal sealed class CodeWriter
{
    private const int Unit = 4;

    private readonly StringBuilder _text = new();
    private int _depth;
    private string _last = "{";

    /// <summary>Writes one line, or several where the text has line ends; empty lines get no blanks.</summary>
    public void Line(string text = "")
    {
        if (text.IndexOf('\n') < 0)
        {
            LineOf(text);
            return;
        }

        foreach (string line in text.Split('\n'))
        {
            LineOf(line);
        }
    }

    /// <summary>Leaves a blank line, unless there is one or a block has just begun.</summary>
    public void Gap()
    {
        if (_last is not ("{" or "" or "}"))
        {
            Append("");
        }
    }

    /// <summary>Leaves a blank line, unless a heading stands above.</summary>
    public void GapUnlessHeaded()
    {
        if (!_last.StartsWith("//", StringComparison.Ordinal))
        {
            Gap();
        }
    }

    /// <summary>A comment that heads what follows.</summary>
    public void Heading(string text)
    {
        Gap();
        Line("// " + text);
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
        return new Scope(this, "}");
    }

    /// <summary>Opens a loop from 0, unless it would run only once.</summary>
    public Scope? Loop(string variable, int count) => count == 1 ? null : Block($"for (int {variable} = 0; {variable} < {count}; {variable}++)");

    /// <summary>Indents the lines that follow a header, without braces.</summary>
    public Scope Indent(string header)
    {
        Line(header);
        _depth++;
        return new Scope(this, "");
    }

    /// <summary>Writes what another writer holds, at this one's depth.</summary>
    public void Insert(CodeWriter other)
    {
        foreach (string line in other.ToString().TrimEnd('\n').Split('\n'))
        {
            Append(line.TrimEnd());
        }
    }

    /// <summary>Number of characters.</summary>
    public int Length => _text.Length;

    /// <summary>Reads what was written, without making one string of it: kernels are so long that such strings would burden the garbage collector of an editor.</summary>
    public TextReader Open() => new CodeReader(_text);

    public override string ToString() => _text.ToString();

    private void LineOf(string line)
    {
        if (_last == "}" && line.Length > 0 && line[0] != '}' && !line.StartsWith("else", StringComparison.Ordinal))
        {
            _text.Append('\n');
        }

        Append(line);
    }

    private void Append(string line)
    {
        if (line.Length > 0)
        {
            _text.Append(' ', _depth * Unit).Append(line);
        }

        _text.Append('\n');
        _last = line;
    }

    private void Close(string end)
    {
        _depth--;
        if (end.Length > 0)
        {
            Append(end);
        }
    }

    internal readonly struct Scope(CodeWriter writer, string end) : IDisposable
    {
        public void Dispose() => writer.Close(end);
    }
}
