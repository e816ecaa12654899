using System.Linq;
using Xunit;

namespace NetGen.Images.Tests;

public class OrientationTests
{
    // What 123/456 must look like, by Exif 2.32: 6 is a camera turned to the left, whose picture is turned to the right.
    private static readonly (int Orientation, int Height, int[] Pixels)[] Turned =
    [
        (1, 2, [1, 2, 3, 4, 5, 6]),
        (2, 2, [3, 2, 1, 6, 5, 4]),
        (3, 2, [6, 5, 4, 3, 2, 1]),
        (4, 2, [4, 5, 6, 1, 2, 3]),
        (5, 3, [1, 4, 2, 5, 3, 6]),
        (6, 3, [4, 1, 5, 2, 6, 3]),
        (7, 3, [6, 3, 5, 2, 4, 1]),
        (8, 3, [3, 6, 2, 5, 1, 4]),
    ];

    public static TheoryData<int, bool> Orientations()
    {
        var orientations = new TheoryData<int, bool>();
        for (int orientation = 1; orientation <= 8; orientation++)
        {
            orientations.Add(orientation, true);
            orientations.Add(orientation, false);
        }

        return orientations;
    }

    [Theory]
    [MemberData(nameof(Orientations))]
    public void A_PNG_is_turned_as_its_Exif_chunk_says(int orientation, bool little)
    {
        (_, int height, int[] pixels) = Turned[orientation - 1];

        RasterImage image = RasterImage.Decode(PngFile.Grey(3, [1, 2, 3, 4, 5, 6], JpegFiles.Exif(orientation, little)), ImageColor.Grayscale);

        Assert.Equal((height, 6 / height), (image.Height, image.Width));
        Assert.Equal(pixels, image.Pixels.ToArray().Select(value => (int)value));
    }

    [Theory]
    [MemberData(nameof(Orientations))]
    public void A_JPEG_is_turned_as_its_Exif_segment_says(int orientation, bool little)
    {
        RasterImage plain = RasterImage.Decode(JpegFiles.Baseline);

        RasterImage image = RasterImage.Decode(JpegFiles.WithExif(JpegFiles.Baseline, JpegFiles.Exif(orientation, little)));

        bool swapped = orientation > 4;
        Assert.Equal(swapped ? (20, 18) : (18, 20), (image.Height, image.Width));

        // Corners, counted as the numbers above: 1 is the first pixel, 3 the last of its row, 4 the first of the last row, 6 the last.
        int[] turned = Turned[orientation - 1].Pixels;
        int width = swapped ? 2 : 3;
        Assert.Equal(Corner(plain, turned[0]), Pixel(image, 0, 0));
        Assert.Equal(Corner(plain, turned[width - 1]), Pixel(image, 0, image.Width - 1));
        Assert.Equal(Corner(plain, turned[^width]), Pixel(image, image.Height - 1, 0));
        Assert.Equal(Corner(plain, turned[5]), Pixel(image, image.Height - 1, image.Width - 1));
    }

    [Fact]
    public void Pictures_of_a_folder_are_turned_before_they_are_resized()
    {
        using var folder = new PictureFolder();
        folder.Write("cat/a.png", PngFile.Grey(3, [1, 2, 3, 4, 5, 6], JpegFiles.Exif(6, little: true)));

        ImageFolder data = ImageFolder.Load(folder.Path, new ImageFolderOptions { Height = 3, Width = 2, Color = ImageColor.Grayscale });

        var input = new float[6];
        data.ReadInput(0, input);
        Assert.Equal([4, 1, 5, 2, 6, 3], input);
    }

    [Fact]
    public void Broken_Exif_data_leave_the_picture_as_it_is()
    {
        byte[] plain = RasterImage.Decode(JpegFiles.Baseline).Pixels.ToArray();
        byte[] sound = JpegFiles.Exif(6, little: true);
        byte[][] broken =
        [
            .. Enumerable.Range(0, 32).Select(length => sound[..length]),
            JpegFiles.Exif(0, little: true), JpegFiles.Exif(9, little: false), JpegFiles.Exif(6, little: true, type: 7),
            [.. "IM*\0"u8, .. sound[4..]], [.. sound[..4], 0xFF, 0xFF, 0xFF, 0xFF, .. sound[8..]], [.. sound[..4], 0xFF, 0xFF, 0xFF, 0x7F, .. sound[8..]],
            [.. sound[..8], 0xFF, 0xFF], new byte[60_000],
        ];

        Assert.All(broken, exif => Assert.Equal(plain, RasterImage.Decode(JpegFiles.WithExif(JpegFiles.Baseline, exif)).Pixels.ToArray()));
    }

    [Fact]
    public void Other_segments_of_the_same_marker_say_nothing()
    {
        byte[] plain = RasterImage.Decode(JpegFiles.Baseline).Pixels.ToArray();
        byte[] file = JpegFiles.WithSegment(JpegFiles.Baseline, 0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. JpegFiles.Exif(6, little: true)]);

        Assert.Equal(plain, RasterImage.Decode(file).Pixels.ToArray());
        Assert.Equal(20, RasterImage.Decode(JpegFiles.WithSegment(JpegFiles.WithExif(JpegFiles.Baseline, JpegFiles.Exif(6, little: true)), 0xE1, "http:"u8)).Height);
    }

    private static byte[] Corner(RasterImage image, int number) =>
        Pixel(image, number > 3 ? image.Height - 1 : 0, (number - 1) % 3 == 0 ? 0 : image.Width - 1);

    private static byte[] Pixel(RasterImage image, int y, int x) => image.Pixels.Slice(((y * image.Width) + x) * 3, 3).ToArray();
}
