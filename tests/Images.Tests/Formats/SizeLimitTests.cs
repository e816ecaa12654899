using System;
using System.IO;
using Xunit;

namespace NetGen.Images.Tests;

public class SizeLimitTests
{
    public static TheoryData<byte[]> Files() =>
    [
        JpegFiles.Baseline,
        PngFile.Grey(20, new byte[360]),
        BmpFile.Of(20, 18, 24, 0, [], new byte[60 * 18]),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_picture_may_have_as_many_pixels_as_asked_for_and_no_more(byte[] file)
    {
        Assert.Equal(20, RasterImage.Decode(file, maxPixels: 360).Width);

        string message = Assert.Throws<InvalidDataException>(() => RasterImage.Decode(file, maxPixels: 359)).Message;
        Assert.Contains("18x20 pixels, more than the 359 of MaxPixels", message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_an_array_can_hold_is_refused_whatever_is_asked_for()
    {
        byte[] file = new PngFile().Chunk("IHDR", PngFile.Header(46_340, 46_340, 1, 0)).Chunk("IDAT", [1, 2, 3]).End();

        Assert.Contains("an array can hold", Assert.Throws<InvalidDataException>(() => RasterImage.Decode(file, maxPixels: int.MaxValue)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_of_nothing_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RasterImage.Decode(JpegFiles.Baseline, maxPixels: 0));
}
