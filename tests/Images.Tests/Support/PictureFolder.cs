using System;
using System.IO;
using StbImageWriteSharp;

namespace NetGen.Images.Tests;

/// <summary>A folder of class folders that is gone when the test is over.</summary>
internal sealed class PictureFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("netgen-images-").FullName;

    /// <summary>Writes a picture whose format follows the name.</summary>
    public string Write(string name, int height, int width, int channels, byte[] pixels)
    {
        using var stream = new MemoryStream();
        var writer = new ImageWriter();
        ColorComponents components = channels switch
        {
            1 => ColorComponents.Grey,
            3 => ColorComponents.RedGreenBlue,
            _ => ColorComponents.RedGreenBlueAlpha,
        };
        switch (System.IO.Path.GetExtension(name).ToUpperInvariant())
        {
            case ".PNG": writer.WritePng(pixels, width, height, components, stream); break;
            case ".BMP": writer.WriteBmp(pixels, width, height, components, stream); break;
            default: writer.WriteJpg(pixels, width, height, components, stream, 100); break;
        }

        return Write(name, stream.ToArray());
    }

    /// <summary>A picture of one colour.</summary>
    public string WritePlain(string name, byte red, byte green, byte blue, int side = 4)
    {
        var pixels = new byte[side * side * 3];
        for (int i = 0; i < pixels.Length; i += 3)
        {
            (pixels[i], pixels[i + 1], pixels[i + 2]) = (red, green, blue);
        }

        return Write(name, side, side, 3, pixels);
    }

    public string Write(string name, byte[] bytes)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
