using System;
using System.IO;
using System.Linq;
using Xunit;

namespace NetGen.Images.Tests;

public class JpegTests
{
    [Fact]
    public void All_codings_of_a_picture_give_the_same_pixels()
    {
        byte[] expected = RasterImage.Decode(JpegFiles.Baseline).Pixels.ToArray();

        Assert.Equal(20 * 18 * 3, expected.Length);
        Assert.All(JpegFiles.Readable, file => Assert.Equal(expected, RasterImage.Decode(file).Pixels.ToArray()));
    }

    [Theory]
    [InlineData("FFD8FFE0FFFFFFDAFFD9", "a segment passes the end")]
    [InlineData("FFD8FFE0FFFF", "a segment passes the end")]
    [InlineData("FFD8FFFEFFFF00FFD9", "a segment passes the end")]
    [InlineData("FFD8", "its end marker is missing")]
    [InlineData("FFD8FFFFFFFF", "its end marker is missing")]
    [InlineData("FFD8FFD9", "parts of it are missing")]
    [InlineData("FFD8FFE00001FFD9", "a segment is malformed")]
    [InlineData("FFD8FFDA000801010000003F00FFD9", "a scan comes before the frame")]
    [InlineData("FFD8FFC0000B08FFFFFFFF01011100FFD9", "parts of it are missing")]
    [InlineData("FFD8FFC0000B0C00080008010111000000FFD9", "12 bits per sample are not read")]
    [InlineData("FFD8FFC0000B0800000008010111000000FFD9", "0x8 pixels")]
    [InlineData("FFD8FF010002FFD9", "a marker FF01 where none belongs")]
    public void What_would_make_the_decoder_wait_or_guess_is_refused(string file, string reason) =>
        Assert.Contains(reason, Refusal(Convert.FromHexString(file)), StringComparison.Ordinal);

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0xFF, 0xDA, 0, 0 })]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF })]
    public void What_follows_the_end_marker_is_no_part_of_the_picture(byte[] trailing)
    {
        byte[] expected = RasterImage.Decode(JpegFiles.Baseline).Pixels.ToArray();

        Assert.All(JpegFiles.Readable, file => Assert.Equal(expected, RasterImage.Decode([.. file, .. trailing]).Pixels.ToArray()));
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused_however_it_is_coded() =>
        Assert.All(JpegFiles.Readable, file => Assert.All(Enumerable.Range(0, file.Length), length => Refusal(file[..length])));

    [Fact]
    public void A_segment_that_claims_more_than_the_file_has_is_refused_wherever_it_stands() =>
        Assert.All(JpegFiles.Readable, file =>
        {
            for (int at = 2; at + 4 < file.Length; at++)
            {
                if (file[at] == 0xFF && file[at + 1] is (>= 0xC0 and <= 0xC4) or (>= 0xDA and <= 0xDD) or (>= 0xE0 and <= 0xEF))
                {
                    byte[] broken = [.. file];
                    (broken[at + 2], broken[at + 3]) = (0xFF, 0xFF);
                    Refusal(broken);
                }
            }
        });

    [Fact]
    public void A_scan_that_lacks_restart_markers_is_refused()
    {
        foreach (byte[] file in new[] { JpegFiles.Restarting, JpegFiles.ProgressiveRestarting })
        {
            int marker = Enumerable.Range(0, file.Length - 1).First(i => file[i] == 0xFF && file[i + 1] == 0xD0);

            Assert.Contains("restart markers", Refusal([.. file[..marker], .. file[(marker + 2)..]]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_scan_too_short_for_its_pixels_is_refused_before_memory_is_taken_for_them()
    {
        byte[] file = [.. JpegFiles.Baseline];
        int frame = Enumerable.Range(0, file.Length - 1).First(i => file[i] == 0xFF && file[i + 1] == 0xC0);
        (file[frame + 5], file[frame + 6], file[frame + 7], file[frame + 8]) = (0x20, 0, 0x20, 0);

        Assert.Contains("cannot hold its 8192x8192 pixels", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Codings_that_are_not_read_are_named() => Assert.Contains("arithmetic coding are not read", Refusal(JpegFiles.Arithmetic), StringComparison.Ordinal);

    [Fact]
    public void A_picture_without_end_of_scans_is_refused()
    {
        byte[] file = JpegFiles.Baseline;
        int scan = Enumerable.Range(0, file.Length - 1).First(i => file[i] == 0xFF && file[i + 1] == 0xDA);
        byte[] many = [.. file[..^2], .. Enumerable.Repeat(file[scan..^2], 100).SelectMany(part => part), .. file[^2..]];

        Assert.Contains("more than 100 scans", Refusal(many), StringComparison.Ordinal);
    }

    private static string Refusal(byte[] file) => Assert.Throws<InvalidDataException>(() => RasterImage.Decode(file)).Message;
}
