using System;
using System.IO;
using System.Linq;
using Xunit;

namespace NetGen.Images.Tests;

public sealed class RasterImageTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.bmp")]
    public void Pixels_come_back_as_they_were_written(string name)
    {
        byte[] pixels = [.. Enumerable.Range(1, 3 * 5 * 3).Select(i => (byte)(i * 5))];

        RasterImage image = RasterImage.Load(_folder.Write(name, 3, 5, 3, pixels));

        Assert.Equal((3, 5, 3), (image.Height, image.Width, image.Channels));
        Assert.Equal(pixels, image.Pixels.ToArray());
    }

    [Fact]
    public void Transparency_is_dropped()
    {
        RasterImage image = RasterImage.Load(_folder.Write("a.png", 1, 1, 4, [10, 20, 30, 40]));

        Assert.Equal([10, 20, 30], image.Pixels.ToArray());
    }

    [Fact]
    public void Grey_is_the_weighted_sum_of_the_channels()
    {
        RasterImage image = RasterImage.Load(_folder.Write("a.png", 1, 3, 3, [255, 0, 0, 0, 255, 0, 0, 0, 255]), ImageColor.Grayscale);

        Assert.Equal([76, 149, 28], image.Pixels.ToArray());
    }

    // tf.image.resize([[0, 100], [200, 40]], ...) without antialiasing, rounded.
    [Fact]
    public void Resizing_up_interpolates_between_pixel_centres()
    {
        var image = new RasterImage(2, 2, ImageColor.Grayscale, [0, 100, 200, 40]);

        Assert.Equal(
            [
                0, 25, 75, 100,
                50, 59, 76, 85,
                150, 126, 79, 55,
                200, 160, 80, 40,
            ],
            image.Resize(4, 4).Pixels.ToArray().Select(value => (int)value));
    }

    [Fact]
    public void Resizing_down_reads_the_neighbours_of_the_centre_alone()
    {
        var image = new RasterImage(1, 8, ImageColor.Grayscale, [9, 10, 20, 9, 9, 30, 50, 9]);

        Assert.Equal([15, 40], image.Resize(1, 2).Pixels.ToArray().Select(value => (int)value));
    }

    [Fact]
    public void Channels_are_resized_apart_from_one_another()
    {
        var image = new RasterImage(1, 2, ImageColor.Rgb, [0, 100, 200, 100, 0, 200]);

        Assert.Equal([50, 50, 200], image.Resize(1, 1).Pixels.ToArray().Select(value => (int)value));
    }

    [Fact]
    public void The_crop_is_the_largest_window_in_the_centre()
    {
        var wide = new RasterImage(1, 5, ImageColor.Grayscale, [1, 2, 3, 4, 5]);
        var tall = new RasterImage(4, 1, ImageColor.Grayscale, [1, 2, 3, 4]);

        Assert.Equal([3], wide.CropToAspectRatio(7, 7).Pixels.ToArray());
        Assert.Equal([2, 3, 4], wide.CropToAspectRatio(10, 30).Pixels.ToArray());
        Assert.Equal([2, 3], tall.CropToAspectRatio(2, 1).Pixels.ToArray());
        Assert.Same(wide, wide.CropToAspectRatio(2, 10));
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.jpg")]
    [InlineData("a.bmp")]
    public void A_file_that_is_cut_off_anywhere_is_refused(string name)
    {
        var random = new Random(1);
        var pixels = new byte[9 * 9 * 3];
        random.NextBytes(pixels);
        byte[] file = File.ReadAllBytes(_folder.Write(name, 9, 9, 3, pixels));

        // What follows a PNG's image data is its end chunk of 12 bytes, without which the picture is whole.
        int needed = name.EndsWith("png", StringComparison.Ordinal) ? file.Length - 12 : file.Length;
        for (int length = 0; length < needed; length++)
        {
            byte[] part = file[..length];
            Assert.Throws<InvalidDataException>(() => RasterImage.Decode(part));
        }

        Assert.Equal(9, RasterImage.Decode(file).Height);
    }

    [Fact]
    public void A_file_of_another_kind_is_refused_whatever_its_name()
    {
        string path = _folder.Write("a.jpg", "GIF89a and more"u8.ToArray());

        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => RasterImage.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_become_a_scaled_input()
    {
        var image = new RasterImage(1, 2, ImageColor.Grayscale, [0, 255]);

        Assert.Equal([0f, 1f], image.ToInput(1 / 255f));
    }

    [Fact]
    public void A_wrong_number_of_pixels_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new RasterImage(2, 2, ImageColor.Rgb, new byte[4]));
    }
}
