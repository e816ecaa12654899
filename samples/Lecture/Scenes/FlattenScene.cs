using System.Linq;
using NetGen.Reporting;
using NetGen.Samples.Lecture.Drawing;
using NetGen.Samples.Lecture.Networks;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>Flatten: from maps to one row of numbers.</summary>
internal sealed class FlattenScene : Scene
{
    private const int SlideSide = 4;
    private const int Side = 2;
    private const int Channels = 3;

    private static readonly float[] SlideMap = [1, 11, 3, 0, 2, 2, 7, 4, 5, 43, 5, 3, 8, 9, 6, 8];

    public override string Title => "Flatten";

    public override string Claim => "4 x 4 numbers become one row of 16: 1, 11, 3, 0, 2, 2, 7, 4, 5, 43, 5, 3, 8, 9, 6, 8.";

    public override string Here => "The slide has one map; here are three as well.";

    public override string InKeras =>
        "With channels last the order is row, column, channel, the channel fastest; a framework that keeps channels first flattens in another order, which matters when weights move between the two. "
        + "In NetGen's compiled code the layer costs nothing: a dense layer reads the maps where they are.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        page.Subsection("One map");
        GridWindow[] rows = [.. Enumerable.Range(0, SlideSide).Select(row => new GridWindow(row, 0, 1, SlideSide, row))];
        GridWindow[] pieces = [.. Enumerable.Range(0, SlideSide).Select(row => new GridWindow(0, row * SlideSide, 1, SlideSide, row))];
        float[] flat = OneLayer.Run(new FlattenedMap(), SlideMap);
        page.Picture(GridRow.Of("The slide's map.", [], new NumberGrid(SlideMap, SlideSide) { Windows = rows }));
        page.Picture(GridRow.Of("Flattened: row after row.", [], new NumberGrid(flat, flat.Length) { Windows = pieces }));

        page.Subsection("Three maps");
        float[] image = [.. Enumerable.Range(0, Side * Side * Channels).Select(Place)];
        page.Picture(GridRow.Of(
            "Every number tells where it is: hundreds the row, tens the column, ones the channel.",
            ["", ""],
            [.. Enumerable.Range(0, Channels).Select(channel => new NumberGrid([.. image.Where((_, i) => i % Channels == channel)], Side, $"channel {channel}")
            {
                Windows = [GridWindow.Cell(0, 0, channel)],
            })]));
        float[] together = OneLayer.Run(new Flattened(), image);
        page.Picture(GridRow.Of(
            "Flattened: the three channels of a place lie side by side.",
            [],
            new NumberGrid(together, together.Length) { Cell = 36, Windows = [.. Enumerable.Range(0, Channels).Select(channel => GridWindow.Cell(0, channel, channel))] }));
        return $"The slide's 16 numbers stay in their order; 2 x 2 x 3 numbers become {together.Length} in a row, the channel running fastest.";
    }

    /// <summary>Where the number of an index is: hundreds the row, tens the column, ones the channel.</summary>
    private static float Place(int index) => (100 * (index / (Side * Channels))) + (10 * (index / Channels % Side)) + (index % Channels);
}
