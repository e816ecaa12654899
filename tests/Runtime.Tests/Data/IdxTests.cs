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

    [Fact]
    public void The_factor_of_the_pixels_is_finite() =>
        Assert.Throws<ArgumentOutOfRangeException>("scale", () => Dataset.FromIdx(FileOf(ImageFile(1, 1, 1)), FileOf(LabelFile(1)), float.NaN));

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
