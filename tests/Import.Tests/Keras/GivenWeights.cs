using System.Collections.Generic;
using NetGen.Import.Keras;

namespace NetGen.Import.Tests.Keras;

/// <summary>Weights by layers' names and NetGen's names of parameters, without a file.</summary>
internal sealed class GivenWeights : KerasWeights
{
    private readonly Dictionary<(string, string), ImportedTensor> _tensors = [];

    public void Add(string layer, string parameter, IReadOnlyList<int> shape, float[] values) => _tensors.Add((layer, parameter), new ImportedTensor(parameter, shape, values));

    public override ImportedTensor? Find(KerasLayer layer, IReadOnlyList<string> names, int index) => _tensors.GetValueOrDefault((layer.Name, names[0]));
}
