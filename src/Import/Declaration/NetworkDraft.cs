using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Declaration;

/// <summary>Makes a declaration of layers that know each other by reference: gives names, and says what each reads where that is not the layer above.</summary>
internal sealed class NetworkDraft(string format, IReadOnlyList<int> inputShape)
{
    private const string NetworkInput = "input";
    private const int LongestName = 128;

    private static readonly HashSet<string> Merging =
        new(StringComparer.Ordinal) { "Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate" };

    /// <summary>The layers; each stands behind those that it reads, and the last makes the network's output.</summary>
    public List<DraftLayer> Layers { get; } = [];

    /// <summary>Whether the file takes images as (channels, height, width).</summary>
    public bool IsChannelsFirst { get; init; }

    /// <summary>What there is to say of the import.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>Whether layers of a kind join several.</summary>
    public static bool IsMerging(string kind) => Merging.Contains(kind);

    public ImportedNetwork Declare()
    {
        Dictionary<DraftLayer, string> names = Names();
        var layers = new List<ImportedLayer>();
        var tensors = new List<ImportedTensor>();
        for (int i = 0; i < Layers.Count; i++)
        {
            DraftLayer layer = Layers[i];
            DraftLayer? above = i == 0 ? null : Layers[i - 1];
            string[] inputs = [.. layer.Inputs.Select(input => input is null ? NetworkInput : names[input])];
            ImportedArgument[] arguments = [.. Arguments(layer, above, inputs, names[layer], IsNamed(layer, names))];
            layers.Add(new ImportedLayer(layer.Kind, names[layer], arguments, inputs, layer.Origin) { Settings = layer.Settings });
            tensors.AddRange(layer.Weights.Select(tensor => new ImportedTensor($"{names[layer]}/{tensor.Name}", tensor.Shape, tensor.Values)));
        }

        return new ImportedNetwork(format, IsChannelsFirst, inputShape, layers, tensors, Remarks);
    }

    private static IEnumerable<ImportedArgument> Arguments(DraftLayer layer, DraftLayer? above, string[] inputs, string name, bool isNamed)
    {
        bool isMerging = IsMerging(layer.Kind);
        if (isMerging)
        {
            // The layer above comes first where only others are named.
            bool readsAbove = inputs.Length == 2 && layer.Inputs[0] == above;
            yield return new ImportedArgument("layers", readsAbove ? inputs.Skip(1).ToArray() : inputs, isPositional: true);
        }

        foreach (ImportedArgument argument in layer.Arguments)
        {
            yield return argument;
        }

        if (!isMerging && layer.Inputs[0] != above)
        {
            yield return new ImportedArgument("Input", inputs[0]);
        }

        if (isNamed)
        {
            yield return new ImportedArgument("Name", name);
        }
    }

    private static bool IsNamed(DraftLayer layer, Dictionary<DraftLayer, string> names) => layer.WantedName is not null && names[layer] == layer.WantedName;

    /// <summary>Wanted names where they are free and valid and not such as Keras gives; Keras's for all others.</summary>
    private Dictionary<DraftLayer, string> Names()
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (DraftLayer layer in Layers)
        {
            if (layer.WantedName is { } name && (!IsValid(name) || IsAutomatic(layer.Kind, name) || !wanted.Add(name)))
            {
                layer.WantedName = null;
            }
        }

        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var automatic = new Dictionary<DraftLayer, string>();
        foreach (DraftLayer layer in Layers.Where(layer => layer.WantedName is null))
        {
            automatic.Add(layer, AutomaticNames.Next(layer.Kind, counts));
        }

        // A wanted name that Keras gives to a layer without one would stand twice.
        if (wanted.Overlaps(automatic.Values))
        {
            foreach (DraftLayer layer in Layers.Where(layer => layer.WantedName is { } name && automatic.ContainsValue(name)).ToList())
            {
                layer.WantedName = null;
            }

            return Names();
        }

        return Layers.ToDictionary(layer => layer, layer => layer.WantedName ?? automatic[layer]);
    }

    private static bool IsValid(string name) =>
        name != NetworkInput && name.Length is > 0 and <= LongestName && char.IsLetterOrDigit(name[0])
            && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.');

    /// <summary>"conv2d_24": counted by the program that wrote the file, and of no meaning.</summary>
    private static bool IsAutomatic(string kind, string name)
    {
        string stem = SnakeCase.Of(kind);
        return name == stem
            || (name.StartsWith(stem + "_", StringComparison.Ordinal) && name.Length > stem.Length + 1
                && name.Skip(stem.Length + 1).All(c => c is >= '0' and <= '9'));
    }
}
