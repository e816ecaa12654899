using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Data;

public sealed class IdxTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels_are_read_plain_and_gzip(bool gzip)
    {
        byte[] images = ImageFile(count: 3, rows: 2, columns: 4);
        byte[] labels = LabelFile(7, 0, 9);
        IdxImages read = Idx.ReadImages(FileOf(images, gzip));
        Assert.Equal((3, 2, 4), (read.Count, read.Rows, read.Columns));
        Assert.Equal(images[16..], read.Pixels);
        Assert.Equal([7, 0, 9], Idx.ReadLabels(FileOf(labels, gzip)));
    }

    [Fact]
    public void A_dataset_of_images_scales_pixels()
    {
        Dataset data = Dataset.FromIdx(FileOf(ImageFile(3, 2, 4)), FileOf(LabelFile(7, 0, 9)), scale: 1 / 255f);
        Assert.Equal(3, data.Count);
        Assert.Equal([2, 4], data.InputShape);
        float[] input = new float[8];
        float[] target = new float[1];
        data.ReadInput(1, input);
        data.ReadTarget(2, target);
        Assert.Equal([.. Enumerable.Range(8, 8).Select(pixel => pixel * (1 / 255f))], input);
        Assert.Equal([9], target);
    }

    [Fact]
    public void Streams_are_read_even_if_they_cannot_seek()
    {
        using var images = new ForwardOnlyStream(Gzip(ImageFile(2, 1, 1)));
        using var labels = new ForwardOnlyStream(LabelFile(1, 2));
        Assert.Equal(2, Dataset.FromIdx(images, labels).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_wrong_magic_number_is_named(bool gzip)
    {
        AssertRefused("no IDX file of images: its magic number is 0x00000801 instead of 0x00000803", LabelFile(1, 2), gzip, file => Idx.ReadImages(file));
        AssertRefused("no IDX file of labels: its magic number is 0x00000803 instead of 0x00000801", ImageFile(1, 1, 1), gzip, file => Idx.ReadLabels(file));
        AssertRefused("0x89504E47", [0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 0], gzip, file => Idx.ReadLabels(file));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_cut_anywhere_is_refused(bool gzip)
    {
        byte[] images = ImageFile(2, 2, 2);
        for (int length = 0; length < images.Length; length++)
        {
            AssertRefused("cut short", images[..length], gzip, file => Idx.ReadImages(file));
        }
    }

    [Fact]
    public void Gzip_cut_anywhere_within_its_data_is_refused()
    {
        // Behind the data stand the end of the block and a trailer of 8 bytes.
        byte[] images = Gzip(ImageFile(20, 5, 5));
        for (int length = 2; length < images.Length - 10; length++)
        {
            AssertRefused("", images[..length], gzip: false, file => Idx.ReadImages(file));
        }
    }

    [Fact]
    public void Broken_gzip_is_called_so()
    {
        byte[] images = Gzip(ImageFile(20, 5, 5));
        images[12] ^= 0xFF;
        images[13] ^= 0xFF;
        AssertRefused("", images, gzip: false, file => Idx.ReadImages(file));
        AssertRefused("broken gzip", [0x1F, 0x8B, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9], gzip: false, file => Idx.ReadImages(file));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bytes_after_the_end_are_refused(bool gzip)
    {
        AssertRefused("goes on after the 2 x 2 x 2 bytes", [.. ImageFile(2, 2, 2), 0], gzip, file => Idx.ReadImages(file));
        AssertRefused("goes on after the 2 bytes", [.. LabelFile(1, 2), 0], gzip, file => Idx.ReadLabels(file));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sizes_that_cannot_be_are_refused_without_reserving_memory(bool gzip)
    {
        AssertRefused("more than it can hold", Header(0x803, 60_000, 28, 28), gzip, file => Idx.ReadImages(file));
        AssertRefused("more than it can hold", Header(0x803, int.MaxValue, int.MaxValue, int.MaxValue), gzip, file => Idx.ReadImages(file));
        AssertRefused("4294967295 for size 1 of 3", Header(0x803, -1, 28, 28), gzip, file => Idx.ReadImages(file));
        AssertRefused("0 for size 2 of 3", Header(0x803, 1, 0, 28), gzip, file => Idx.ReadImages(file));
        AssertRefused("0 for size 1 of 1", Header(0x801, 0), gzip, file => Idx.ReadLabels(file));
    }

    [Fact]
    public void As_many_labels_as_images_are_wanted()
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Dataset.FromIdx(FileOf(ImageFile(3, 2, 4)), FileOf(LabelFile(7, 0))));
        Assert.Contains("3 images and 2 labels", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(2e36f)]
    public void The_factor_of_the_pixels_is_finite_and_leaves_them_so(float scale) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(scale), () => Dataset.FromIdx(FileOf(ImageFile(1, 1, 1)), FileOf(LabelFile(1)), scale));

    [Theory]
    [InlineData(0x08, new byte[] { 1, 255 }, new float[] { 1, 255 })]
    [InlineData(0x09, new byte[] { 1, 255 }, new float[] { 1, -1 })]
    [InlineData(0x0B, new byte[] { 1, 0, 255, 255 }, new float[] { 256, -1 })]
    [InlineData(0x0C, new byte[] { 0, 1, 0, 0, 255, 255, 255, 254 }, new float[] { 65536, -2 })]
    [InlineData(0x0D, new byte[] { 0x3F, 0x80, 0, 0, 0xC0, 0x20, 0, 0 }, new[] { 1, -2.5f })]
    [InlineData(0x0E, new byte[] { 0x3F, 0xF8, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0 }, new[] { 1.5f, -2 })]
    public void Values_of_every_type_are_read_in_any_number_of_dimensions(int type, byte[] content, float[] values)
    {
        IdxArray read = Idx.Read(FileOf([.. Header((type << 8) | 5, 1, 2, 1, 1, 1), .. content], gzip: true));
        Assert.Equal([1, 2, 1, 1, 1], read.Shape);
        Assert.Equal(values, read.Values);
        using var stream = new MemoryStream([.. Header((type << 8) | 1, 2), .. content]);
        Assert.Equal(values, Idx.Read(stream).Values);
    }

    [Fact]
    public void Datasets_are_made_of_images_in_colour_and_of_floats_with_labels_of_any_width()
    {
        string labels = FileOf([.. Header(0xC01, 2), 0, 0, 0, 3, 0, 0, 1, 0]);
        Dataset colour = Dataset.FromIdx(FileOf([.. Header(0x804, 2, 1, 2, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), labels, scale: 0.5f);
        Assert.Equal([1, 2, 3], colour.InputShape);
        Assert.Equal([0.5f, 1, 1.5f, 2, 2.5f, 3, 3.5f, 4, 4.5f, 5, 5.5f, 6], Samples.ReadAll(colour).Inputs);
        Assert.Equal([3, 256], Samples.ReadAll(colour).Targets);
        Dataset floats = Dataset.FromIdx(FileOf([.. Header(0xD02, 2, 1), 0x3F, 0x80, 0, 0, 0xC0, 0x20, 0, 0]), labels, scale: 2);
        Assert.Equal([2, -5f], Samples.ReadAll(floats).Inputs);
    }

    [Fact]
    public void What_makes_no_dataset_is_refused()
    {
        string images = FileOf(ImageFile(1, 1, 1));
        string labels = FileOf(LabelFile(1));
        Refused($"{labels} is no IDX file of images: it has 1 dimension", labels, labels);
        Refused($"{images} is no IDX file of labels: it has 3 dimensions", images, images);
        Refused("has -1 for label 0", images, FileOf([.. Header(0x901, 1), 255]));
        Refused("has 0.5 for label 0", images, FileOf([.. Header(0xD01, 1), 0x3F, 0, 0, 0]));
        Refused("no IDX file of images: its magic number is 0x00000A01", FileOf([.. Header(0xA01, 1), 1]), labels);
        Refused("no IDX file of images: its magic number is 0x00000800", FileOf(Header(0x800)), labels);

        static void Refused(string complaint, string images, string labels) => Assert.Contains(
            complaint,
            Assert.Throws<InvalidDataException>(() => Dataset.FromIdx(images, labels)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_header_that_claims_gigabytes_reserves_no_more_than_comes()
    {
        // Two million bytes that deflate cannot shrink could hold two thousand million; half a million come out of them.
        byte[] noise = new byte[2_100_000];
        new Random(1).NextBytes(noise);
        byte[] file = [.. Gzip([.. Header(0x803, 2_000_000, 32, 32), .. new byte[500_000]]), .. noise];
        long before = GC.GetAllocatedBytesForCurrentThread();
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Idx.ReadImages(new MemoryStream(file)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16_000_000);
        Assert.Contains("cut short", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_stream_is_read_from_where_it_stands_and_stays_open(bool gzip)
    {
        byte[] labels = LabelFile(new byte[10_000]);
        using var stream = new MemoryStream([1, 2, 3, .. gzip ? Gzip(labels) : labels]) { Position = 3 };
        Assert.Equal(10_000, Idx.Read(stream).Values.Length);
        Assert.Equal(stream.Length, stream.Position);
    }

    [Theory]
    [InlineData(0x801, 13, "its header speaks of 13 bytes, 5 came")]
    [InlineData(0x801, 14, "its header speaks of 14 bytes, more than it can hold")]
    [InlineData(0xC01, 3, "its header speaks of 3 x 4 bytes, 5 came")]
    [InlineData(0xC01, 4, "its header speaks of 4 x 4 bytes, more than it can hold")]
    public void A_header_is_held_to_what_is_left_of_the_stream(int magic, int size, string complaint)
    {
        using var stream = new MemoryStream([.. new byte[100], .. Header(magic, size), 1, 2, 3, 4, 5]) { Position = 100 };
        Assert.Equal($"The stream is cut short: {complaint}.", Assert.Throws<InvalidDataException>(() => Idx.Read(stream)).Message);
    }

    [Theory]
    [InlineData(new byte[] { 0x1F, 0x8A, 8, 1 }, "0x1F8A0801")]
    [InlineData(new byte[] { 0x1E, 0x8B, 8, 1 }, "0x1E8B0801")]
    public void Half_the_mark_of_gzip_is_a_wrong_magic_number(byte[] content, string magic)
    {
        using var stream = new MemoryStream(content);
        string message = Assert.Throws<InvalidDataException>(() => Idx.Read(stream)).Message;
        Assert.Contains($"its magic number is {magic}", message, StringComparison.Ordinal);
        Assert.DoesNotContain("instead of", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_is_wanted_and_a_factor_that_leaves_pixels_finite()
    {
        Assert.Throws<ArgumentNullException>("stream", () => Idx.Read((Stream)null!));
        using var images = new MemoryStream(ImageFile(1, 1, 1));
        using var labels = new MemoryStream(LabelFile(1));
        Assert.Throws<ArgumentOutOfRangeException>("scale", () => Dataset.FromIdx(images, labels, float.NaN));
        Assert.Equal(0, images.Position);
    }

    private void AssertRefused(string complaint, byte[] content, bool gzip, Action<string> read)
    {
        string path = FileOf(content, gzip);
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => read(path));
        Assert.StartsWith(path, exception.Message, StringComparison.Ordinal);
        Assert.Contains(complaint, exception.Message, StringComparison.Ordinal);
    }

    private string FileOf(byte[] content, bool gzip = false)
    {
        string path = Path.Combine(_folder.FullName, Path.GetRandomFileName());
        File.WriteAllBytes(path, gzip ? Gzip(content) : content);
        return path;
    }

    private static byte[] ImageFile(int count, int rows, int columns) =>
        [.. Header(0x803, count, rows, columns), .. Enumerable.Range(0, count * rows * columns).Select(i => (byte)i)];

    private static byte[] LabelFile(params byte[] labels) => [.. Header(0x801, labels.Length), .. labels];

    private static byte[] Header(int magic, params int[] sizes)
    {
        byte[] header = new byte[4 * (1 + sizes.Length)];
        BinaryPrimitives.WriteInt32BigEndian(header, magic);
        for (int i = 0; i < sizes.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 * (i + 1)), sizes[i]);
        }

        return header;
    }

    private static byte[] Gzip(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }
}
