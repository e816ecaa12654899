using System;
using System.IO;
using System.Linq;
using Xunit;

namespace NetGen.Images.Tests;

public class BmpTests
{
    private static readonly byte[] Palette = [0, 0, 0, 0, 30, 20, 10, 0, 60, 50, 40, 0];

    [Theory]
    [InlineData(1, new byte[] { 0b0100_0000, 0, 0, 0 }, new[] { 0, 0, 0, 10, 20, 30, 0, 0, 0 })]
    [InlineData(4, new byte[] { 0x12, 0x30, 0, 0 }, new[] { 10, 20, 30, 40, 50, 60, 0, 0, 0 })]
    [InlineData(8, new byte[] { 2, 1, 9, 0 }, new[] { 40, 50, 60, 10, 20, 30, 0, 0, 0 })]
    public void Palettes_are_looked_up_and_what_is_beyond_is_black(int bits, byte[] row, int[] expected) =>
        Assert.Equal(expected, Pixels(BmpFile.Of(3, 1, bits, 0, Palette, row)));

    [Fact]
    public void The_short_header_of_OS2_has_palette_entries_of_three_bytes()
    {
        byte[] palette = [30, 20, 10, 60, 50, 40];
        byte[] file = [.. "BM"u8, 36, 0, 0, 0, 0, 0, 0, 0, 32, 0, 0, 0, 12, 0, 0, 0, 2, 0, 1, 0, 1, 0, 8, 0, .. palette, 1, 0, 0, 0];

        Assert.Equal([40, 50, 60, 10, 20, 30], Pixels(file));
    }

    [Fact]
    public void Rows_come_from_the_bottom_unless_the_height_is_negative()
    {
        byte[] rows = [1, 2, 3, 0, 4, 5, 6, 0];

        Assert.Equal([6, 5, 4, 3, 2, 1], Pixels(BmpFile.Of(1, 2, 24, 0, [], rows)));
        Assert.Equal([3, 2, 1, 6, 5, 4], Pixels(BmpFile.Of(1, -2, 24, 0, [], rows)));
    }

    [Fact]
    public void Bit_fields_are_stretched_to_eight_bits()
    {
        // 5, 5 and 5 bits without masks: 31, 16 and 1 become 255, 132 and 8.
        Assert.Equal([255, 132, 8], Pixels(BmpFile.Of(1, 1, 16, 0, [], [0x01, 0x7E, 0, 0])));
        Assert.Equal([255, 130, 8], Pixels(BmpFile.Of(1, 1, 16, 3, BmpFile.Masks(0xF800, 0x07E0, 0x001F), [0x01, 0xFC, 0, 0])));
        Assert.Equal([3, 2, 1], Pixels(BmpFile.Of(1, 1, 32, 0, [], [1, 2, 3, 4])));
        Assert.Equal([1, 2, 3], Pixels(BmpFile.Of(1, 1, 32, 3, BmpFile.Masks(0xFF, 0xFF00, 0xFF0000), [1, 2, 3, 4])));
        Assert.Equal([255, 0, 128], Pixels(BmpFile.Of(1, 1, 32, 3, BmpFile.Masks(0x3FF00000, 0xFFC00, 0x3FF), [0x00, 0x02, 0xF0, 0x3F])));
    }

    [Theory]
    [InlineData(0, 24)]
    [InlineData(0, 32)]
    [InlineData(3, 32)]
    [InlineData(3, 16)]
    public void A_size_that_the_file_does_not_hold_is_refused_whatever_the_compression(int compression, int bits)
    {
        byte[] file = BmpFile.Of(5_000, 5_000, bits, compression, BmpFile.Masks(0xF800, 0x07E0, 0x001F), new byte[200]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("is cut off", Refusal(file), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 4)]
    [InlineData(4, 24)]
    [InlineData(3, 24)]
    [InlineData(0, 7)]
    public void Kinds_that_are_not_read_are_named(int compression, int bits) =>
        Assert.Contains($"{bits} bits with compression {compression} are not read", Refusal(BmpFile.Of(1, 1, bits, compression, Palette, new byte[8])), StringComparison.Ordinal);

    [Fact]
    public void Impossible_headers_are_refused()
    {
        byte[] sound = BmpFile.Of(1, 1, 24, 0, [], new byte[4]);
        Assert.Contains("it claims 1x0 pixels", Refusal(BmpFile.Of(0, 1, 24, 0, [], new byte[4])), StringComparison.Ordinal);
        Assert.Contains("it claims 1x-3 pixels", Refusal(BmpFile.Of(-3, 1, 24, 0, [], new byte[4])), StringComparison.Ordinal);
        Assert.Contains("2147483648x1 pixels", Refusal(BmpFile.Of(1, int.MinValue, 1, 0, Palette, new byte[4]), int.MaxValue), StringComparison.Ordinal);
        Assert.Contains("would begin at byte 2 ", Refusal(With(sound, 10, 2)), StringComparison.Ordinal);
        Assert.Contains("would begin at byte 255 ", Refusal(With(sound, 10, 255)), StringComparison.Ordinal);
        Assert.Contains("no header of 41 bytes", Refusal(With(sound, 14, 41)), StringComparison.Ordinal);
        Assert.Contains("no palette", Refusal(BmpFile.Of(1, 1, 8, 0, [], new byte[4])), StringComparison.Ordinal);
        Assert.Contains("a colour has no bits", Refusal(BmpFile.Of(1, 1, 32, 3, BmpFile.Masks(0xFF, 0, 0xFF00), new byte[4])), StringComparison.Ordinal);
    }

    private static byte[] With(byte[] file, int at, byte value)
    {
        byte[] changed = [.. file];
        changed[at] = value;
        return changed;
    }

    private static int[] Pixels(byte[] file) => [.. RasterImage.Decode(file).Pixels.ToArray().Select(value => (int)value)];

    private static string Refusal(byte[] file, int maxPixels = RasterImage.DefaultMaxPixels) =>
        Assert.Throws<InvalidDataException>(() => RasterImage.Decode(file, ImageColor.Grayscale, maxPixels)).Message;
}
