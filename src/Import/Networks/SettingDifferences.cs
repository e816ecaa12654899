using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Networks;

/// <summary>
/// Says in what else than weights a network differs from the one of the file, as far as the file describes one: weights that fit compute other numbers under another epsilon, slope or
/// function.
/// </summary>
internal sealed class SettingDifferences
{
    private readonly Dictionary<LayerInfo, ImportedLayer> _pairs;
    private readonly List<string> _found = [];

    private SettingDifferences(Dictionary<LayerInfo, ImportedLayer> pairs) => _pairs = pairs;

    /// <summary>Whole sentences, in the order of the network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="assigned">The weights that it gets.</param>
    /// <param name="file">The file's network.</param>
    public static IReadOnlyList<string> Of(NetworkInfo network, IReadOnlyList<AssignedTensor> assigned, ImportedNetwork file)
    {
        var differences = new SettingDifferences(Pairs(network, assigned, file));
        List<Part> own = Parts(network.Layers, layer => layer.Parameters.Count > 0, ComputedStep.Of);
        HashSet<string> weighted = [.. file.Tensors.Select(tensor => tensor.Name[..tensor.Name.LastIndexOf('/')])];
        List<Part> theirs = Parts(file.Layers, layer => weighted.Contains(layer.Name), ComputedStep.Of);
        Dictionary<object, int> places = theirs.Select((part, i) => (part.Layer, i)).ToDictionary(part => part.Layer, part => part.i);
        for (int i = 0; i < own.Count; i++)
        {
            if (differences._pairs.TryGetValue((LayerInfo)own[i].Layer, out ImportedLayer? layer))
            {
                differences.Compare(own[i], theirs[places[layer]], isWhole: differences.IsFollowedAlike(own, i, theirs, places[layer]));
            }
        }

        return differences._found;
    }

    /// <summary>Which layer of the file has given its weights to which: names lead astray in some formats, and the values themselves do not.</summary>
    private static Dictionary<LayerInfo, ImportedLayer> Pairs(NetworkInfo network, IReadOnlyList<AssignedTensor> assigned, ImportedNetwork file)
    {
        ILookup<string, AssignedTensor> given = assigned.ToLookup(tensor => tensor.Parameter[..tensor.Parameter.LastIndexOf('/')]);
        Dictionary<string, ImportedTensor> tensors = file.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var free = file.Layers.ToList();
        var pairs = new Dictionary<LayerInfo, ImportedLayer>();
        foreach (LayerInfo layer in network.Layers.Where(layer => given[layer.Name].Any()))
        {
            ImportedLayer? source = free.FirstOrDefault(candidate => given[layer.Name].All(tensor =>
                tensors.TryGetValue(candidate.Name + tensor.Parameter[tensor.Parameter.LastIndexOf('/')..], out ImportedTensor? theirs)
                && theirs.Values.AsSpan().SequenceEqual(tensor.Values)));
            if (source is not null)
            {
                free.Remove(source);
                pairs.Add(layer, source);
            }
        }

        return pairs;
    }

    /// <summary>A network as its layers with weights, each with what follows before the next.</summary>
    private static List<Part> Parts<T>(IEnumerable<T> layers, Func<T, bool> isWeighted, Func<T, ComputedStep[]> steps)
        where T : class
    {
        var parts = new List<Part>();
        foreach (T layer in layers)
        {
            if (isWeighted(layer))
            {
                parts.Add(new Part(layer, []));
            }

            if (parts.Count > 0)
            {
                parts[^1].Steps.AddRange(steps(layer));
            }
        }

        return parts;
    }

    /// <summary>Whether the next layers with weights are a pair too, or neither has one: only then what stands between is the same part of both.</summary>
    private bool IsFollowedAlike(List<Part> own, int i, List<Part> theirs, int j) =>
        i + 1 == own.Count || j + 1 == theirs.Count
            ? i + 1 == own.Count && j + 1 == theirs.Count
            : _pairs.TryGetValue((LayerInfo)own[i + 1].Layer, out ImportedLayer? next) && next == theirs[j + 1].Layer;

    private void Compare(Part own, Part theirs, bool isWhole)
    {
        Compare(own.Steps[0], theirs.Steps[0]);
        if (!isWhole)
        {
            return;
        }

        foreach ((ComputedStep mine, ComputedStep other) in own.Steps.Zip(theirs.Steps).Skip(1))
        {
            Compare(mine, other);
        }

        if (!own.Steps.Skip(1).Select(step => step.Words).SequenceEqual(theirs.Steps.Skip(1).Select(step => step.Words)))
        {
            _found.Add($"Behind '{((LayerInfo)own.Layer).Name}' the network has {Listed(own.Steps.Skip(1))}, and the file {Listed(theirs.Steps.Skip(1))}.");
        }
    }

    private void Compare(ComputedStep own, ComputedStep theirs)
    {
        foreach ((string setting, string value) in theirs.Settings)
        {
            if (own.Words == theirs.Words && own.Settings.TryGetValue(setting, out string? mine) && mine != value)
            {
                _found.Add($"'{own.Layer}' has the {setting} {mine}, and the file's '{theirs.Layer}' {value}.");
            }
        }
    }

    private static string Listed(IEnumerable<ComputedStep> steps)
    {
        string[] words = [.. steps.Select(step => step.Words)];
        return words.Length == 0 ? "nothing" : string.Join(", ", words);
    }

    /// <param name="Layer">The layer with weights.</param>
    /// <param name="Steps">What it and those behind it compute.</param>
    private sealed record Part(object Layer, List<ComputedStep> Steps);
}
