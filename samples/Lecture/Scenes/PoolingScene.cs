using NetGen.Reporting;
using NetGen.Samples.Lecture.Networks;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>Pooling: the worked example, and a photograph made coarse.</summary>
internal sealed class PoolingScene : Scene
{
    private static readonly float[] Image = [1, 11, 3, 0, 2, 2, 7, 4, 5, 43, 5, 3, 8, 9, 6, 8];

    public override string Title => "Pooling";

    public override string Claim => "Keep the largest value of each window, or the mean; stride s = f, padding p = 0, nothing to learn.";

    public override string InKeras =>
        "`MaxPooling2D(2)` strides by its own size, as on the slide. Rows and columns that fill no window are dropped: 25 x 25 becomes 12 x 12, which NetGen's analyzer mentions.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        page.Code(Numbers.Grid(Image, 4), "A 4 x 4 map.");
        page.Code(Numbers.Grid(Run(new LargestOfFour(), Image), 2), "`MaxPooling2D(2)`.");
        page.Code(Numbers.Grid(Run(new MeanOfFour(), Image), 2), "`AveragePooling2D(2)`.");

        RasterImage cat = lesson.Cat;
        float[] values = cat.ToInput(scale: 1 / 255f);
        page.Picture(
            new PictureGrid(
            [
                Picture.OfSample(values, cat.Height, cat.Width, 3, caption: "200 x 200"),
                Picture.OfSample(Run(new CoarseLargest(), values), 25, 25, 3, caption: "largest of 8 x 8"),
                Picture.OfSample(Run(new CoarseMean(), values), 25, 25, 3, caption: "mean of 8 x 8"),
            ], columns: 3),
            "A 64th of the numbers still shows a cat. The largest values make it brighter, the means keep its light.");
        return "The slide's example comes out exactly, by largest values and by means.";
    }

    private static float[] Run(INetwork network, float[] image)
    {
        float[] result = new float[network.Info.OutputSize];
        network.Predict(image, result);
        return result;
    }
}
