using System;
using System.IO;

namespace NetGen.Tool.Tests.Support;

/// <summary>Images to predict.</summary>
internal static class BmpFile
{
    /// <summary>Writes a picture of 24 bits a pixel whose value at (row, column) is that of a function, in all channels.</summary>
    public static string Write(string path, int height, int width, Func<int, int, int> value)
    {
        int row = ((width * 3) + 3) / 4 * 4;
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write((short)0x4D42);
        writer.Write(54 + (row * height));
        writer.Write(0);
        writer.Write(54);
        writer.Write(40);
        writer.Write(width);
        writer.Write(height);
        writer.Write((short)1);
        writer.Write((short)24);
        writer.Write(new byte[24]);
        for (int y = height - 1; y >= 0; y--)
        {
            var line = new byte[row];
            for (int x = 0; x < width; x++)
            {
                line.AsSpan(x * 3, 3).Fill((byte)value(y, x));
            }

            writer.Write(line);
        }

        return path;
    }
}
