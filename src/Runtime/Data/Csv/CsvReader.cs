using System;
using System.Collections.Generic;
using System.IO;

namespace NetGen;

/// <summary>
/// Reads CSV record by record as RFC 4180 has it: fields in quotes may hold delimiters, ends of lines and, doubled, quotes.
/// Lines may end in CR, LF or both; those that are empty or blank are passed over. Blanks around a field do not belong to it; those inside quotes do.
/// </summary>
/// <param name="text">The text; disposed with this.</param>
/// <param name="name">What it is to the user, for messages: a file's path.</param>
/// <param name="delimiter">What stands between fields.</param>
/// <param name="longestRecord">The most characters that a record may have.</param>
internal sealed class CsvReader(TextReader text, string name, char delimiter, int longestRecord = CsvReader.LongestRecord) : IDisposable
{
    private const int LongestRecord = 1 << 30;
    private const int EndOfText = -1;
    private const char ByteOrderMark = '\uFEFF';

    private readonly char[] _buffer = new char[16 * 1024];
    private readonly List<int> _ends = [];
    private char[] _record = new char[Math.Min(256, longestRecord)];
    private int _recordLength;
    private int _buffered;
    private int _position;
    private int _line = 1;
    private bool _hasBegun;

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
    /// <exception cref="InvalidDataException">The text breaks the rules of quotes, is no text, or the record is too long.</exception>
    public bool Read()
    {
        do
        {
            _recordLength = 0;
            _ends.Clear();
            Line = _line;
            int c = Next();
            if (c == EndOfText)
            {
                return false;
            }

            ReadFields(c);
        }
        while (IsBlankLine);

        return true;
    }

    public void Dispose() => text.Dispose();

    // One field with nothing in it: a record has a feature and a target at least.
    private bool IsBlankLine => _ends.Count == 1 && _recordLength == 0;

    private void ReadFields(int c)
    {
        while (true)
        {
            c = PastBlanks(c);
            c = c == '"' ? ReadQuoted() : ReadPlain(c);
            _ends.Add(_recordLength);
            if (c != delimiter)
            {
                return;
            }

            CheckLength(_ends.Count);
            c = Next();
        }
    }

    /// <summary>Reads the rest of a field without quotes and returns the character that ended it.</summary>
    private int ReadPlain(int c)
    {
        int start = _recordLength;
        while (!EndsField(c))
        {
            if (c == '"')
            {
                throw Error(_line, "has a quote in a field that does not begin with one: put the whole field in quotes and double those inside");
            }

            Append((char)c);
            c = Next();
        }

        while (_recordLength > start && char.IsWhiteSpace(_record[_recordLength - 1]))
        {
            _recordLength--;
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
                    c = PastBlanks(c);
                    return EndsField(c) ? c : throw Error(_line, "goes on after its closing quote");
                }
            }

            Append((char)c);
        }
    }

    private int PastBlanks(int c)
    {
        while (!EndsField(c) && char.IsWhiteSpace((char)c))
        {
            c = Next();
        }

        return c;
    }

    private bool EndsField(int c) => c == delimiter || c is '\r' or '\n' or EndOfText;

    private void Append(char c)
    {
        if (_recordLength == _record.Length)
        {
            CheckLength(_recordLength);
            Array.Resize(ref _record, (int)Math.Min(2L * _record.Length, longestRecord));
        }

        _record[_recordLength++] = c;
    }

    private void CheckLength(int length)
    {
        if (length >= longestRecord)
        {
            throw new InvalidDataException(
                $"{name}, line {Line} begins a record of more than {longestRecord} characters: are there ends of lines, and is every quote closed?");
        }
    }

    /// <summary>The next character; the two that end a line come as one.</summary>
    private int Next()
    {
        int c = Take();

        // Before what follows is looked at: it may be what cannot be decoded, and that is told with its line.
        _line += c is '\r' or '\n' ? 1 : 0;
        return c == '\r' && Peek() == '\n' ? Take() : c;
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
            Fill();
            if (!_hasBegun && _buffered > 0)
            {
                // Text that the caller decoded may still have its mark.
                _hasBegun = true;
                if (_buffer[0] == ByteOrderMark)
                {
                    _position = 1;
                    return Peek();
                }
            }
        }

        return _buffered == 0 ? EndOfText : _buffer[_position];
    }

    private void Fill()
    {
        try
        {
            _buffered = text.Read(_buffer);
            _position = 0;
        }
        catch (UndecodableTextException exception)
        {
            throw new InvalidDataException(
                $"{name}, line {_line + exception.LineEnds} cannot be decoded: {exception.Message}. Say in CsvOptions.Encoding what the file is written in.",
                exception);
        }
    }

    private InvalidDataException Error(int line, string problem) => new($"{name}, line {line}, column {FieldCount + 1} {problem}.");
}
