using System;
using System.Linq;
using NetGen.Reporting;
using NetGen.Samples.Lecture.Networks;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>Convolution: the worked example, padding, several channels, several filters, edges in a photograph.</summary>
internal sealed class ConvolutionScene : Scene
{
    private static readonly float[] Image =
    [
        1, 9, 8, 0, 4, 3,
        2, 6, 10, 5, 7, 6,
        5, 0, 4, 6, 4, 5,
        1, 2, 5, 9, 5, 0,
        0, 4, 4, 9, 5, 6,
        1, 2, 4, 12, 4, 3,
    ];

    private static readonly float[] UprightEdges = [-1, 0, 1, -1, 0, 1, -1, 0, 1];

    // Filters for one colour; each channel gets a third.
    private static readonly (string Name, float[] Kernel)[] PhotoFilters =
    [
        ("upright edges", [-1, 0, 1, -2, 0, 2, -1, 0, 1]),
        ("level edges", [-1, -2, -1, 0, 0, 0, 1, 2, 1]),
        ("all edges", [-1, -1, -1, -1, 8, -1, -1, -1, -1]),
        ("blur", [0.111f, 0.111f, 0.111f, 0.111f, 0.111f, 0.111f, 0.111f, 0.111f, 0.111f]),
    ];

    public override string Title => "Convolution";

    public override string Claim =>
        "Lay the filter over the image, multiply cell by cell, add up, move on. Padding of p = (f - 1)/2 keeps the size. With several channels the sums are added up too; several filters give several maps.";

    public override string InKeras =>
        "What deep learning calls convolution is cross-correlation: the filter is not flipped. p = (f - 1)/2 holds for odd filters and stride 1 only; in general `same` padding depends on size and stride, "
        + "and an odd pixel goes to the bottom and the right. NetGen computes that, and reports an even filter with `Padding.Same` while it is typed.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        ShowWorkedExample(page);
        ShowChannels(page);
        int edges = ShowPhotograph(page, lesson.Cat);
        return $"The slide's example comes out exactly; {PhotoFilters.Length} filters run over the cat, {edges:N0} pixels lie on strong upright edges.";
    }

    private static void ShowWorkedExample(HtmlReport page)
    {
        page.Subsection("The worked example");
        page.Code(Numbers.Grid(Image, 6), "A 6 x 6 image.");
        page.Code(Numbers.Grid(UprightEdges, 3), "The filter: right neighbours minus left ones.");
        page.Code(Numbers.Grid(Run(new SixBySix(), UprightEdges, Image), 4), "The 4 x 4 result, computed by NetGen.");
        page.Code(Numbers.Grid(Run(new SixBySixPadded(), UprightEdges, Image), 6), "With `Padding.Same` a border of p = (3 - 1)/2 = 1 zeros is added, and the size stays 6 x 6.");
    }

    private static void ShowChannels(HtmlReport page)
    {
        page.Subsection("Several channels");
        float[] image = [1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60, 7, 70, 8, 80, 9, 90];
        float[] filter = [1, 0.1f, 1, 0.1f, 1, 0.1f, 1, 0.1f];
        page.Paragraph("Channels 1 ... 9 and 10 ... 90 under a 2 x 2 filter of ones in the first channel and tenths in the second: both channels' sums are added into one map.");
        page.Code(Numbers.Grid(Run(new TwoChannels(), filter, image), 2), "(1+2+4+5) + (10+20+40+50)/10 = 24 comes first.");
    }

    private static int ShowPhotograph(HtmlReport page, RasterImage cat)
    {
        page.Subsection("Four filters side by side on a photograph");
        float[] kernel = new float[9 * 3 * PhotoFilters.Length];
        for (int i = 0; i < kernel.Length; i++)
        {
            kernel[i] = PhotoFilters[i % PhotoFilters.Length].Kernel[i / (3 * PhotoFilters.Length)] / 3;
        }

        float[] maps = Run(new EdgeFilters(), kernel, cat.ToInput(scale: 1 / 255f));
        Picture[] pictures =
        [
            .. PhotoFilters.Select((filter, number) => new Picture(
                cat.Height,
                cat.Width,
                filter.Name == "blur" ? PictureColors.Gray : PictureColors.Diverging,
                [.. maps.Where((_, i) => i % PhotoFilters.Length == number)],
                low: filter.Name == "blur" ? 0 : -1,
                high: 1,
                caption: filter.Name)),
        ];
        page.Picture(new PictureGrid(pictures, columns: 4), "One `[Conv2D(4, 3, Padding = Padding.Same)]` with filters set by hand. Red: brighter to the right or below; blue: darker.");
        return maps.Where((_, i) => i % PhotoFilters.Length == 0).Count(value => Math.Abs(value) > 1);
    }

    private static float[] Run(INetwork network, float[] kernel, float[] image)
    {
        network.Parameters.Update(kernel, static (given, values) => given.CopyTo(values));
        float[] result = new float[network.Info.OutputSize];
        network.Predict(image, result);
        return result;
    }
}
