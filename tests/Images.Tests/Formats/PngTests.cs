using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace NetGen.Images.Tests;

public class PngTests
{
    // Where the seven passes of the standard begin and how far apart their pixels lie: top, left, rows, columns.
    private static readonly (int Top, int Left, int Rows, int Columns)[] Passes =
        [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)];

    public static TheoryData<int, int, int> Kinds()
    {
        var kinds = new TheoryData<int, int, int>();
        foreach ((int color, int[] depths) in new (int, int[])[] { (0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16]) })
        {
            foreach (int depth in depths)
            {
                kinds.Add(color, depth, 0);
                kinds.Add(color, depth, 1);
            }
        }

        return kinds;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_pixel_is_read_in_colour_and_in_grey(int color, int depth, int interlace)
    {
        const int Width = 11;
        const int Height = 9;
        var random = new Random((100 * color) + depth);
        int samples = color switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        int[] values = [.. Enumerable.Range(0, Width * Height * samples).Select(_ => random.Next(1 << depth))];
        byte[] palette = new byte[3 << Math.Min(depth, 8)];
        random.NextBytes(palette);
        PngFile file = new PngFile().Chunk("IHDR", PngFile.Header(Width, Height, depth, color, interlace));
        file = color == 3 ? file.Chunk("PLTE", palette) : file;
        byte[] rows = interlace == 1
            ? [.. Passes.SelectMany(pass => Rows(values, Width, Height, samples, depth, pass))]
            : [.. Rows(values, Width, Height, samples, depth, (0, 0, 1, 1))];
        byte[] packed = PngFile.Deflated(rows);
        byte[] png = file.Chunk("IDAT", packed[..3]).Chunk("IDAT", packed[3..]).End();

        var rgb = new List<byte>();
        var grey = new List<byte>();
        int max = (1 << depth) - 1;
        for (int i = 0; i < values.Length; i += samples)
        {
            int[] pixel = color switch
            {
                2 or 6 => values[i..(i + 3)],
                3 => [palette[3 * values[i]], palette[(3 * values[i]) + 1], palette[(3 * values[i]) + 2]],
                _ when depth < 8 => [.. Enumerable.Repeat(values[i] * 255 / max, 3)],
                _ => [.. Enumerable.Repeat(values[i], 3)],
            };
            int shift = depth == 16 ? 8 : 0;
            rgb.AddRange(pixel.Select(value => (byte)(value >> shift)));
            int brightness = ((77 * pixel[0]) + (150 * pixel[1]) + (29 * pixel[2])) / 256;
            grey.Add((byte)((color is 0 or 4 ? pixel[0] : brightness) >> shift));
        }

        Assert.Equal(rgb, RasterImage.Decode(png).Pixels.ToArray());
        Assert.Equal(grey, RasterImage.Decode(png, ImageColor.Grayscale).Pixels.ToArray());
    }

    [Fact]
    public void Pixels_behind_every_filter_are_restored()
    {
        // Rows of two pixels of two bytes: none, left, above, average, Paeth.
        byte[] rows = [0, 10, 0, 20, 0, 1, 5, 0, 5, 0, 2, 1, 0, 2, 0, 3, 4, 0, 4, 0, 4, 3, 0, 3, 0];
        byte[] png = new PngFile().Chunk("IHDR", PngFile.Header(2, 5, 8, 4)).Chunk("IDAT", PngFile.Deflated(rows)).End();

        // Average: 4 + 6/2 = 7, 4 + (7 + 12)/2 = 13. Paeth: 3 + 7 = 10, 3 + 13 (10 + 13 - 7 = 16 is nearest to 13) = 16.
        Assert.Equal([10, 20, 5, 10, 6, 12, 7, 13, 10, 16], RasterImage.Decode(png, ImageColor.Grayscale).Pixels.ToArray().Select(value => (int)value));
    }

    [Fact]
    public void A_chunk_that_claims_to_go_back_is_refused()
    {
        byte[] file = Convert.FromHexString("89504E470D0A1A0A0000000D4948445200000001000000010802000000" + "00000000FFFFFFF461626364");

        Assert.Contains("passes the end", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_that_the_data_cannot_hold_is_refused_before_memory_is_taken_for_it()
    {
        byte[] file = new PngFile().Chunk("IHDR", PngFile.Header(9_000, 9_000, 16, 6)).Chunk("IDAT", PngFile.Deflated(new byte[100])).End();
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("cannot be in", Refusal(file), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void No_more_is_unpacked_than_the_picture_has()
    {
        byte[] file = new PngFile().Chunk("IHDR", PngFile.Header(1, 1, 8, 0)).Chunk("IDAT", PngFile.Deflated(new byte[50_000_000])).End();
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal([0], RasterImage.Decode(file, ImageColor.Grayscale).Pixels.ToArray());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_file_cut_off_says_so_in_plain_text()
    {
        byte[] whole = PngFile.Grey(2, [1, 2, 3, 4]);
        for (int length = 8; length < whole.Length - 12; length++)
        {
            string message = Refusal(whole[..length]);
            Assert.StartsWith("The PNG image is cut off", message, StringComparison.Ordinal);
            Assert.DoesNotContain(message, letter => char.IsControl(letter));
        }
    }

    [Fact]
    public void Sizes_of_nothing_are_refused()
    {
        Assert.Contains("0x1 pixels", Refusal(Empty(1, 0, 8, 0)), StringComparison.Ordinal);
        Assert.Contains("1x0 pixels", Refusal(Empty(0, 1, 8, 0)), StringComparison.Ordinal);
        Assert.Contains("1x4294967295 pixels", Refusal(Empty(-1, 1, 8, 0)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 16)]
    [InlineData(2, 4)]
    [InlineData(7, 8)]
    [InlineData(0, 3)]
    public void Kinds_that_the_standard_does_not_have_are_refused(int color, int depth) =>
        Assert.Contains($"no colour type {color} with {depth} bits", Refusal(Empty(1, 1, depth, color)), StringComparison.Ordinal);

    [Fact]
    public void Broken_structure_is_named()
    {
        byte[] header = PngFile.Header(1, 1, 8, 0);
        byte[] data = PngFile.Deflated([0, 1]);
        Assert.Contains("does not begin with its header", Refusal(new PngFile().Chunk("IDAT", data).End()), StringComparison.Ordinal);
        Assert.Contains("comes twice", Refusal(new PngFile().Chunk("IHDR", header).Chunk("IHDR", header).End()), StringComparison.Ordinal);
        Assert.Contains("no data", Refusal(new PngFile().Chunk("IHDR", header).End()), StringComparison.Ordinal);
        Assert.Contains("no palette", Refusal(new PngFile().Chunk("IHDR", PngFile.Header(1, 1, 8, 3)).Chunk("IDAT", data).End()), StringComparison.Ordinal);
        Assert.Contains("its palette has 4 bytes", Refusal(new PngFile().Chunk("IHDR", header).Chunk("PLTE", new byte[4]).End()), StringComparison.Ordinal);
        Assert.Contains("a chunk ABCD, which is not known", Refusal(new PngFile().Chunk("IHDR", header).Chunk("ABCD", []).End()), StringComparison.Ordinal);
        Assert.Contains("a chunk 0x1B5B324A", Refusal(new PngFile().Chunk("IHDR", header).Chunk("\e[2J", []).End()), StringComparison.Ordinal);
        Assert.Contains("Apple's own variant", Refusal(new PngFile().Chunk("CgBI", new byte[4]).Chunk("IHDR", header).End()), StringComparison.Ordinal);
        Assert.Contains("no filter 9", Refusal(new PngFile().Chunk("IHDR", header).Chunk("IDAT", PngFile.Deflated([9, 1])).End()), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_cannot_be_unpacked_are_refused()
    {
        byte[] sound = PngFile.Deflated([0, 1]);
        byte[] checksum = [.. sound[..^1], (byte)(sound[^1] ^ 1)];
        byte[] dictionary = [0x78, 0xBB, 0, 0, 0, 1, .. sound[2..]];
        byte[] block = [.. sound[..2], 0xFF, .. sound[3..]];
        byte[] tooShort = PngFile.Deflated([0]);

        Assert.All([checksum, dictionary, block, tooShort], data =>
            Assert.Contains("cannot be unpacked", Refusal(new PngFile().Chunk("IHDR", PngFile.Header(1, 1, 8, 0)).Chunk("IDAT", data).End()), StringComparison.Ordinal));
    }

    [Fact]
    public void A_pixel_beyond_the_palette_is_black()
    {
        byte[] file = new PngFile().Chunk("IHDR", PngFile.Header(2, 1, 8, 3)).Chunk("PLTE", [1, 2, 3]).Chunk("IDAT", PngFile.Deflated([0, 0, 9])).End();

        Assert.Equal([1, 2, 3, 0, 0, 0], RasterImage.Decode(file).Pixels.ToArray().Select(value => (int)value));
    }

    private static byte[] Empty(int width, int height, int depth, int color) => new PngFile().Chunk("IHDR", PngFile.Header(width, height, depth, color)).End();

    private static List<byte> Rows(int[] values, int width, int height, int samples, int depth, (int Top, int Left, int Rows, int Columns) pass)
    {
        var bytes = new List<byte>();
        for (int y = pass.Top; y < height && pass.Left < width; y += pass.Rows)
        {
            bytes.Add(0);
            var bits = new List<int>();
            for (int x = pass.Left; x < width; x += pass.Columns)
            {
                for (int sample = 0; sample < samples; sample++)
                {
                    int value = values[(((y * width) + x) * samples) + sample];
                    bits.AddRange(Enumerable.Range(0, depth).Select(bit => (value >> (depth - 1 - bit)) & 1));
                }
            }

            bytes.AddRange(bits.Chunk(8).Select(chunk => (byte)chunk.Select((bit, i) => bit << (7 - i)).Sum()));
        }

        return bytes;
    }

    private static string Refusal(byte[] file) => Assert.Throws<InvalidDataException>(() => RasterImage.Decode(file)).Message;
}
