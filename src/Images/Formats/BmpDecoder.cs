using System;
using System.IO;
using System.Numerics;
using static System.Buffers.Binary.BinaryPrimitives;

namespace NetGen;

/// <summary>Decodes BMP of 1, 4, 8, 16, 24 and 32 bits without compression, and of 16 and 32 bits with bit fields; transparency is dropped.</summary>
internal static class BmpDecoder
{
    private const int FileHeader = 14;
    private const int CoreHeader = 12;
    private const int InfoHeader = 40;
    private const int MasksAt = 54;
    private const int Uncompressed = 0;
    private const int BitFields = 3;
    private const int BitFieldsWithAlpha = 6;

    public static RasterImage Decode(byte[] file, ImageColor color, int maxPixels)
    {
        Header header = Read(file);
        ImageFormat.CheckSize(header.Height, header.Width, color, maxPixels);
        if (header.Needed > file.Length)
        {
            throw new InvalidDataException($"The BMP image is cut off: it has {file.Length} bytes of {header.Needed}.");
        }

        int channels = (int)color;
        var pixels = new byte[header.Height * header.Width * channels];
        for (int y = 0; y < header.Height; y++)
        {
            int line = header.TopDown ? y : (int)header.Height - 1 - y;
            ReadOnlySpan<byte> row = file.AsSpan((int)(header.Offset + (line * header.Stride)), (int)header.Stride);
            Span<byte> target = pixels.AsSpan(y * (int)header.Width * channels, (int)header.Width * channels);
            for (int x = 0; x < header.Width; x++)
            {
                (byte red, byte green, byte blue) = Colour(header, file, row, x);
                if (color == ImageColor.Grayscale)
                {
                    target[x] = (byte)Luma.Of(red, green, blue);
                }
                else
                {
                    (target[3 * x], target[(3 * x) + 1], target[(3 * x) + 2]) = (red, green, blue);
                }
            }
        }

        return new RasterImage((int)header.Height, (int)header.Width, color, pixels);
    }

    private static Header Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < FileHeader + CoreHeader)
        {
            throw new InvalidDataException($"The BMP image is cut off: it has {file.Length} bytes, less than its header.");
        }

        long offset = ReadUInt32LittleEndian(file[10..]);
        uint size = ReadUInt32LittleEndian(file[FileHeader..]);
        if (size is not (CoreHeader or InfoHeader or 52 or 56 or 64 or 108 or 124))
        {
            throw Broken($"there is no header of {size} bytes");
        }

        if (file.Length < FileHeader + size)
        {
            throw new InvalidDataException($"The BMP image is cut off: it has {file.Length} bytes, less than its header.");
        }

        bool core = size == CoreHeader;
        long width = core ? ReadUInt16LittleEndian(file[18..]) : ReadInt32LittleEndian(file[18..]);
        long height = core ? ReadUInt16LittleEndian(file[20..]) : ReadInt32LittleEndian(file[22..]);
        int bits = ReadUInt16LittleEndian(file[(core ? 24 : 28)..]);
        uint compression = core ? Uncompressed : ReadUInt32LittleEndian(file[30..]);
        if (width <= 0 || height == 0)
        {
            throw Broken($"it claims {height}x{width} pixels");
        }

        bool masked = compression is BitFields or BitFieldsWithAlpha;
        if (!(compression == Uncompressed ? bits is 1 or 4 or 8 or 16 or 24 or 32 : masked && bits is 16 or 32))
        {
            throw new InvalidDataException($"BMP images of {bits} bits with compression {compression} are not read.");
        }

        // Bit fields follow a header of 40 bytes, which ends where longer ones hold them.
        long start = FileHeader + Math.Max(size, masked ? MasksAt + 12 - FileHeader : 0);
        if (offset < start || offset > file.Length)
        {
            throw Broken($"its pixels would begin at byte {offset} of {file.Length}");
        }

        int entry = core ? 3 : 4;
        int colours = bits <= 8 ? (int)Math.Min((offset - start) / entry, 256) : 0;
        if (bits <= 8 && colours == 0)
        {
            throw Broken("it has no palette");
        }

        (Channel red, Channel green, Channel blue) = masked ? (Mask(file, 0), Mask(file, 1), Mask(file, 2))
            : bits == 16 ? (new Channel(0x7C00), new Channel(0x3E0), new Channel(0x1F))
            : (new Channel(0xFF0000), new Channel(0xFF00), new Channel(0xFF));
        return new Header(Math.Abs(height), width, height < 0, bits, offset, ((width * bits) + 31) / 32 * 4, (int)start, entry, colours, red, green, blue);
    }

    private static Channel Mask(ReadOnlySpan<byte> file, int index)
    {
        uint mask = ReadUInt32LittleEndian(file[(MasksAt + (4 * index))..]);
        return mask != 0 ? new Channel(mask) : throw Broken("a colour has no bits");
    }

    private static (byte Red, byte Green, byte Blue) Colour(in Header header, ReadOnlySpan<byte> file, ReadOnlySpan<byte> row, int x)
    {
        switch (header.Bits)
        {
            case 24:
                return (row[(3 * x) + 2], row[(3 * x) + 1], row[3 * x]);
            case 16 or 32:
                uint value = header.Bits == 16 ? ReadUInt16LittleEndian(row[(2 * x)..]) : ReadUInt32LittleEndian(row[(4 * x)..]);
                return (header.Red.Of(value), header.Green.Of(value), header.Blue.Of(value));
            default:
                int bit = x * header.Bits;
                int index = (row[bit >> 3] >> (8 - header.Bits - (bit & 7))) & ((1 << header.Bits) - 1);

                // A pixel beyond the palette is black, as in other decoders.
                int at = header.PaletteAt + (index * header.Entry);
                return index < header.Colours ? (file[at + 2], file[at + 1], file[at]) : default;
        }
    }

    private static InvalidDataException Broken(string what) => new($"The BMP image is broken: {what}.");

    private readonly record struct Header(
        long Height, long Width, bool TopDown, int Bits, long Offset, long Stride, int PaletteAt, int Entry, int Colours, Channel Red, Channel Green, Channel Blue)
    {
        public long Needed => Offset + (Stride * Height);
    }

    /// <summary>The bits of a colour, stretched to 8 by repeating them.</summary>
    private readonly record struct Channel
    {
        private readonly int _shift;
        private readonly int _bits;
        private readonly uint _mask;

        public Channel(uint mask)
        {
            _mask = mask;
            _shift = BitOperations.TrailingZeroCount(mask);
            _bits = 32 - BitOperations.LeadingZeroCount(mask) - _shift;
        }

        public byte Of(uint pixel)
        {
            uint value = (pixel & _mask) >> _shift;
            if (_bits >= 8)
            {
                return (byte)(value >> (_bits - 8));
            }

            uint wide = 0;
            for (int at = 8 - _bits; at > -_bits; at -= _bits)
            {
                wide |= at >= 0 ? value << at : value >> -at;
            }

            return (byte)wide;
        }
    }
}
