using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Files;

/// <summary>Weights by a file's own names, in its own order and layout.</summary>
/// <param name="Format">What wrote the file, as far as it says so.</param>
/// <param name="Layout">How kernels lie in it.</param>
/// <param name="Tensors">The weights.</param>
internal sealed record WeightCollection(string Format, WeightLayout Layout, IReadOnlyList<ImportedTensor> Tensors)
{
    /// <summary>What layers are called, where that is more than the names of their weights say: "conv2d_1" is "stem".</summary>
    public IReadOnlyDictionary<string, string> LayerNames { get; init; } = new Dictionary<string, string>();

    /// <summary>The network that they are of, where it had to be read to find them; null else.</summary>
    public ImportedNetwork? Network { get; init; }

    /// <summary>The same under other names; what is given none is left out.</summary>
    public WeightCollection Renamed(Func<string, string?> rename) => this with
    {
        Tensors =
        [
            .. from tensor in Tensors
               let name = rename(tensor.Name)
               where name is not null
               select name == tensor.Name ? tensor : new ImportedTensor(name, tensor.Shape, tensor.Values),
        ],
    };
}

/// <summary>How kernels lie in a file.</summary>
internal enum WeightLayout
{
    /// <summary>Rows, columns, channels in, channels out, as in Keras and NetGen.</summary>
    Keras,

    /// <summary>Channels out, channels in, rows, columns, as in PyTorch and ONNX.</summary>
    PyTorch,
}
