using System;
using System.Collections.Generic;
using System.IO;

namespace NetGen;

/// <summary>
/// Reads CSV record by record as RFC 4180 has it: fields in quotes may hold delimiters, ends of lines and, doubled, quotes.
/// Lines may end in CR, LF or both; empty lines are passed over.
/// </summary>
internal sealed class CsvReader(TextReader text, string name, char delimiter) : IDisposable
{
    private const int EndOfText = -1;

    private readonly char[] _buffer = new char[16 * 1024];
    private readonly List<int> _ends = [];
    private char[] _record = new char[256];
    private int _recordLength;
    private int _buffered;
    private int _position;
    private int _line = 1;

    /// <summary>What the text is to the user, for messages: a file's path.</summary>
    public string Name => name;

    /// <summary>The line, from 1, in which the record begins.</summary>
    public int Line { get; private set; }

    /// <summary>Number of fields of the record.</summary>
    public int FieldCount => _ends.Count;

    /// <summary>A field of the record, without its quotes; valid until the next record is read.</summary>
    public ReadOnlySpan<char> Field(int index)
    {
        int start = index == 0 ? 0 : _ends[index - 1];
        return _record.AsSpan(start, _ends[index] - start);
    }

    /// <summary>Reads a record; false where there is none left.</summary>
    /// <exception cref="InvalidDataException">The text breaks the rules of quotes.</exception>
    public bool Read()
    {
        _recordLength = 0;
        _ends.Clear();
        int c;
        do
        {
            Line = _line;
            c = Next();
        }
        while (c is '\r' or '\n');

        if (c == EndOfText)
        {
            return false;
        }

        while (true)
        {
            c = c == '"' ? ReadQuoted() : ReadPlain(c);
            _ends.Add(_recordLength);
            if (c != delimiter)
            {
                return true;
            }

            c = Next();
        }
    }

    public void Dispose() => text.Dispose();

    /// <summary>Reads the rest of a field without quotes and returns the character that ended it.</summary>
    private int ReadPlain(int c)
    {
        while (!EndsField(c))
        {
            if (c == '"')
            {
                throw Error(_line, "has a quote in a field that does not begin with one: put the whole field in quotes and double those inside");
            }

            Append((char)c);
            c = Next();
        }

        return c;
    }

    /// <summary>Reads the rest of a field in quotes and returns the character that ended it.</summary>
    private int ReadQuoted()
    {
        int begin = _line;
        while (true)
        {
            int c = Next();
            if (c == EndOfText)
            {
                throw Error(begin, "begins with a quote that is never closed");
            }

            if (c == '"')
            {
                c = Next();
                if (c != '"')
                {
                    return EndsField(c) ? c : throw Error(_line, "goes on after its closing quote");
                }
            }

            Append((char)c);
        }
    }

    private bool EndsField(int c) => c == delimiter || c is '\r' or '\n' or EndOfText;

    private void Append(char c)
    {
        if (_recordLength == _record.Length)
        {
            Array.Resize(ref _record, _record.Length * 2);
        }

        _record[_recordLength++] = c;
    }

    /// <summary>The next character; the two that end a line come as one.</summary>
    private int Next()
    {
        int c = Take();
        if (c == '\r' && Peek() == '\n')
        {
            c = Take();
        }

        _line += c is '\r' or '\n' ? 1 : 0;
        return c;
    }

    private int Take()
    {
        int c = Peek();
        _position++;
        return c;
    }

    private int Peek()
    {
        if (_position >= _buffered)
        {
            _buffered = text.Read(_buffer);
            _position = 0;
        }

        return _buffered == 0 ? EndOfText : _buffer[_position];
    }

    private InvalidDataException Error(int line, string problem) => new($"{name}, line {line}, column {FieldCount + 1} {problem}.");
}
