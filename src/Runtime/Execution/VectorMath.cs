using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Execution;

/// <summary>
/// Operations of emitted code that not every runtime turns into instructions: <c>Vector128.MultiplyAddEstimate</c> is a call into
/// loops over single floats under WebAssembly, where it takes many times as long as the two operations that it stands for.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class VectorMath
{
    /// <summary>a · b + c: rounded once where the processor fuses it, else twice. The choice is a constant to the compiler.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        Fma.IsSupported || AdvSimd.IsSupported ? Vector128.MultiplyAddEstimate(a, b, c) : (a * b) + c;

    /// <summary>The sums of two neighbouring lanes each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SumPairs(Vector256<float> pairs)
    {
        Vector256<float> sorted = Sort(pairs);
        return sorted.GetLower() + sorted.GetUpper();
    }

    /// <inheritdoc cref="SumPairs(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SumPairs(Vector512<float> pairs)
    {
        Vector512<float> sorted = Sort(pairs);
        return sorted.GetLower() + sorted.GetUpper();
    }

    /// <summary>The first of two neighbouring lanes each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> First(Vector256<float> pairs) => Sort(pairs).GetLower();

    /// <inheritdoc cref="First(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> First(Vector512<float> pairs) => Sort(pairs).GetLower();

    /// <summary>The second of two neighbouring lanes each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Second(Vector256<float> pairs) => Sort(pairs).GetUpper();

    /// <inheritdoc cref="Second(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Second(Vector512<float> pairs) => Sort(pairs).GetUpper();

    /// <summary>Each value in two neighbouring lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Twice(Vector128<float> values) =>
        Vector256.Shuffle(values.ToVector256Unsafe(), Vector256.Create(0, 0, 1, 1, 2, 2, 3, 3));

    /// <inheritdoc cref="Twice(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Twice(Vector256<float> values) =>
        Vector512.Shuffle(values.ToVector512Unsafe(), Vector512.Create(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7));

    /// <summary>Asks the memory for the line of a value that will be read; where the processor cannot be asked, nothing. The value may lie behind the end of its buffer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch(ref float value)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref value));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Sort(Vector256<float> pairs) => Vector256.Shuffle(pairs, Vector256.Create(0, 2, 4, 6, 1, 3, 5, 7));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Sort(Vector512<float> pairs) =>
        Vector512.Shuffle(pairs, Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 1, 3, 5, 7, 9, 11, 13, 15));
}
