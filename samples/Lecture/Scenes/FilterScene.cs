using System;
using System.Linq;
using NetGen.Reporting;
using NetGen.Samples.Lecture.Drawing;
using NetGen.Samples.Lecture.Networks;
using NetGen.Samples.Lecture.Shapes;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>Several filters side by side: the slides' own on drawn lines, others on a photograph.</summary>
internal sealed class FilterScene : Scene
{
    // Filters for one colour, of which each channel gets a third, and the value that is drawn in full colour.
    private static readonly (string Name, float[] Kernel, float Strong)[] PhotoFilters =
    [
        ("upright edges", [-1, 0, 1, -2, 0, 2, -1, 0, 1], 1),
        ("level edges", [-1, -2, -1, 0, 0, 0, 1, 2, 1], 1),
        ("all edges", [-1, -1, -1, -1, 8, -1, -1, -1, -1], 1),
        ("diagonal", [2, -1, -1, -1, 2, -1, -1, -1, 2], 0.4f),
    ];

    public override string Title => "Parallel filters";

    public override string Claim =>
        "Several filters (units) side by side, drawn in black and white: black beside white in 2 x 2 cells, and a white diagonal in 3 x 3. “The numbers "
        + "inside the filters are parameters, not hyperparameters. The whole point is to learn them.” "
        + "The activation function is usually ReLU.";

    public override string Here =>
        "The slides draw their filters in black and white. Here black is -1; white is 1 in the small filter and 2 in the diagonal one, so that both sum to 0 and say nothing where the image is even. "
        + "The lines, the photograph and the other filters are ours.";

    public override string InKeras =>
        "`Conv2D(filters=4, ...)` is `[Conv2D(4, ...)]`: one layer, one map per filter, and one bias per filter unless `UseBias = false`. Training finds the numbers; these were set by hand.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        ShowLines(page);
        int edges = ShowPhotograph(page, lesson.Cat);
        return $"The slides' filters run over four lines; of {PhotoFilters.Length} on the cat one finds {Numbers.Count(edges)} pixels on strong upright edges.";
    }

    private static void ShowLines(HtmlReport page)
    {
        page.Subsection("The slides' filters");
        float[] edge = [-1, 1, -1, 1];
        float[] diagonal = [2, -1, -1, -1, 2, -1, -1, -1, 2];
        page.SideBySide(
            GridRow.Of("Black beside white.", [], new NumberGrid(edge, 2) { White = 1 }),
            GridRow.Of("The diagonal.", [], new NumberGrid(diagonal, 3) { White = 2 }));

        float[] lines = Lines.Draw();
        float[] edges = OneLayer.Run(new LinesUnderTwo(), edge, lines);
        float[] falling = OneLayer.Run(new LinesUnderThree(), diagonal, lines);
        page.Picture(
            new PictureGrid(
            [
                new Picture(Lines.Side, Lines.Side, PictureColors.Gray, lines, 0, 1, "four lines"),
                new Picture(Lines.Side - 1, Lines.Side - 1, PictureColors.Diverging, edges, -2, 2, "black beside white"),
                new Picture(Lines.Side - 2, Lines.Side - 2, PictureColors.Diverging, falling, -6, 6, "the diagonal"),
                new Picture(Lines.Side - 2, Lines.Side - 2, PictureColors.Gray, [.. falling.Select(value => Math.Max(value, 0))], 0, 6, "the diagonal, ReLU"),
            ], columns: 4),
            "Red: above 0; blue: below. The small filter sees where it becomes brighter or darker to the right, and of the level line no more than its "
            + "ends; the diagonal one answers most to the line that falls to the right. ReLU leaves what is above 0.");
    }

    private static int ShowPhotograph(HtmlReport page, RasterImage cat)
    {
        page.Subsection("Four filters on a photograph");
        float[] kernel = new float[9 * 3 * PhotoFilters.Length];
        for (int i = 0; i < kernel.Length; i++)
        {
            kernel[i] = PhotoFilters[i % PhotoFilters.Length].Kernel[i / (3 * PhotoFilters.Length)] / 3;
        }

        float[] maps = OneLayer.Run(new EdgeFilters(), kernel, cat.ToInput(scale: 1 / 255f));
        Picture[] pictures =
        [
            .. PhotoFilters.Select((filter, number) => new Picture(
                cat.Height, cat.Width, PictureColors.Diverging, [.. maps.Where((_, i) => i % PhotoFilters.Length == number)], -filter.Strong, filter.Strong, filter.Name)),
        ];
        page.Picture(new PictureGrid(pictures, columns: 4), "One `[Conv2D(4, 3, Padding = Padding.Same)]`. Red: above 0; blue: below.");
        return maps.Where((_, i) => i % PhotoFilters.Length == 0).Count(value => Math.Abs(value) > 1);
    }
}
