using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Files;
using NetGen.Import.Hdf5;

namespace NetGen.Import.Keras;

/// <summary>Weights as Keras 3 keeps them: by the number of their layer among those of its class, and by their own number in it.</summary>
internal sealed class PlaceWeights : KerasWeights
{
    private const string Variables = "vars";

    private readonly Dictionary<string, Hdf5Object> _datasets = new(StringComparer.Ordinal);
    private readonly List<string> _paths = [];
    private readonly Hdf5File _file;

    public PlaceWeights(Hdf5File file)
    {
        _file = file;
        foreach ((string path, Hdf5Object dataset) in Hdf5Tree.Datasets(file))
        {
            // Keras 2.13 named the layers after what it walked along, and Windows separates folders by its own sign.
            string place = path.Replace('\\', '/').Replace("_layer_checkpoint_dependencies", "layers").TrimStart('/');
            if (_datasets.ContainsKey(place))
            {
                throw new FormatException($"two of its arrays are called '{FileText.Of(place)}'");
            }

            _datasets.Add(place, dataset);
            _paths.Add(place);
        }
    }

    /// <summary>Whether a file keeps its weights so.</summary>
    public static bool AreIn(Hdf5File file) =>
        file.Root.Names.Any(name => name is "layers" or "_layer_checkpoint_dependencies" || name.StartsWith("layers\\", StringComparison.Ordinal)
            || name.StartsWith("_layer_checkpoint_dependencies\\", StringComparison.Ordinal));

    public override ImportedTensor? Find(KerasLayer layer, IReadOnlyList<string> names, int index) =>
        _datasets.TryGetValue(FormattableString.Invariant($"{layer.Place}/{Variables}/{index}"), out Hdf5Object? dataset) ? dataset.Tensor(names[0]) : null;

    /// <summary>All tensors for a class. Newer versions of Keras say beside the weights how their layer is called.</summary>
    public WeightCollection Collect(string format)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        if (_file.Root.Child("layers") is { IsDataset: false } layers)
        {
            foreach (string place in layers.Names)
            {
                if (layers.Child(place)?.Child(Variables)?.Text("name") is { } name)
                {
                    names[place] = name;
                }
            }
        }

        return new WeightCollection(format, WeightLayout.Keras, [.. All()]) { LayerNames = names };
    }

    /// <summary>All tensors in the order of the file, under their places: "conv2d_1/vars/0". Those of the optimizer, and of random numbers, are none of the layers'.</summary>
    private IEnumerable<ImportedTensor> All() =>
        _paths.Where(path => path.StartsWith("layers/", StringComparison.Ordinal) && path.IndexOf("/seed_generator/", StringComparison.Ordinal) < 0)
            .Select(path => _datasets[path].Tensor(path.Substring("layers/".Length)));
}
