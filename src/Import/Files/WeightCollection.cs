using System.Collections.Generic;

namespace NetGen.Import.Files;

/// <summary>Weights by a file's own names, in its own order and layout.</summary>
/// <param name="Format">What wrote the file, as far as it says so.</param>
/// <param name="Layout">How kernels lie in it.</param>
/// <param name="Tensors">The weights.</param>
internal sealed record WeightCollection(string Format, WeightLayout Layout, IReadOnlyList<ImportedTensor> Tensors);

/// <summary>How kernels lie in a file.</summary>
internal enum WeightLayout
{
    /// <summary>Rows, columns, channels in, channels out, as in Keras and NetGen.</summary>
    Keras,

    /// <summary>Channels out, channels in, rows, columns, as in PyTorch and ONNX.</summary>
    PyTorch,
}
