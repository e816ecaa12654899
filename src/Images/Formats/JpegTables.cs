using System;

namespace NetGen;

/// <summary>Which tables of a JPEG image have come; their segments are checked as far as the decoder trusts them.</summary>
internal sealed class JpegTables
{
    private const int Tables = 4;
    private const int CodeLengths = 16;
    private const int MaxCodes = 256;
    private const int Coefficients = 64;

    private readonly bool[] _quantization = new bool[Tables];
    private readonly bool[] _direct = new bool[Tables];
    private readonly bool[] _alternating = new bool[Tables];

    public bool HasQuantization(int table) => table < Tables && _quantization[table];

    /// <summary>Whether there is a Huffman table for the first coefficient of blocks.</summary>
    public bool HasDirect(int table) => table < Tables && _direct[table];

    /// <summary>Whether there is a Huffman table for the other coefficients.</summary>
    public bool HasAlternating(int table) => table < Tables && _alternating[table];

    /// <param name="segment">What follows the segment's length.</param>
    public void TakeQuantization(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            int table = segment[0] & 15;
            int size = 1 + (Coefficients * (1 + (segment[0] >> 4)));
            if (table >= Tables || segment[0] >> 4 > 1 || size > segment.Length)
            {
                throw JpegStructure.Broken("a quantization table is malformed");
            }

            _quantization[table] = true;
            segment = segment[size..];
        }
    }

    /// <param name="segment">What follows the segment's length.</param>
    public void TakeHuffman(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            int table = segment[0] & 15;
            int kind = segment[0] >> 4;
            if (table >= Tables || kind > 1 || segment.Length <= CodeLengths)
            {
                throw JpegStructure.Broken("a Huffman table is malformed");
            }

            int codes = 0;
            int free = 1;
            for (int length = 1; length <= CodeLengths; length++)
            {
                codes += segment[length];
                free = (2 * free) - segment[length];
                if (free < 0)
                {
                    throw JpegStructure.Broken($"a Huffman table has too many codes of {length} bits");
                }
            }

            if (codes > MaxCodes || segment.Length < 1 + CodeLengths + codes)
            {
                throw JpegStructure.Broken("a Huffman table is malformed");
            }

            (kind == 0 ? _direct : _alternating)[table] = true;
            segment = segment[(1 + CodeLengths + codes)..];
        }
    }
}
