using System.Linq;
using NetGen.Reporting;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>How a computer sees an image.</summary>
internal sealed class ImageScene : Scene
{
    private const int Detail = 8;
    private const int DetailRow = 78;
    private const int DetailColumn = 62;

    private static readonly string[] ChannelNames = ["red", "green", "blue"];

    public override string Title => "How a computer sees an image";

    public override string Claim => "An image is a block of numbers: height x width x channels, a number from 0 to 255 for each.";

    public override string InKeras =>
        "Keras keeps the channels last, and so does NetGen: `[Network(200, 200, 3)]` is Keras's `(200, 200, 3)`, and a pixel's red, green and blue lie side by side.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        RasterImage cat = lesson.Cat;
        float[] values = cat.ToInput();
        page.Facts(("height x width", $"{cat.Height} x {cat.Width}"), ("channels", $"{cat.Channels}"), ("numbers", $"{values.Length:N0}"));
        Picture[] channels =
        [
            .. ChannelNames.Select((name, channel) => new Picture(
                cat.Height, cat.Width, PictureColors.Gray, Every(values, channel, cat.Channels), low: 0, high: 255, caption: name)),
        ];
        page.Picture(
            new PictureGrid([Picture.OfSample(values, cat.Height, cat.Width, cat.Channels, brightest: 255, caption: "all three"), .. channels], columns: 4),
            "The photograph, and each of its channels as brightness.");

        float[] detail =
        [
            .. Enumerable.Range(0, Detail * Detail).Select(i =>
                values[((((DetailRow + (i / Detail)) * cat.Width) + DetailColumn + (i % Detail)) * cat.Channels) + 1]),
        ];
        page.Code(Numbers.Grid(detail, Detail), $"The green channel of {Detail} x {Detail} pixels at the edge of an eye: all that the computer gets.");
        return $"{values.Length:N0} numbers make the cat.";
    }

    private static float[] Every(float[] values, int first, int step) => [.. values.Where((_, i) => i % step == first)];
}
