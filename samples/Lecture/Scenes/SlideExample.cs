using System.Collections.Generic;
using System.Linq;
using NetGen.Samples.Lecture.Drawing;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>The slides' worked example of a convolution: 6 x 6 numbers under a filter of 3 x 3.</summary>
internal static class SlideExample
{
    public const int Side = 6;
    public const int FilterSide = 3;

    public static float[] Image { get; } =
    [
        1, 9, 8, 0, 4, 3,
        2, 6, 10, 5, 7, 6,
        5, 0, 4, 6, 4, 5,
        1, 2, 5, 9, 5, 0,
        0, 4, 4, 9, 5, 6,
        1, 2, 4, 12, 4, 3,
    ];

    public static float[] Filter { get; } = [-1, 0, 1, -1, 0, 1, -1, 0, 1];

    /// <summary>The image with a border of zeros around it.</summary>
    public static float[] Padded { get; } = [.. Enumerable.Range(0, (Side + 2) * (Side + 2)).Select(i => Inside((i / (Side + 2)) - 1, (i % (Side + 2)) - 1))];

    /// <summary>The image under windows whose corners are these.</summary>
    public static NumberGrid ImageUnder(IEnumerable<(int Row, int Column)> corners) => new(Image, Side, "image")
    {
        Windows = [.. corners.Select((corner, i) => new GridWindow(corner.Row, corner.Column, FilterSide, FilterSide, i))],
    };

    private static float Inside(int row, int column) => row is >= 0 and < Side && column is >= 0 and < Side ? Image[(row * Side) + column] : 0;
}
