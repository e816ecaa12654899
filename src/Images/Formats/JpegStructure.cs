using System;
using System.IO;
using static System.Buffers.Binary.BinaryPrimitives;

namespace NetGen;

/// <summary>
/// Walks a JPEG file from its first segment to its end marker. What it lets through has every segment inside the file, every
/// component in a scan whose tables are there, restart markers where they are due, and no more pixels than its data can hold.
/// </summary>
internal sealed class JpegStructure
{
    // Files have some ten; each may make the decoder pass over the whole picture.
    private const int MaxScans = 100;

    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    private readonly JpegTables _tables = new();
    private JpegFrame? _frame;
    private bool _hasExif;
    private int _interval;
    private int _scans;

    private JpegStructure()
    {
    }

    public int Height => _frame!.Height;

    public int Width => _frame!.Width;

    /// <summary>How the camera was held.</summary>
    public int Orientation { get; private set; } = ExifOrientation.Upright;

    /// <summary>Just behind the end marker; what follows in the file is no part of the image.</summary>
    public int End { get; private set; }

    /// <exception cref="InvalidDataException">The file is cut off, broken, or of a kind that is not read.</exception>
    public static JpegStructure Read(ReadOnlySpan<byte> file)
    {
        var structure = new JpegStructure();
        int at = 2;
        while (true)
        {
            byte marker = NextMarker(file, ref at, structure._frame is null);
            if (marker == EndOfImage)
            {
                break;
            }

            ReadOnlySpan<byte> segment = Segment(file, ref at);
            if (marker == StartOfScan)
            {
                structure.TakeScan(file, segment, ref at);
            }
            else
            {
                structure.Take(marker, segment);
            }
        }

        structure.End = at;
        return structure._frame is { IsWhole: true } ? structure : throw Broken("parts of it are missing");
    }

    public static InvalidDataException Broken(string what) => new($"The JPEG image is broken: {what}.");

    public static InvalidDataException Unread(string what) => new($"JPEG images with {what} are not read.");

    private static InvalidDataException CutOff() => new("The JPEG image is cut off: its end marker is missing.");

    /// <summary>The next marker; before the frame, bytes between segments are passed over, as other readers do.</summary>
    private static byte NextMarker(ReadOnlySpan<byte> file, ref int at, bool lenient)
    {
        int begin = file[at..].IndexOf((byte)0xFF);
        if (begin < 0)
        {
            throw CutOff();
        }

        if (begin > 0 && !lenient)
        {
            throw Broken("there is something between its segments");
        }

        at += begin;
        int fill = file[at..].IndexOfAnyExcept((byte)0xFF);
        if (fill < 0)
        {
            throw CutOff();
        }

        at += fill + 1;
        return file[at - 1];
    }

    private static ReadOnlySpan<byte> Segment(ReadOnlySpan<byte> file, ref int at)
    {
        int length = file.Length - at < 2 ? throw CutOff() : ReadUInt16BigEndian(file[at..]);
        if (length < 2)
        {
            throw Broken("a segment is malformed");
        }

        if (length > file.Length - at)
        {
            throw new InvalidDataException("The JPEG image is cut off: a segment passes the end of the file.");
        }

        at += length;
        return file[(at - length + 2)..at];
    }

    private void Take(byte marker, ReadOnlySpan<byte> segment)
    {
        switch (marker)
        {
            case 0xC0 or 0xC1 or 0xC2:
                _frame = _frame is null ? new JpegFrame(segment, progressive: marker == 0xC2) : throw Broken("it has two frames");
                break;
            case 0xC4:
                _tables.TakeHuffman(segment);
                break;
            case 0xDB:
                _tables.TakeQuantization(segment);
                break;
            case 0xDD:
                _interval = segment.Length == 2 ? ReadUInt16BigEndian(segment) : throw Broken("its restart interval is malformed");
                break;
            case 0xDC when _frame is not null && segment.Length == 2 && ReadUInt16BigEndian(segment) == Height:
                break;
            case 0xE1 when !_hasExif && segment.StartsWith("Exif\0\0"u8):
                _hasExif = true;
                Orientation = ExifOrientation.Read(segment[6..]);
                break;
            case (>= 0xE0 and <= 0xEF) or 0xFE:
                break;
            case 0xC3 or (>= 0xC5 and <= 0xC7) or (>= 0xC9 and <= 0xCB) or (>= 0xCD and <= 0xCF):
                throw Unread("lossless, hierarchical or arithmetic coding");
            default:
                throw Broken($"it has a marker FF{marker:X2} where none belongs");
        }
    }

    private void TakeScan(ReadOnlySpan<byte> file, ReadOnlySpan<byte> head, ref int at)
    {
        JpegScan scan = _frame?.BeginScan(head, _tables) ?? throw Broken("a scan comes before the frame");
        if (++_scans > MaxScans)
        {
            throw Unread($"more than {MaxScans} scans");
        }

        int begin = at;
        long restarts = 0;
        int part = at;
        bool empty = false;
        while (true)
        {
            int next = file[at..].IndexOf((byte)0xFF);
            int code = next < 0 ? -1 : file[(at + next)..].IndexOfAnyExcept((byte)0xFF);
            if (code < 0)
            {
                throw CutOff();
            }

            byte marker = file[at + next + code];
            if (marker is not (0 or (>= 0xD0 and <= 0xD7)))
            {
                // The marker itself is read by the walk.
                at += next;
                break;
            }

            at += next + code + 1;
            if (marker != 0)
            {
                restarts++;
                empty |= at - code - 1 == part;
                part = at;
            }
        }

        long due = _interval == 0 ? 0 : ((scan.Units + _interval - 1) / _interval) - 1;
        bool trailing = restarts == due + 1 && part == at;
        if (empty || (restarts == due ? restarts > 0 && part == at : !trailing))
        {
            throw Broken($"a scan has {restarts} restart markers where {due} are due");
        }

        if (at - begin < scan.MinBytes)
        {
            throw new InvalidDataException($"The JPEG image is cut off: a scan of {at - begin} bytes cannot hold its {Height}x{Width} pixels.");
        }
    }
}
