namespace NetGen.Golden.Tests.Widths;

/// <summary>The forms that emitted code takes on different processors.</summary>
public enum EmittedForm
{
    /// <summary>512 bits.</summary>
    Vector512,

    /// <summary>256 bits.</summary>
    Vector256,

    /// <summary>128 bits and a fused multiply-add, as on Arm.</summary>
    Vector128,

    /// <summary>128 bits where products are rounded before they are added: x64 before AVX2, and WebAssembly.</summary>
    Vector128Unfused,
}
