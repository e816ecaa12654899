using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Execution;

/// <summary>Brings weights into the layouts that kernels read, for emitted code, where that is the same for all shapes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Packing
{
    /// <summary>
    /// Copies a matrix transposed: <c>target[column · targetPitch + row] = source[row · sourcePitch + column]</c>. Nothing is checked: emitted code knows the shapes, and that both blocks hold them.
    /// </summary>
    /// <param name="source">The first value.</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="sourcePitch">Floats from one row of the source to the next.</param>
    /// <param name="target">Where the first value goes. Holds none of the source.</param>
    /// <param name="targetPitch">Floats from one row of the target, a column of the source, to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(ref float source, int rows, int columns, int sourcePitch, ref float target, int targetPitch)
    {
        // Four rows at a time fill their part of a line of the target at once: value by value, each of a thousand lines would be fetched for a single float of it.
        int wholeRows = Sse.IsSupported || AdvSimd.Arm64.IsSupported ? rows & ~3 : 0;
        int wholeColumns = columns & ~3;
        for (int row = 0; row < wholeRows; row += 4)
        {
            ref float from = ref Unsafe.Add(ref source, (nint)row * sourcePitch);
            ref float to = ref Unsafe.Add(ref target, row);
            for (int column = 0; column < wholeColumns; column += 4)
            {
                TransposeBlock(ref from, sourcePitch, ref to, targetPitch);
                from = ref Unsafe.Add(ref from, 4);
                to = ref Unsafe.Add(ref to, 4 * (nint)targetPitch);
            }
        }

        for (int row = 0; row < rows; row++)
        {
            for (int column = row < wholeRows ? wholeColumns : 0; column < columns; column++)
            {
                Unsafe.Add(ref target, ((nint)column * targetPitch) + row) = Unsafe.Add(ref source, ((nint)row * sourcePitch) + column);
            }
        }
    }

    /// <summary>Transposes four rows of four values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeBlock(ref float source, nint sourcePitch, ref float target, nint targetPitch)
    {
        var a = Vector128.LoadUnsafe(ref source);
        var b = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, sourcePitch));
        var c = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 2 * sourcePitch));
        var d = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 3 * sourcePitch));
        (Vector128<float> firstAb, Vector128<float> lastAb) = Interleave(a, b);
        (Vector128<float> firstCd, Vector128<float> lastCd) = Interleave(c, d);
        (Vector128<float> first, Vector128<float> second) = JoinHalves(firstAb, firstCd);
        (Vector128<float> third, Vector128<float> fourth) = JoinHalves(lastAb, lastCd);
        first.StoreUnsafe(ref target);
        second.StoreUnsafe(ref Unsafe.Add(ref target, targetPitch));
        third.StoreUnsafe(ref Unsafe.Add(ref target, 2 * targetPitch));
        fourth.StoreUnsafe(ref Unsafe.Add(ref target, 3 * targetPitch));
    }

    /// <summary>a0 b0 a1 b1 and a2 b2 a3 b3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> First, Vector128<float> Last) Interleave(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? (Sse.UnpackLow(a, b), Sse.UnpackHigh(a, b)) : (AdvSimd.Arm64.ZipLow(a, b), AdvSimd.Arm64.ZipHigh(a, b));

    /// <summary>The lower halves of two vectors, and the upper ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> Lower, Vector128<float> Upper) JoinHalves(Vector128<float> a, Vector128<float> b) => Sse.IsSupported
        ? (Sse.MoveLowToHigh(a, b), Sse.MoveHighToLow(b, a))
        : (Vector128.Create(a.GetLower(), b.GetLower()), Vector128.Create(a.GetUpper(), b.GetUpper()));
}
