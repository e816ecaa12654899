using System.Collections.Generic;
using System.Linq;

namespace NetGen.Bench.Kernels.Grid;

/// <summary>The shapes at which the planner's choice is held to the faster form.</summary>
internal static class ShapeGrid
{
    // What takes longer for a sample is as well decided on a part of it.
    private const long MostFlops = 1_500_000_000;

    private static readonly int[] Sides = [4, 7, 8, 14, 16, 28, 32, 56];
    private static readonly int[] Widths = [8, 16, 24, 32, 48, 64, 128, 256, 512];
    private static readonly int[] PooledWidths = [16, 128];

    // As networks widen and narrow.
    private static readonly (int Channels, int Filters)[] Pairs = [(16, 32), (32, 64), (64, 128), (128, 256), (256, 512), (128, 64)];

    // Of kernels of 5x5 a few, for which the planner has the same rule.
    private static readonly int[] SidesOfFive = [7, 8, 14, 28];
    private static readonly int[] WidthsOfFive = [8, 16, 32, 64, 128];

    /// <summary>All of them, map by map; those of 5x5 behind those of 3x3.</summary>
    public static IReadOnlyList<GridShape> Shapes { get; } = [.. Sides.SelectMany(OfSide).Concat(SidesOfFive.SelectMany(OfSideByFive)).Where(shape => shape.Flops <= MostFlops)];

    private static IEnumerable<GridShape> OfSide(int side) =>
    [
        .. Widths.Select(width => new GridShape(side, 3, width, width, IsPooled: false)),
        .. Pairs.Select(pair => new GridShape(side, 3, pair.Channels, pair.Filters, IsPooled: false)),
        .. PooledWidths.Where(_ => side % 2 == 0).Select(width => new GridShape(side, 3, width, width, IsPooled: true)),
    ];

    private static IEnumerable<GridShape> OfSideByFive(int side) =>
    [
        .. WidthsOfFive.Select(width => new GridShape(side, 5, width, width, IsPooled: false)),
        new GridShape(side, 5, 64, 192, IsPooled: false),
        .. PooledWidths.Where(_ => side % 2 == 0).Select(width => new GridShape(side, 5, width, width, IsPooled: true)),
    ];
}
