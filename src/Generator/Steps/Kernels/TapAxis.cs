using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Which cells the taps of a kernel join along one direction, for outputs that lie a fixed step apart and all meet the same taps: those of a convolution, or one phase of its
/// gradient by the input. The taps follow each other at equal distances.
/// </summary>
/// <param name="First">The first output.</param>
/// <param name="Count">Number of outputs.</param>
/// <param name="Step">Cells from one output to the next.</param>
/// <param name="Start">The cell that the first output's first tap lies on; below 0 within the border.</param>
/// <param name="Advance">Cells that the taps advance from one output to the next.</param>
/// <param name="FirstTap">The kernel's index of the first tap, and the distance to the next one's.</param>
/// <param name="Spread">Cells from one tap to the next.</param>
/// <param name="Taps">Number of taps; none where no output meets any.</param>
internal readonly record struct TapAxis(int First, int Count, int Step, int Start, int Advance, (int Index, int Step) FirstTap, int Spread, int Taps)
{
    /// <summary>Cells from the first tap of the first output to the last tap of the last one.</summary>
    public int Reach => ((Count - 1) * Advance) + ((Taps - 1) * Spread);

    /// <summary>The axis of a convolution.</summary>
    /// <param name="window">How the kernel slides.</param>
    /// <param name="outputs">Outputs that are computed.</param>
    public static TapAxis Forward(Sliding window, int outputs) =>
        new(0, outputs, 1, -window.Before, window.Stride, (0, 1), window.Dilation, window.Size);

    /// <summary>
    /// The phases of the gradient by the input: input cells of the same remainder by the strides meet the same taps, whose order is turned about.
    /// </summary>
    public static ImmutableArray<TapAxis> Backward(Sliding window) =>
        [.. Enumerable.Range(0, Math.Min(window.Stride, window.Input)).Select(first => Phase(window, first)).Where(phase => phase.Taps > 0)];

    /// <summary>Whether some input cells meet no tap.</summary>
    public static bool LeavesGaps(Sliding window) => Backward(window).Length < Math.Min(window.Stride, window.Input);

    /// <summary>How far the taps reach beyond so many cells: before the first and behind the last.</summary>
    public (int Before, int Behind) Beyond(int cells) => (Math.Max(-Start, 0), Math.Max(Start + Reach - (cells - 1), 0));

    private static TapAxis Phase(Sliding window, int first)
    {
        // Input cell i meets tap k at the output (i + before - k * dilation) / stride, where that is whole.
        int[] taps = [.. Enumerable.Range(0, window.Size).Where(tap => (first + window.Before - (tap * window.Dilation)) % window.Stride == 0).Reverse()];
        int count = ((window.Input - 1 - first) / window.Stride) + 1;
        if (taps.Length == 0)
        {
            return new(first, count, window.Stride, 0, 1, default, 0, 0);
        }

        int OutputOf(int tap) => (first + window.Before - (tap * window.Dilation)) / window.Stride;
        int step = taps.Length == 1 ? 1 : taps[1] - taps[0];
        int spread = taps.Length == 1 ? 1 : OutputOf(taps[1]) - OutputOf(taps[0]);
        return new(first, count, window.Stride, OutputOf(taps[0]), 1, (taps[0], step), spread, taps.Length);
    }
}

/// <summary>A part of a depthwise convolution, or of its gradient by the input, whose outputs all meet the same taps.</summary>
internal readonly record struct TapWindow(TapAxis Rows, TapAxis Columns)
{
    /// <summary>All phases of a gradient by the input.</summary>
    public static IEnumerable<TapWindow> Backward(Sliding rows, Sliding columns) =>
        from vertical in TapAxis.Backward(rows)
        from horizontal in TapAxis.Backward(columns)
        select new TapWindow(vertical, horizontal);
}
