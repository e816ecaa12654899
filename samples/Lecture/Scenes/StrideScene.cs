using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Reporting;
using NetGen.Samples.Lecture.Drawing;
using NetGen.Samples.Lecture.Networks;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>Strides: how far the filter moves, and what that does to the size.</summary>
internal sealed class StrideScene : Scene
{
    private const int PhotoSide = 200;

    public override string Title => "Strides";

    public override string Claim =>
        "A convolution's hyperparameters: the number of units, the size of the filter (f, usually odd), the stride (s, usually 1), the padding (p = 0 is "
            + "“valid”, p = (f - 1)/2 is “same”), the activation function.";

    public override string Here => "The stride is how far the filter moves from slice to slice. The slides' example once more, with strides of 1, 2 and 3; then the photograph.";

    public override string InKeras =>
        "An image of n x n becomes floor((n - f)/s) + 1 on each side under `valid` padding, and ceil(n/s) under `same`: with strides, `same` does not "
        + "keep the size. `Strides = 2` is Keras's `strides=2`; "
        + "rows that no window reaches are left out. A stride larger than the filter skips pixels, which NetGen's analyzer remarks.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        page.Subsection("The slides' example");
        Show(page, 1, new SixBySix(), [(0, 0), (0, 1)], "Stride 1: 4 x 4 slices, of which two are marked.");
        Show(page, 2, new SixBySixByTwo(), [(0, 0), (0, 2), (2, 0), (2, 2)], "Stride 2: 2 x 2 slices, which share a row or a column. The last row and column are in no slice.");
        Show(page, 3, new SixBySixByThree(), [(0, 0), (0, 3), (3, 0), (3, 3)], "Stride 3: 2 x 2 slices side by side.");

        page.Subsection("On a photograph");
        float[] cat = lesson.Cat.ToInput(scale: 1 / 255f);
        float[] upright = [.. SlideExample.Filter.SelectMany(weight => Enumerable.Repeat(weight / 3, 3))];
        page.Picture(
            new PictureGrid([Map(new CatByOne(), 1), Map(new CatByTwo(), 2), Map(new CatByThree(), 3)], columns: 3),
            "The same filter under `Padding.Same` at three strides: ceil(200/s) numbers on each side. A stride of 2 leaves a quarter of the numbers and of the work.");
        return "At strides 1, 2 and 3 the slides' 6 x 6 numbers become 4 x 4, 2 x 2 and 2 x 2.";

        Picture Map(INetwork network, int stride)
        {
            int side = (PhotoSide + stride - 1) / stride;
            string caption = string.Create(CultureInfo.InvariantCulture, $"stride {stride}: {side} x {side}");
            return new Picture(side, side, PictureColors.Diverging, OneLayer.Run(network, upright, cat), -1, 1, caption);
        }
    }

    private static void Show(HtmlReport page, int stride, INetwork network, IReadOnlyList<(int Row, int Column)> corners, string caption)
    {
        float[] result = OneLayer.Run(network, SlideExample.Filter, SlideExample.Image);
        page.Picture(GridRow.Of(
            caption,
            ["*", "="],
            SlideExample.ImageUnder(corners),
            new NumberGrid(SlideExample.Filter, SlideExample.FilterSide, "filter"),
            new NumberGrid(result, (int)Math.Sqrt(result.Length), "result")
            {
                Windows = [.. corners.Select((corner, i) => GridWindow.Cell(corner.Row / stride, corner.Column / stride, i))],
            }));
    }
}
