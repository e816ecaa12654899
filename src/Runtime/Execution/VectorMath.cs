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
}
