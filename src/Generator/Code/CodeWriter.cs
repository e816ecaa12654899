using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text;

namespace NetGen.Generator.Code;

/// <summary>
/// Writes indented C# with "\n" line ends, and with the blank lines a careful person would leave: after a block that
/// something follows, before the heading of a method.
/// </summary>
internal sealed class CodeWriter
{
    private const int Unit = 4;

    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _known = [];
    private readonly Queue<Action<CodeWriter>> _helpers = new();
    private LineBuffer? _line = new();
    private LineKind _last = LineKind.Opens;
    private int _depth;

    private enum LineKind
    {
        Empty,
        Opens,
        Closes,
        Comment,
        Other,
    }

    /// <summary>Writes one line, or several where the text has line ends; empty lines get no blanks.</summary>
    public void Line(string text = "")
    {
        LineBuffer line = RentLine();
        line.Append(text);
        Write(line, isBlockAware: true);
    }

    /// <inheritdoc cref="Line(string)"/>
    public void Line([InterpolatedStringHandlerArgument("")] LineText text) => Write(text.Buffer, isBlockAware: true);

    /// <summary>An empty buffer for a line. Another one, where the text of a line writes lines of its own.</summary>
    internal LineBuffer RentLine()
    {
        LineBuffer line = _line ?? new LineBuffer();
        _line = null;
        line.Clear();
        return line;
    }

    /// <summary>Leaves a blank line, unless there is one or a block has just begun.</summary>
    public void Gap()
    {
        if (_last is LineKind.Comment or LineKind.Other)
        {
            Append([], 0, 0);
        }
    }

    /// <summary>Leaves a blank line, unless a heading stands above.</summary>
    public void GapUnlessHeaded()
    {
        if (_last != LineKind.Comment)
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
        LineBuffer lines = RentLine();
        lines.Append(other.ToString().TrimEnd('\n'));
        Write(lines, isBlockAware: false);
    }

    /// <summary>Asks for a method that what is written calls; <see cref="Helpers"/> writes it once, however often it is asked for.</summary>
    public void Helper(string signature, Action<CodeWriter> write)
    {
        if (_known.Add(signature))
        {
            _helpers.Enqueue(write);
        }
    }

    /// <summary>Writes the methods that were asked for, and those that they ask for.</summary>
    public void Helpers()
    {
        while (_helpers.Count > 0)
        {
            _helpers.Dequeue()(this);
        }
    }

    /// <summary>Number of characters.</summary>
    public int Length => _text.Length;

    /// <summary>Reads what was written, without making one string of it: kernels are so long that such strings would burden the garbage collector of an editor.</summary>
    public TextReader Open() => new CodeReader(_text);

    public override string ToString() => _text.ToString();

    /// <summary>Writes the lines of a buffer and takes it back.</summary>
    /// <param name="lines">The buffer.</param>
    /// <param name="isBlockAware">Whether what follows a block gets a blank line before it.</param>
    private void Write(LineBuffer lines, bool isBlockAware)
    {
        char[] characters = lines.Characters;
        int start = 0;
        while (start <= lines.Length)
        {
            int end = Array.IndexOf(characters, '\n', start, lines.Length - start);
            end = end < 0 ? lines.Length : end;
            if (isBlockAware && _last == LineKind.Closes && end > start && characters[start] != '}' && !IsElse(characters, start, end))
            {
                _text.Append('\n');
            }

            Append(characters, start, end - start);
            start = end + 1;
        }

        _line = lines;
    }

    private static bool IsElse(char[] line, int start, int end) =>
        end - start >= 4 && line[start] == 'e' && line[start + 1] == 'l' && line[start + 2] == 's' && line[start + 3] == 'e';

    private void Append(char[] line, int start, int length)
    {
        if (length > 0)
        {
            _text.Append(' ', _depth * Unit).Append(line, start, length);
        }

        _text.Append('\n');
        _last = KindOf(line, start, length);
    }

    private static LineKind KindOf(char[] line, int start, int length) => length switch
    {
        0 => LineKind.Empty,
        1 when line[start] == '{' => LineKind.Opens,
        1 when line[start] == '}' => LineKind.Closes,
        >= 2 when line[start] == '/' && line[start + 1] == '/' => LineKind.Comment,
        _ => LineKind.Other,
    };

    private void Close(string end)
    {
        _depth--;
        if (end.Length > 0)
        {
            Append(end.ToCharArray(), 0, end.Length);
        }
    }

    internal readonly struct Scope(CodeWriter writer, string end) : IDisposable
    {
        public void Dispose() => writer.Close(end);
    }
}
