using System;
using System.Collections.Generic;
using System.IO;
using NetGen.Import.Files;

namespace NetGen.Import;

/// <summary>Gives networks of classes the weights that other frameworks have trained.</summary>
public static class NetworkWeights
{
    /// <summary>
    /// Takes all weights of a network from a file of Keras (.h5, .weights.h5, .keras), PyTorch (.pt, .pth state dictionaries, .safetensors) TensorFlow.js (model.json) or ONNX: by the
    /// layers' names where every layer has one in the file, else in order where all shapes agree. Kernels are brought into NetGen's layout, and so are the rows of the first dense
    /// layer behind a flattened image of PyTorch's. Either all parameters are loaded, or none.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <returns>Which parameter has which tensor's values now.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is broken or of a format that is not known, or its weights do not fit the network, or fit it in several ways; the message says what does not fit. The network stays as it was.
    /// </exception>
    /// <exception cref="UnsupportedModelException">The file is a graph of operators (ONNX) of which NetGen does not have all, so that what its weights belong to cannot be seen.</exception>
    public static WeightMapping LoadFrom(this INetwork network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(path);
        ModelSource source = ModelFile.Open(path);
        WeightCollection weights = ModelReader.ReadWeights(source);
        IReadOnlyList<Networks.AssignedTensor> assigned = Networks.WeightMatching.Match(network.Info, weights, source.Name);

        // Nothing can go wrong from here on.
        foreach (Networks.AssignedTensor tensor in assigned)
        {
            network.Parameters[tensor.Parameter].Set(tensor.Values);
        }

        return new WeightMapping(source.Name, weights.Format, [.. assigned]);
    }
}
