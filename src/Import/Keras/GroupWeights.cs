using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Files;
using NetGen.Import.Hdf5;

namespace NetGen.Import.Keras;

/// <summary>Weights as Keras's own .h5 files keep them: a group for every layer, which lists the names of its arrays.</summary>
internal sealed class GroupWeights(Hdf5Object root) : KerasWeights
{
    private readonly Dictionary<string, List<(string[] Path, Hdf5Object Dataset)>> _groups = new(StringComparer.Ordinal);

    /// <summary>Where the layers' groups lie in a file; null where it has none.</summary>
    public static Hdf5Object? RootOf(Hdf5File file)
    {
        Hdf5Object root = file.Root.Child("model_weights") ?? file.Root;
        return root.Texts("layer_names") is null ? null : root;
    }

    public override ImportedTensor? Find(KerasLayer layer, IReadOnlyList<string> names, int index)
    {
        if (!_groups.TryGetValue(layer.Top.Name, out List<(string[] Path, Hdf5Object Dataset)>? group))
        {
            group = [.. Group(layer.Top.Name)];
            _groups.Add(layer.Top.Name, group);
        }

        (string[] Path, Hdf5Object Dataset)[] found = [.. group.Where(weight => names.Contains(weight.Path[weight.Path.Length - 1]))];
        if (layer.Top != layer)
        {
            // A model within the model has one group for all of its layers.
            found = [.. found.Where(weight => weight.Path.Length > 1 && weight.Path[weight.Path.Length - 2] == layer.Name)];
        }

        return found.Length switch
        {
            0 => null,
            1 => found[0].Dataset.Tensor(names[0]),
            _ => throw new FormatException(
                $"the group '{FileText.Of(layer.Top.Name)}' has several weights '{names[0]}' of a layer '{FileText.Of(layer.Name)}'"),
        };
    }

    /// <summary>All tensors in the order of the file, under their own names.</summary>
    public IEnumerable<ImportedTensor> All()
    {
        foreach (string layer in root.Texts("layer_names") ?? [])
        {
            foreach ((string[] path, Hdf5Object dataset) in Group(layer))
            {
                yield return dataset.Tensor(path.Length > 1 ? string.Join("/", path) : $"{layer}/{path[0]}");
            }
        }
    }

    private IEnumerable<(string[] Path, Hdf5Object Dataset)> Group(string name)
    {
        // A layer's own name may hold slashes, which make groups of their own.
        if (root.Find(name) is not { } group)
        {
            yield break;
        }

        foreach (string weight in group.Texts("weight_names") ?? [])
        {
            Hdf5Object dataset = group.Find(weight)
                ?? throw new FormatException($"the group '{FileText.Of(name)}' lists a weight '{FileText.Of(weight)}' that it does not have");
            string[] path = weight.Split('/');
            int colon = path[path.Length - 1].LastIndexOf(':');
            path[path.Length - 1] = colon < 0 ? path[path.Length - 1] : path[path.Length - 1].Substring(0, colon);
            yield return (path, dataset);
        }
    }
}
