using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
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
    private readonly List<(string Signature, int Position)> _methods = [];
    private readonly List<int> _headings = [];
    private readonly Stack<(string Name, int Start, int End, int Depth)> _locals = new();
    private readonly HashSet<string> _known;
    private readonly Queue<Action<CodeWriter>> _helpers;
    private LineBuffer? _line = new();
    private LineKind _last = LineKind.Opens;
    private readonly int _first;
    private int _depth;

    public CodeWriter()
        : this([], new(), 0)
    {
    }

    private CodeWriter(HashSet<string> known, Queue<Action<CodeWriter>> helpers, int depth) =>
        (_known, _helpers, _first, _depth) = (known, helpers, depth, depth);

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
        Write(line);
    }

    /// <inheritdoc cref="Line(string)"/>
    public void Line([InterpolatedStringHandlerArgument("")] LineText text) => Write(text.Buffer);

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
        if (_depth == _first)
        {
            if (_last == LineKind.Closes)
            {
                Append([], 0, 0);
            }

            _headings.Add(_text.Length);
        }

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

    /// <summary>Opens a block that keeps its names to itself, below a comment that says what it is about; none where it is alone and needs no bounds.</summary>
    public Scope? Part(string words, bool isAlone)
    {
        if (isAlone)
        {
            return null;
        }

        Line($"// {words}:");
        return Block();
    }

    /// <summary>Declares a local, unless nothing in the rest of the block names it.</summary>
    public void Local(string name, string declaration)
    {
        int position = _text.Length;
        Line(declaration);
        _locals.Push((name, position, _text.Length, _depth));
    }

    /// <summary>Opens a loop from 0, unless it would run only once.</summary>
    public Scope? Loop(string variable, int count) => count == 1 ? null : Block($"for (int {variable} = 0; {variable} < {count}; {variable}++)");

    /// <summary>Indents the lines that follow a header, without braces.</summary>
    public Scope Indent(string header)
    {
        Line(header);
        _last = LineKind.Opens;
        _depth++;
        return new Scope(this, "");
    }

    /// <summary>A writer of text that perhaps belongs here, at this depth; what it asks for, this one writes.</summary>
    public CodeWriter Aside() => new(_known, _helpers, _depth);

    /// <summary>Writes what another writer of this depth holds, behind a blank line.</summary>
    public void Append(CodeWriter other) => Append(other, '\0', static name => name);

    /// <inheritdoc cref="Append(CodeWriter)"/>
    /// <param name="other">The text.</param>
    /// <param name="mark">Stands in it before names that are not known yet.</param>
    /// <param name="nameOf">The name of what stands behind a mark.</param>
    public void Append(CodeWriter other, char mark, Func<string, string> nameOf)
    {
        if (_last is not (LineKind.Opens or LineKind.Empty))
        {
            Append([], 0, 0);
        }

        var name = new StringBuilder();
        using TextReader text = other.Open();
        for (int next = text.Read(); next >= 0; next = text.Read())
        {
            if (next != mark)
            {
                _text.Append((char)next);
                continue;
            }

            while (text.Peek() is >= 0 and int following && IsOfName((char)following))
            {
                name.Append((char)text.Read());
            }

            _text.Append(nameOf(name.ToString()));
            name.Clear();
        }

        _last = other._last;
    }

    /// <summary>Whether a character belongs to a name.</summary>
    public static bool IsOfName(char c) => char.IsLetterOrDigit(c) || c == '_';

    /// <summary>The methods that it holds, each told from all others of a class: the name, and the parameters' types.</summary>
    public IEnumerable<string> Methods => _methods.Select(method => method.Signature);

    /// <summary>Notes that a method follows.</summary>
    public void Declare(string signature) => _methods.Add((signature, _text.Length));

    /// <summary>The same text, a method with its heading each.</summary>
    public IEnumerable<CodeWriter> Cut()
    {
        char[] block = new char[4096];
        int start = 0;
        foreach (int end in _headings.Append(_text.Length))
        {
            (string Signature, int Position)[] methods = [.. _methods.Where(method => method.Position >= start && method.Position < end)];
            if (methods.Length == 0)
            {
                continue;
            }

            CodeWriter part = Aside();
            part._methods.AddRange(methods);
            part._last = LineKind.Closes;

            // The blank line that keeps it apart from what follows stays behind.
            int last = _text[end - 2] == '\n' ? end - 1 : end;
            for (int next = start; next < last; next += block.Length)
            {
                int length = Math.Min(block.Length, last - next);
                _text.CopyTo(next, block, 0, length);
                part._text.Append(block, 0, length);
            }

            start = end;
            yield return part;
        }
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
    private void Write(LineBuffer lines)
    {
        char[] characters = lines.Characters;
        int start = 0;
        while (start <= lines.Length)
        {
            int end = Array.IndexOf(characters, '\n', start, lines.Length - start);
            end = end < 0 ? lines.Length : end;
            if (_last == LineKind.Closes && end > start && characters[start] != '}' && !IsElse(characters, start, end))
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
        if ((_depth * Unit) + length > LineBreaks.Longest)
        {
            string text = new(line, start, length);
            foreach (string part in LineBreaks.Break(text, LineBreaks.Longest - (_depth * Unit)))
            {
                _text.Append(' ', _depth * Unit).Append(part).Append('\n');
            }

            _last = KindOf(line, start, length);
            return;
        }

        if (length > 0)
        {
            _text.Append(' ', _depth * Unit).Append(line, start, length);
        }

        _text.Append('\n');
        _last = KindOf(line, start, length);
    }

    /// <summary>Whether the text from a position on holds a name.</summary>
    private bool Names(string name, int position)
    {
        IEnumerable<string> lines = _text.ToString(position, _text.Length - position).Split('\n');
        return lines.Where(line => !line.TrimStart(' ').StartsWith("//", StringComparison.Ordinal)).Any(line =>
        {
            int found = line.IndexOf(name, StringComparison.Ordinal);
            while (found >= 0 && ((found > 0 && IsOfName(line[found - 1])) || (found + name.Length < line.Length && IsOfName(line[found + name.Length]))))
            {
                found = line.IndexOf(name, found + 1, StringComparison.Ordinal);
            }

            return found >= 0;
        });
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
        while (_locals.Count > 0 && _locals.Peek().Depth == _depth)
        {
            (string name, int start, int behind, _) = _locals.Pop();
            if (!Names(name, behind))
            {
                // At the beginning of a block a blank line behind it goes too.
                bool isFirst = start >= 2 && _text[start - 2] == '{' && _text.Length > behind && _text[behind] == '\n';
                _text.Remove(start, behind - start + (isFirst ? 1 : 0));
            }
        }

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
