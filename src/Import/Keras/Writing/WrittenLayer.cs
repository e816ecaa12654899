using System.Collections.Generic;

namespace NetGen.Import.Keras.Writing;

/// <summary>A layer as it stands in a file.</summary>
/// <param name="ClassName">Its class: "Conv2D".</param>
/// <param name="Name">Its name.</param>
/// <param name="Config">Its settings, with its name.</param>
/// <param name="Inputs">The names of the layers that it reads; <see cref="Input"/> is the network's input.</param>
/// <param name="Weights">Its weights in Keras's order.</param>
/// <param name="OutputShape">The shape of one sample that goes out.</param>
internal sealed record WrittenLayer(
    string ClassName, string Name, KerasConfig Config, IReadOnlyList<string> Inputs, IReadOnlyList<ImportedTensor> Weights, IReadOnlyList<int> OutputShape)
{
    /// <summary>The network's input: no layer of NetGen's can be called so.</summary>
    public const string Input = "input";
}
