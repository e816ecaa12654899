using System;

namespace NetGen.Golden.Tests.Reference;

/// <summary>A window sliding along one direction, after semantics of Keras: "valid" and "same", and of PyTorch: padding by number.</summary>
internal readonly record struct Window(int Input, int Size, int Stride, int Dilation, Padding Padding, int PadBefore = 0, int PadAfter = 0)
{
    private int Reach => ((Size - 1) * Dilation) + 1;

    public int Output => Padding == Padding.Same
        ? (int)Math.Ceiling((double)Input / Stride)
        : (int)Math.Floor((double)(Input + PadBefore + PadAfter - Reach) / Stride) + 1;

    private int Before => Padding == Padding.Same ? Math.Max(((Output - 1) * Stride) + Reach - Input, 0) / 2 : PadBefore;

    /// <summary>The cell that one tap of one window reads, or false where it lies in the padding.</summary>
    public bool TryCell(int window, int tap, out int cell)
    {
        cell = (window * Stride) - Before + (tap * Dilation);
        return cell >= 0 && cell < Input;
    }
}
