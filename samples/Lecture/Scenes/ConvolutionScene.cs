using System.Linq;
using NetGen.Reporting;
using NetGen.Samples.Lecture.Drawing;
using NetGen.Samples.Lecture.Networks;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>Convolution: the worked example, padding, several channels.</summary>
internal sealed class ConvolutionScene : Scene
{
    private const int ResultSide = 4;

    public override string Title => "Convolution";

    public override string Claim =>
        "Given a filter and a slice of the image of the same size: do a cell-by-cell multiplication, sum over all cells, sum over channels, move to the next slice, do zero-padding if requested.";

    public override string Here =>
        "The slides give the first row of the example's result, 14, -4, -7 and 3. All of it is computed here, with padding too, and with two channels of "
        + "numbers of our own.";

    public override string InKeras =>
        "What deep learning calls convolution is cross-correlation: the filter is not flipped. The slides' p = (f - 1)/2 holds for odd filters and stride 1 only; "
        + "in general `same` padding depends on size and stride, and an odd pixel goes to the bottom and the right. NetGen computes that, and reports an "
        + "even filter with `Padding.Same` while it is typed.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        page.Subsection("The slides' example");
        var filter = new NumberGrid(SlideExample.Filter, SlideExample.FilterSide, "filter");
        var result = new NumberGrid(OneLayer.Run(new SixBySix(), SlideExample.Filter, SlideExample.Image), ResultSide, "result");
        page.Picture(GridRow.Of(
            "The filter takes right neighbours minus left ones: 8 + 10 + 4 - 1 - 2 - 5 = 14.",
            ["*", "="],
            SlideExample.ImageUnder([(0, 0)]),
            filter,
            result with { Windows = [GridWindow.Cell(0, 0, color: 0)] }));
        page.Picture(GridRow.Of(
            "One slice further: 0 + 5 + 6 - 9 - 6 - 0 = -4.",
            ["*", "="],
            SlideExample.ImageUnder([(0, 1)]),
            filter,
            result with { Windows = [GridWindow.Cell(0, 1, color: 0)] }));

        page.Subsection("Padding");
        float[] padded = OneLayer.Run(new SixBySixPadded(), SlideExample.Filter, SlideExample.Image);
        page.Picture(GridRow.Of(
            "`Padding.Same` adds a border of p = (3 - 1)/2 = 1 zeros, and the size stays 6 x 6. In the middle stand the numbers of above.",
            ["*", "="],
            Small(SlideExample.Padded, SlideExample.Side + 2, "image with zeros around it") with { Windows = [new GridWindow(0, 0, 3, 3, 0)] },
            Small(SlideExample.Filter, SlideExample.FilterSide, "filter"),
            Small(padded, SlideExample.Side, "result") with { Windows = [GridWindow.Cell(0, 0, color: 0)] }));

        page.Subsection("Several channels");
        float[] image = [1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60, 7, 70, 8, 80, 9, 90];
        float[] weights = [1, 0.1f, 1, 0.1f, 1, 0.1f, 1, 0.1f];
        page.Picture(GridRow.Of(
            "Each channel has a part of the filter, and both channels' sums are added into one map: (1 + 2 + 4 + 5) + (10 + 20 + 40 + 50)/10 = 24.",
            ["*", "+", "*", "="],
            Channel(image, 0, 3, "channel 0") with { Windows = [new GridWindow(0, 0, 2, 2, 0)] },
            Channel(weights, 0, 2, "filter"),
            Channel(image, 1, 3, "channel 1") with { Windows = [new GridWindow(0, 0, 2, 2, 0)] },
            Channel(weights, 1, 2, "filter"),
            new NumberGrid(OneLayer.Run(new TwoChannels(), weights, image), 2, "result") { Windows = [GridWindow.Cell(0, 0, color: 0)] }));
        return $"The slides' row comes out: {string.Join(' ', result.Values.Take(ResultSide).Select(value => Numbers.Short(value)))}.";
    }

    private static NumberGrid Channel(float[] values, int channel, int columns, string caption) =>
        Small([.. values.Where((_, i) => i % 2 == channel)], columns, caption);

    private static NumberGrid Small(float[] values, int columns, string caption) => new(values, columns, caption) { Cell = 27, Digits = 12 };
}
