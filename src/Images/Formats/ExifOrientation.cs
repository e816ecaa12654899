using System;
using static System.Buffers.Binary.BinaryPrimitives;

namespace NetGen;

/// <summary>How a camera was held, from the Exif data of a picture.</summary>
internal static class ExifOrientation
{
    /// <summary>The first row is the top, the first column the left.</summary>
    public const int Upright = 1;

    private const int OrientationTag = 0x0112;
    private const int Short = 3;
    private const int Entry = 12;

    /// <summary>The orientation, 1 to 8. What is broken says nothing: the picture is as good as without it.</summary>
    /// <param name="tiff">The data from their byte order mark on.</param>
    public static int Read(ReadOnlySpan<byte> tiff)
    {
        bool little = tiff.StartsWith("II*\0"u8);
        if (!(little || tiff.StartsWith("MM\0*"u8)) || tiff.Length < 8)
        {
            return Upright;
        }

        uint directory = little ? ReadUInt32LittleEndian(tiff[4..]) : ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
        {
            return Upright;
        }

        int entries = Word(tiff[(int)directory..], little);
        ReadOnlySpan<byte> rest = tiff[((int)directory + 2)..];
        for (; entries > 0 && rest.Length >= Entry; entries--, rest = rest[Entry..])
        {
            if (Word(rest, little) == OrientationTag)
            {
                int value = Word(rest[2..], little) == Short ? Word(rest[8..], little) : 0;
                return value is >= 1 and <= 8 ? value : Upright;
            }
        }

        return Upright;
    }

    private static int Word(ReadOnlySpan<byte> bytes, bool little) => little ? ReadUInt16LittleEndian(bytes) : ReadUInt16BigEndian(bytes);
}
