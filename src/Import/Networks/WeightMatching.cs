using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using NetGen.Import.Files;

namespace NetGen.Import.Networks;

/// <summary>Finds for every layer of a network the one of a file that it is, or says why that cannot be told.</summary>
internal static class WeightMatching
{
    private const int MostComplaints = 20;

    /// <param name="network">The network.</param>
    /// <param name="chosen">The names of the parameters that are loaded.</param>
    /// <param name="weights">The file's.</param>
    /// <param name="needsAll">Whether nothing may be left in the file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="InvalidDataException">The weights do not fit.</exception>
    public static IReadOnlyList<AssignedTensor> Match(NetworkInfo network, HashSet<string> chosen, WeightCollection weights, bool needsAll, string file)
    {
        LayerInfo[] weighted = [.. network.Layers.Where(layer => layer.Parameters.Count > 0)];
        LayerInfo[] layers = [.. weighted.Where(layer => layer.Parameters.Any(parameter => chosen.Contains(parameter.Name)))];
        IReadOnlyList<FileLayer> found = FileLayer.Of(weights);
        found = weights.Layout == WeightLayout.PyTorch ? FileLayer.Joined(found, weighted) : found;
        FileLayer[][] named = Called(layers, found, weights.LayerNames, needsAll)
            ?? [.. layers.Select(layer => found.Where(candidate => candidate.IsCalled(layer.Name)).ToArray())];
        var complaints = new List<string>();
        int byName = named.Count(candidates => candidates.Length == 1);
        FileLayer[]? sources = byName == layers.Length && named.Select(candidates => candidates[0]).Distinct().Count() == layers.Length
            ? [.. named.Select(candidates => candidates[0])]
            : null;
        int[] places = [.. layers.Select(layer => Array.IndexOf(weighted, layer))];
        if (sources is null && (needsAll ? found.Count == layers.Length : found.Count > places[^1]))
        {
            sources = [.. places.Select(place => found[place])];
            for (int i = 0; i < layers.Length; i++)
            {
                // Where a name says one thing and the order another, neither is believed.
                if (named[i].Length > 0 && !named[i].Contains(sources[i]) && !IsCounted(layers[i]))
                {
                    complaints.Add($"'{layers[i].Name}' is '{FileText.Of(named[i][0].Name)}' by its name and '{FileText.Of(sources[i].Name)}' by its place");
                }
            }
        }

        if (sources is null)
        {
            string which = layers.Length == weighted.Length ? "" : " to be loaded";
            complaints.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"the network has {layers.Length} layers with weights{which}, and the file {found.Count}; {byName} have the same names"));
            complaints.Add("the network's: " + string.Join(", ", layers.Select(layer => layer.Name).Take(MostComplaints)));
            complaints.Add("the file's: " + string.Join(", ", found.Select(layer => FileText.Of(layer.Name)).Take(MostComplaints)));
            throw Refusal(file, complaints);
        }

        if (needsAll && sources.Length < found.Count)
        {
            complaints.Add(
                "nothing takes the file's " + string.Join(", ", found.Except(sources).Select(layer => FileText.Of(layer.Name)).Take(MostComplaints)));
        }

        var assigned = new List<AssignedTensor>();
        for (int i = 0; i < layers.Length; i++)
        {
            LayerWeights.Assign(network, layers[i], sources[i], weights.Layout, assigned, complaints);
        }

        return complaints.Count == 0 ? [.. assigned.Where(tensor => chosen.Contains(tensor.Parameter))] : throw Refusal(file, complaints);
    }

    /// <summary>The layers by what the file says that they are called; null unless it tells all of them, for a program may have counted otherwise.</summary>
    private static FileLayer[][]? Called(LayerInfo[] layers, IReadOnlyList<FileLayer> found, IReadOnlyDictionary<string, string> names, bool needsAll)
    {
        ILookup<string, FileLayer> byName = found.ToLookup(candidate => names.TryGetValue(candidate.Name, out string? name) ? name : "");
        return (!needsAll || found.Count == layers.Length) && layers.All(layer => byName[layer.Name].Count() == 1)
            ? [.. layers.Select(layer => byName[layer.Name].ToArray())]
            : null;
    }

    /// <summary>Whether a layer's name is one that is counted, and of no meaning beside those that another program has counted.</summary>
    private static bool IsCounted(LayerInfo layer) => layer.Name.StartsWith(SnakeCase.Of(layer.Kind), StringComparison.Ordinal);

    private static InvalidDataException Refusal(string file, List<string> complaints)
    {
        string more = complaints.Count > MostComplaints ? string.Create(CultureInfo.InvariantCulture, $"\n  and {complaints.Count - MostComplaints} more") : "";
        return new InvalidDataException(
            $"The weights of '{FileText.Of(file)}' do not fit the network, which stays as it was:\n  "
                + string.Join("\n  ", complaints.Take(MostComplaints)) + more);
    }
}
