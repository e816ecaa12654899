using System;
using System.IO;
using System.Linq;
using System.Text;

namespace NetGen;

/// <summary>
/// The text of a stream, whose encoding a byte order mark decides or, where there is none, the caller. Unlike <see cref="StreamReader"/>,
/// which makes U+FFFD of whatever it cannot decode, and thereby one word of two, it fails.
/// </summary>
internal sealed class StrictTextReader(Stream stream, Encoding encoding) : TextReader
{
    // UTF-32 before UTF-16, whose mark is the beginning of its mark.
    private static readonly Encoding[] Marked =
    [
        new UTF32Encoding(bigEndian: false, byteOrderMark: true),
        new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        Encoding.UTF8,
        Encoding.Unicode,
        Encoding.BigEndianUnicode,
    ];

    private readonly byte[] _bytes = new byte[16 * 1024];
    private Encoding _encoding = encoding;
    private Decoder? _decoder;
    private int _start;
    private int _end;
    private bool _ended;
    private char _last;

    /// <exception cref="UndecodableTextException">The bytes are no text in the encoding.</exception>
    public override int Read(Span<char> buffer)
    {
        _decoder ??= Begin();
        while (true)
        {
            if (_start == _end && !_ended)
            {
                _start = 0;
                _end = stream.Read(_bytes);
                _ended = _end == 0;
            }

            ReadOnlySpan<byte> bytes = _bytes.AsSpan(_start, _end - _start);
            try
            {
                _decoder.Convert(bytes, buffer, flush: _ended, out int used, out int written, out bool isAll);
                _start += used;
                if (written > 0 || (_ended && isAll))
                {
                    _last = written > 0 ? buffer[written - 1] : _last;
                    return written;
                }
            }
            catch (DecoderFallbackException exception)
            {
                int good = Math.Clamp(exception.Index, 0, bytes.Length);
                string undecodable = string.Join(" ", (exception.BytesUnknown ?? []).Select(value => $"0x{value:X2}"));
                throw new UndecodableTextException(LineEnds(bytes[..good]), $"{undecodable} is no {_encoding.WebName}", exception);
            }
        }
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }

    private Decoder Begin()
    {
        const int LongestMark = 4;
        _end = stream.ReadAtLeast(_bytes.AsSpan(0, LongestMark), LongestMark, throwOnEndOfStream: false);
        foreach (Encoding marked in Marked)
        {
            if (_bytes.AsSpan(0, _end).StartsWith(marked.Preamble))
            {
                _encoding = marked;
                _start = marked.Preamble.Length;
                break;
            }
        }

        Decoder decoder = _encoding.GetDecoder();
        decoder.Fallback = DecoderFallback.ExceptionFallback;
        return decoder;
    }

    /// <summary>Ends of lines in bytes that can be decoded, but for the rest of a character in front and for the second half of an end whose first was handed out before.</summary>
    private int LineEnds(ReadOnlySpan<byte> bytes)
    {
        string text = _encoding.GetString(bytes);
        return text.Where((c, place) => c == '\r' || (c == '\n' && (place > 0 ? text[place - 1] : _last) != '\r')).Count();
    }
}
