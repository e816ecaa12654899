using System.Linq;
using NetGen.Reporting;
using NetGen.Samples.Lecture.Drawing;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>How a computer sees an image.</summary>
internal sealed class ImageScene : Scene
{
    private const int Detail = 8;
    private const int DetailRow = 78;
    private const int DetailColumn = 62;
    private const int SlideColumns = 12;
    private const int Brightest = 255;

    private static readonly string[] ChannelNames = ["red", "green", "blue"];

    // The slide's picture of numbers.
    private static readonly float[] SlideImage =
    [
        157, 153, 174, 168, 150, 152, 129, 151, 172, 161, 155, 156,
        155, 182, 163, 74, 75, 62, 33, 17, 110, 210, 180, 154,
        180, 180, 50, 14, 34, 6, 10, 33, 48, 106, 159, 181,
        206, 109, 5, 124, 131, 111, 120, 204, 166, 15, 56, 180,
        194, 68, 137, 251, 237, 239, 239, 228, 227, 87, 71, 201,
        172, 105, 207, 233, 233, 214, 220, 239, 228, 98, 74, 206,
        188, 88, 179, 209, 185, 215, 211, 158, 139, 75, 20, 169,
        189, 97, 165, 84, 10, 168, 134, 11, 31, 62, 22, 148,
        199, 168, 191, 193, 158, 227, 178, 143, 182, 106, 36, 190,
        205, 174, 155, 252, 236, 231, 149, 178, 228, 43, 95, 234,
        190, 216, 116, 149, 236, 187, 86, 150, 79, 38, 218, 241,
        190, 224, 147, 108, 227, 210, 127, 102, 36, 101, 255, 224,
        190, 214, 173, 66, 103, 143, 96, 50, 2, 109, 249, 215,
        187, 196, 235, 75, 1, 81, 47, 0, 6, 217, 255, 211,
        183, 202, 237, 145, 0, 0, 12, 108, 200, 138, 243, 236,
        195, 206, 123, 207, 177, 121, 123, 200, 175, 13, 96, 218,
    ];

    public override string Title => "How a computer sees an image";

    public override string Claim => "An image is numbers: 16 rows of 12. The next slide says: “I lied”.";

    public override string Here =>
        "Each number is a brightness, from 0 for black to 255 for white. That holds for grey pictures alone: in colour every pixel has three numbers, and "
        + "an image is a block of height x width x channels.";

    public override string InKeras =>
        "Keras keeps the channels last, and so does NetGen: `[Network(200, 200, 3)]` is Keras's `(200, 200, 3)`, and a pixel's red, green and blue lie side by side.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        page.Subsection("The slide's numbers");
        var grid = new NumberGrid(SlideImage, SlideColumns) { White = Brightest, Cell = 28, Digits = 12 };
        page.SideBySide(
            GridRow.Of("The slide's picture, the numbers in their cells.", [], grid),
            GridRow.Of("All that the computer gets.", [], grid with { White = null }));

        page.Subsection("A photograph in colour");
        RasterImage cat = lesson.Cat;
        float[] values = cat.ToInput();
        page.Facts(("height x width", $"{cat.Height} x {cat.Width}"), ("channels", $"{cat.Channels}"), ("numbers", Numbers.Count(values.Length)));
        Picture[] channels =
        [
            .. ChannelNames.Select((name, channel) => new Picture(
                cat.Height, cat.Width, PictureColors.Gray, Every(values, channel, cat.Channels), low: 0, high: Brightest, caption: name)),
        ];
        page.Picture(
            new PictureGrid([Picture.OfSample(values, cat.Height, cat.Width, cat.Channels, brightest: Brightest, caption: "all three"), .. channels], columns: 4),
            "The photograph, and each of its channels as brightness.");

        float[] detail =
        [
            .. Enumerable.Range(0, Detail * Detail).Select(i =>
                values[((((DetailRow + (i / Detail)) * cat.Width) + DetailColumn + (i % Detail)) * cat.Channels) + 1]),
        ];
        page.Picture(GridRow.Of(
            $"The green channel of {Detail} x {Detail} pixels at the edge of an eye.", [], new NumberGrid(detail, Detail) { White = Brightest }));
        return $"{Numbers.Count(SlideImage.Length)} numbers make the slide's picture, {Numbers.Count(values.Length)} the cat.";
    }

    private static float[] Every(float[] values, int first, int step) => [.. values.Where((_, i) => i % step == first)];
}
