using System;
using System.IO;
using System.Linq;
using static System.Buffers.Binary.BinaryPrimitives;

namespace NetGen;

/// <summary>The size and components of a JPEG image, and which of them have come.</summary>
internal sealed class JpegFrame
{
    private const int MaxTable = 3;
    private const int MaxCoefficient = 63;
    private const int MaxShift = 13;

    private readonly bool _progressive;
    private readonly Component[] _components;
    private readonly int _horizontal;
    private readonly int _vertical;

    /// <param name="segment">What follows the length of the frame's segment.</param>
    /// <param name="progressive">Whether scans refine one another.</param>
    public JpegFrame(ReadOnlySpan<byte> segment, bool progressive)
    {
        if (segment.Length < 6 || segment.Length != 6 + (3 * segment[5]) || segment[5] is not (1 or 3 or 4))
        {
            throw JpegStructure.Broken("its frame is malformed");
        }

        if (segment[0] != 8)
        {
            throw JpegStructure.Unread($"{segment[0]} bits per sample");
        }

        _progressive = progressive;
        Height = ReadUInt16BigEndian(segment[1..]);
        Width = ReadUInt16BigEndian(segment[3..]);
        if (Height == 0 || Width == 0)
        {
            throw JpegStructure.Broken($"it claims {Height}x{Width} pixels");
        }

        _components = new Component[segment[5]];
        for (int i = 0; i < _components.Length; i++)
        {
            ReadOnlySpan<byte> entry = segment[(6 + (3 * i))..];
            _components[i] = new Component(entry[0], entry[1] >> 4, entry[1] & 15, entry[2]);
        }

        _horizontal = _components.Max(component => component.Horizontal);
        _vertical = _components.Max(component => component.Vertical);
        if (!_components.All(Fits) || _components.DistinctBy(component => component.Id).Count() < _components.Length)
        {
            throw JpegStructure.Broken("its components are malformed");
        }
    }

    public int Height { get; }

    public int Width { get; }

    /// <summary>Whether every component has come.</summary>
    public bool IsWhole => _components.All(component => component.HasCome);

    /// <summary>Takes the head of a scan.</summary>
    /// <param name="segment">What follows the length of the scan's segment.</param>
    /// <param name="tables">The tables that have come.</param>
    /// <returns>What the data that follow must hold.</returns>
    public JpegScan BeginScan(ReadOnlySpan<byte> segment, JpegTables tables)
    {
        int count = segment.IsEmpty ? 0 : segment[0];
        if (count < 1 || count > _components.Length || segment.Length != 4 + (2 * count))
        {
            throw JpegStructure.Broken("a scan is malformed");
        }

        int start = segment[^3];
        int end = segment[^2];
        int high = segment[^1] >> 4;
        bool first = _progressive ? start == 0 && high == 0 : start == 0;
        bool sound = _progressive
            ? end <= MaxCoefficient && high <= MaxShift && (segment[^1] & 15) <= MaxShift && (start == 0 ? end == 0 : end >= start && count == 1)
            : start == 0 && segment[^1] == 0;
        long blocks = 0;
        for (int i = 0; i < count && sound; i++)
        {
            int id = segment[1 + (2 * i)];
            int coding = segment[2 + (2 * i)];
            Component? component = Array.Find(_components, candidate => candidate.Id == id);
            bool needsDirect = first;
            bool needsAlternating = !_progressive || start > 0;
            sound = component is not null
                && tables.HasQuantization(component.Quantization)
                && (!needsDirect || tables.HasDirect(coding >> 4)) && (coding >> 4) <= MaxTable
                && (!needsAlternating || tables.HasAlternating(coding & 15)) && (coding & 15) <= MaxTable
                && (first || component.HasCome);
            if (sound)
            {
                component!.HasCome = true;
                blocks += count == 1 ? Blocks(component) : Units * component.Horizontal * component.Vertical;
            }
        }

        if (!sound)
        {
            throw JpegStructure.Broken("a scan names components, tables or coefficients that are not there");
        }

        // A block takes at least a bit for each kind of coefficient, unless a run of empty ones covers it.
        long bits = _progressive ? (start == 0 ? blocks : 0) : 2 * blocks;
        long units = count == 1 ? blocks : Units;
        return new JpegScan(units, (bits + 7) / 8);
    }

    private long Units => (long)Ceiling(Width, 8 * _horizontal) * Ceiling(Height, 8 * _vertical);

    private long Blocks(Component component) =>
        (long)Ceiling(Ceiling(Width * component.Horizontal, _horizontal), 8) * Ceiling(Ceiling(Height * component.Vertical, _vertical), 8);

    private bool Fits(Component component) =>
        component.Horizontal is >= 1 and <= 4 && component.Vertical is >= 1 and <= 4 && component.Quantization <= MaxTable
        && _horizontal % component.Horizontal == 0 && _vertical % component.Vertical == 0;

    private static int Ceiling(int value, int divisor) => (value + divisor - 1) / divisor;

    private sealed class Component(int id, int horizontal, int vertical, int quantization)
    {
        public int Id { get; } = id;

        public int Horizontal { get; } = horizontal;

        public int Vertical { get; } = vertical;

        public int Quantization { get; } = quantization;

        /// <summary>Whether a scan has brought it, or its first coefficient where scans refine one another.</summary>
        public bool HasCome { get; set; }
    }
}
