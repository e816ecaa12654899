using System;

namespace NetGen;

/// <summary>Turns the rows of a PNG image, in whatever depth and colour, into pixels.</summary>
internal sealed class PngRows
{
    private readonly PngStructure _png;
    private readonly ImageColor _color;
    private readonly int _samples;
    private readonly bool _asTheyAre;

    public PngRows(PngStructure png, ImageColor color)
    {
        _png = png;
        _color = color;
        _samples = png.Samples;
        _asTheyAre = png.Depth == 8 && !png.HasPalette && _samples == (int)color;
        Pixels = new byte[png.Height * png.Width * (int)color];
    }

    /// <summary>The picture, row by row, as far as its rows have come.</summary>
    public byte[] Pixels { get; }

    /// <param name="row">The samples, restored.</param>
    /// <param name="y">The row of the picture.</param>
    /// <param name="left">The column of the first pixel.</param>
    /// <param name="step">Columns from one pixel to the next.</param>
    /// <param name="count">Number of pixels.</param>
    public void Put(ReadOnlySpan<byte> row, int y, int left, int step, int count)
    {
        int channels = (int)_color;
        Span<byte> target = Pixels.AsSpan(y * _png.Width * channels, _png.Width * channels);
        if (_asTheyAre && step == 1)
        {
            row.CopyTo(target);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            (int red, int green, int blue) = Colour(row, i);
            int at = (left + (i * step)) * channels;
            int shift = _png.Depth == 16 ? 8 : 0;
            if (_color == ImageColor.Grayscale)
            {
                target[at] = (byte)((_png.IsGrey ? red : Luma.Of(red, green, blue)) >> shift);
            }
            else
            {
                target[at] = (byte)(red >> shift);
                target[at + 1] = (byte)(green >> shift);
                target[at + 2] = (byte)(blue >> shift);
            }
        }
    }

    private (int Red, int Green, int Blue) Colour(ReadOnlySpan<byte> row, int pixel)
    {
        if (_png.HasPalette)
        {
            ReadOnlySpan<byte> palette = _png.Palette;
            int entry = 3 * Sample(row, pixel);

            // A pixel beyond the palette is black, as in other decoders.
            return entry < palette.Length ? (palette[entry], palette[entry + 1], palette[entry + 2]) : (0, 0, 0);
        }

        int first = Sample(row, pixel * _samples);
        if (_png.IsGrey)
        {
            int grey = _png.Depth < 8 ? first * 255 / ((1 << _png.Depth) - 1) : first;
            return (grey, grey, grey);
        }

        return (first, Sample(row, (pixel * _samples) + 1), Sample(row, (pixel * _samples) + 2));
    }

    private int Sample(ReadOnlySpan<byte> row, int index)
    {
        switch (_png.Depth)
        {
            case 8:
                return row[index];
            case 16:
                return (row[2 * index] << 8) | row[(2 * index) + 1];
            default:
                int bit = index * _png.Depth;
                return (row[bit >> 3] >> (8 - _png.Depth - (bit & 7))) & ((1 << _png.Depth) - 1);
        }
    }
}
