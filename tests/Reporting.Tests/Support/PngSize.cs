using System;
using System.Buffers.Binary;
using Xunit;

namespace NetGen.Reporting.Tests;

/// <summary>What the head of a PNG file says.</summary>
internal static class PngSize
{
    public static (int Width, int Height) Of(ReadOnlySpan<byte> png)
    {
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], png[..8].ToArray());
        Assert.Equal("IHDR"u8.ToArray(), png[12..16].ToArray());
        return (BinaryPrimitives.ReadInt32BigEndian(png[16..]), BinaryPrimitives.ReadInt32BigEndian(png[20..]));
    }
}
