using System;
using System.Text;

namespace NetGen.Import.Files;

/// <summary>Reads little-endian numbers one after the other, and never beyond its part of the file.</summary>
internal sealed class ByteCursor
{
    // Names that overlap could otherwise be as many as they are long.
    private const int LongestName = 4096;

    private readonly byte[] _bytes;
    private readonly int _start;
    private readonly int _end;
    private readonly string _what;
    private int _next;

    /// <param name="bytes">The file.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="what">What it is, for messages: "a header".</param>
    /// <exception cref="FormatException">The part does not lie within the file, or ends before what is read from it does.</exception>
    public ByteCursor(byte[] bytes, long start, long length, string what)
    {
        if (start < 0 || length < 0 || start > bytes.Length || length > bytes.Length - start)
        {
            throw new FormatException($"{what} lies outside the file");
        }

        _bytes = bytes;
        _start = _next = (int)start;
        _end = (int)(start + length);
        _what = what;
    }

    /// <summary>The place in the file that is read next.</summary>
    public int Position => _next;

    public int Remaining => _end - _next;

    /// <summary>The same place and part, to be read on its own.</summary>
    public ByteCursor Copy() => new(_bytes, _next, Remaining, _what);

    public int Byte() => _bytes[Advance(1)];

    public int UInt16()
    {
        int at = Advance(2);
        return _bytes[at] | (_bytes[at + 1] << 8);
    }

    public long UInt32() => Unsigned(4);

    /// <summary>A signed number of four bytes.</summary>
    public int Int32() => unchecked((int)Unsigned(4));

    /// <summary>An unsigned number, of which none from 2^63 on is a size or a place of anything; -1 is all bits set.</summary>
    public long Unsigned(int size)
    {
        int at = Advance(size);
        ulong value = 0;
        bool isFull = true;
        for (int i = size - 1; i >= 0; i--)
        {
            value = (value << 8) | _bytes[at + i];
            isFull &= _bytes[at + i] == 0xFF;
        }

        return isFull && size > 2 ? -1 : value <= long.MaxValue ? (long)value : throw new FormatException($"{_what} has a size of {value}");
    }

    public void Skip(long count) => Advance(count);

    /// <summary>Skips to a multiple of eight from the part's start.</summary>
    public void Align8() => Skip((8 - ((_next - _start) % 8)) % 8);

    /// <summary>The next bytes as a part of their own.</summary>
    public ByteCursor Take(long count, string? what = null)
    {
        int at = Advance(count);
        return new ByteCursor(_bytes, at, count, what ?? _what);
    }

    public byte[] Bytes(long count)
    {
        int at = Advance(count);
        var bytes = new byte[count];
        Buffer.BlockCopy(_bytes, at, bytes, 0, bytes.Length);
        return bytes;
    }

    /// <summary>Text of so many bytes, up to its first NUL.</summary>
    public string Text(long count)
    {
        int at = Advance(count);
        int end = Array.IndexOf(_bytes, (byte)0, at, (int)count);
        return Encoding.UTF8.GetString(_bytes, at, (end < 0 ? at + (int)count : end) - at);
    }

    /// <summary>Text up to a NUL, which must come soon.</summary>
    public string TerminatedText()
    {
        int end = Array.IndexOf(_bytes, (byte)0, _next, Math.Min(Remaining, LongestName));
        if (end < 0)
        {
            throw new FormatException($"{_what} has a name without an end");
        }

        string text = Encoding.UTF8.GetString(_bytes, _next, end - _next);
        _next = end + 1;
        return text;
    }

    /// <summary>A line of text, which must end soon.</summary>
    public string Line()
    {
        int end = Array.IndexOf(_bytes, (byte)'\n', _next, Math.Min(Remaining, LongestName));
        string text = end >= 0 ? Encoding.UTF8.GetString(_bytes, _next, end - _next) : throw new FormatException($"{_what} has a line without an end");
        _next = end + 1;
        return text;
    }

    /// <summary>Takes a signature.</summary>
    public void Expect(string signature)
    {
        int at = Advance(signature.Length);
        for (int i = 0; i < signature.Length; i++)
        {
            if (_bytes[at + i] != signature[i])
            {
                throw new FormatException($"{_what} does not begin with {signature}");
            }
        }
    }

    private int Advance(long count)
    {
        if (count < 0 || count > Remaining)
        {
            throw new FormatException($"{_what} ends too early");
        }

        int at = _next;
        _next += (int)count;
        return at;
    }
}
