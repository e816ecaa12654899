namespace NetGen;

/// <summary>How the sums of a convolution are computed, forward and backward. The results differ in their last digits alone.</summary>
public enum Convolution
{
    /// <summary>
    /// By Winograd's algorithm where it is expected to take less time than direct sums, and directly elsewhere. <see cref="LayerInfo.Plan"/> says which it is.
    /// </summary>
    Auto,

    /// <summary>Directly: as many multiplications as the kernels' taps ask for, and the digits of plain sums in single precision.</summary>
    Direct,

    /// <summary>
    /// By Winograd's algorithm (Lavin and Gray 2016) wherever it can be: F(4x4, 3x3) with a quarter of the multiplications for kernels of 3x3, F(2x2, 5x5) with 0.36 of them for
    /// those of 5x5; strides of 1, no dilation, no groups, and filters that fill whole vectors (of 128, 256 or 512 bits: a multiple of 4, 8 or 16). It rounds more coarsely than direct sums.
    /// </summary>
    Winograd,
}
