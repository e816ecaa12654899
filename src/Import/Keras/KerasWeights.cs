using System.Collections.Generic;

namespace NetGen.Import.Keras;

/// <summary>A file's weights, however it names them.</summary>
internal abstract class KerasWeights
{
    /// <summary>A weight of a layer; null where the file has none.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="names">What versions of Keras call the weight.</param>
    /// <param name="index">Its number among the weights that the layer has, as Keras makes them.</param>
    public abstract ImportedTensor? Find(KerasLayer layer, IReadOnlyList<string> names, int index);
}
