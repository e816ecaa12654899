using System;
using System.Buffers.Binary;
using System.IO;

namespace NetGen;

/// <summary>
/// Which files are taken for images, and whether they are all there: the decoder pads what is cut off from a JPEG or BMP
/// file without a word, and takes many a file of another kind for an image.
/// </summary>
internal static class ImageFormat
{
    private const int BmpDataOffset = 10;
    private const int BmpWidth = 18;
    private const int BmpHeight = 22;
    private const int BmpBitsPerPixel = 28;
    private const int BmpCompression = 30;
    private const int BmpHeaderEnd = 34;

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> JpegSignature => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> JpegStartOfScan => [0xFF, 0xDA];

    private static ReadOnlySpan<byte> JpegEnd => [0xFF, 0xD9];

    /// <summary>Whether a file's name is that of an image that can be read.</summary>
    public static bool HasName(string path) => Path.GetExtension(path).ToUpperInvariant() is ".PNG" or ".JPG" or ".JPEG" or ".BMP";

    /// <exception cref="InvalidDataException">The file is of another kind, empty or cut off.</exception>
    public static void Check(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
        {
            throw new InvalidDataException("The file is empty.");
        }

        if (file.StartsWith(JpegSignature))
        {
            CheckJpeg(file);
        }
        else if (file.StartsWith("BM"u8))
        {
            CheckBmp(file);
        }
        else if (!file.StartsWith(PngSignature))
        {
            throw new InvalidDataException("The file is no PNG, JPEG or BMP image.");
        }
    }

    /// <summary>Inside the data of a scan neither marker occurs; a thumbnail with an end of its own comes before the scan.</summary>
    private static void CheckJpeg(ReadOnlySpan<byte> file)
    {
        int scan = file.LastIndexOf(JpegStartOfScan);
        if (scan < 0 || file[scan..].IndexOf(JpegEnd) < 0)
        {
            throw new InvalidDataException("The JPEG image is cut off: its end marker is missing.");
        }
    }

    private static void CheckBmp(ReadOnlySpan<byte> file)
    {
        if (file.Length < BmpHeaderEnd)
        {
            throw new InvalidDataException($"The BMP image is cut off: it has {file.Length} bytes, less than its header.");
        }

        if (BinaryPrimitives.ReadInt32LittleEndian(file[BmpCompression..]) is not 0)
        {
            // Bit fields and run lengths: only the decoder knows how long they are.
            return;
        }

        long width = BinaryPrimitives.ReadInt32LittleEndian(file[BmpWidth..]);
        long height = Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(file[BmpHeight..]));
        long bits = BinaryPrimitives.ReadUInt16LittleEndian(file[BmpBitsPerPixel..]);
        long stride = ((width * bits) + 31) / 32 * 4;
        long expected = BinaryPrimitives.ReadUInt32LittleEndian(file[BmpDataOffset..]) + (stride * height);
        if (file.Length < expected)
        {
            throw new InvalidDataException($"The BMP image is cut off: it has {file.Length} bytes of {expected}.");
        }
    }
}
