using System.Diagnostics.CodeAnalysis;

namespace NetGen;

/// <summary>How a file stores the values of weights. Networks compute in single precision in any case.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The field's names of these formats.")]
public enum WeightPrecision
{
    /// <summary>32 bits, as the network holds them: what is saved is loaded to the bit. safetensors' F32.</summary>
    Float32,

    /// <summary>
    /// 16 bits, 11 of them for the digits, between -65504 and 65504: half the size. Values are rounded to the nearest, ties to even; what is below
    /// 3e-8 in magnitude becomes zero. safetensors' F16.
    /// </summary>
    Float16,
}
