using System.Linq;
using NetGen.Reporting;
using NetGen.Samples.Lecture.Drawing;
using NetGen.Samples.Lecture.Networks;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>Pooling: the worked example, and a photograph made coarse.</summary>
internal sealed class PoolingScene : Scene
{
    private const int Side = 4;

    // Each window and its result in one colour.
    private static readonly GridWindow[] Windows = [new(0, 0, 2, 2, 0), new(0, 2, 2, 2, 1), new(2, 0, 2, 2, 2), new(2, 2, 2, 2, 3)];
    private static readonly GridWindow[] Results = [GridWindow.Cell(0, 0, 0), GridWindow.Cell(0, 1, 1), GridWindow.Cell(1, 0, 2), GridWindow.Cell(1, 1, 3)];

    private static readonly float[] Image = [1, 11, 3, 0, 2, 2, 7, 4, 5, 43, 5, 3, 8, 9, 6, 8];

    public override string Title => "Pooling";

    public override string Claim =>
        "Hyperparameters: size of the filter (f, usually even), stride (s, usually s = f), padding (usually p = 0, “valid”), function (usually MAX, can "
        + "be AVG). No activation function, no parameters to be learned.";

    public override string Here => "The slide's 4 x 4 numbers under both functions, then a photograph.";

    public override string InKeras =>
        "`MaxPooling2D(2)` strides by its own size, the slide's s = f. Rows and columns that fill no window are dropped: 25 x 25 becomes 12 x 12, which NetGen's analyzer mentions.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        var image = new NumberGrid(Image, Side, "image") { Windows = Windows };
        float[] largest = OneLayer.Run(new LargestOfFour(), Image);
        float[] mean = OneLayer.Run(new MeanOfFour(), Image);
        page.SideBySide(
            GridRow.Of("`MaxPooling2D(2)`: the largest number of each window.", ["→"], image, Result(largest, "MAX")),
            GridRow.Of("`AveragePooling2D(2)`: the mean of each window.", ["→"], image, Result(mean, "AVG")));

        RasterImage cat = lesson.Cat;
        float[] values = cat.ToInput(scale: 1 / 255f);
        page.Picture(
            new PictureGrid(
            [
                Picture.OfSample(values, cat.Height, cat.Width, 3, caption: "200 x 200"),
                Picture.OfSample(OneLayer.Run(new CoarseLargest(), values), 25, 25, 3, caption: "largest of 8 x 8"),
                Picture.OfSample(OneLayer.Run(new CoarseMean(), values), 25, 25, 3, caption: "mean of 8 x 8"),
            ], columns: 3),
            "A 64th of the numbers still shows a cat. The largest values make it brighter, the means keep its light.");
        return $"The slide's numbers become {Listed(largest)} by largest values and {Listed(mean)} by means.";
    }

    private static string Listed(float[] values) => string.Join(", ", values.Select(value => Numbers.Short(value)));

    private static NumberGrid Result(float[] values, string caption) => new(values, Side / 2, caption) { Windows = Results, Cell = 48 };
}
