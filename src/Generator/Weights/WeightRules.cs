using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Weights;

/// <summary>Rules about a file of weights beside the network that it is for: what loading would refuse at run time.</summary>
internal static class WeightRules
{
    /// <param name="network">The network.</param>
    /// <param name="tensors">What the file holds.</param>
    /// <param name="path">The file, as the attribute names it.</param>
    /// <param name="findings">Receives what is wrong.</param>
    public static void Check(Network network, ImmutableArray<TensorEntry> tensors, string path, Findings findings)
    {
        var parameters = network.Nodes
            .SelectMany(node => node.Parameters.Select(parameter =>
                (Name: $"{node.Name}/{parameter.Role}", Shape: parameter.Shape.Select(side => (long)side).ToArray())))
            .ToDictionary(parameter => parameter.Name, parameter => parameter.Shape, System.StringComparer.Ordinal);

        string[] missing = [.. parameters.Keys.Except(tensors.Select(tensor => tensor.Name))];
        if (missing.Length > 0)
        {
            findings.Remark(RuleId.MissingTensors, Site.Weights, path, Shown.List(missing), network.Name);
        }

        string[] extra = [.. tensors.Where(tensor => !parameters.ContainsKey(tensor.Name)).Select(tensor => Shown.Name(tensor.Name))];
        if (extra.Length > 0)
        {
            findings.Remark(RuleId.ExtraTensors, Site.Weights, path, Shown.List(extra), network.Name);
        }

        string[] misshapen =
        [
            .. tensors
                .Where(tensor => parameters.TryGetValue(tensor.Name, out long[] shape) && !tensor.Shape.SequenceEqual(shape))
                .Select(tensor => $"{tensor.Name} is {Shown.Shape(tensor.Shape)} and must be {Shown.Shape(parameters[tensor.Name])}"),
        ];
        if (misshapen.Length > 0)
        {
            findings.Remark(RuleId.MisshapenTensors, Site.Weights, path, network.Name, Shown.List(misshapen));
        }
    }
}
