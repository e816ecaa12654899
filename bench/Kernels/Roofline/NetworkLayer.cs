using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Bench.Peers;
using NetGen.Bench.Services;
using NetGen.Tool.Emission;
using NetGen.Tool.Speed;

namespace NetGen.Bench.Kernels.Roofline;

/// <summary>A layer of a network, with what is fused with it, which is measured as a network of its own.</summary>
/// <param name="Name">For the report.</param>
/// <param name="ClassName">The class of that network.</param>
/// <param name="Source">Its declaration.</param>
/// <param name="Group">The layers.</param>
internal sealed record NetworkLayer(string Name, string ClassName, string Source, LayerGroup Group)
{
    /// <summary>The convolutions and dense layers of all wide networks.</summary>
    public static IReadOnlyList<NetworkLayer> All()
    {
        IReadOnlyList<NetworkDeclaration> declarations = NetworkDeclaration.ReadAll(typeof(NetworkLayer).Assembly.Location);
        return
        [
            .. Of("cifar-vgg", CifarVgg.Info),
            .. Of("vgg-11", Vgg11.Info),
            .. Of("alexnet", AlexNet.Info),
            .. Of("wide", Wide.Info),
        ];

        IEnumerable<NetworkLayer> Of(string name, NetworkInfo network)
        {
            NetworkDeclaration declaration = declarations.Single(candidate => candidate.FullName.EndsWith("." + network.Name, StringComparison.Ordinal));
            // Convolutions and dense layers: what else has a plan of its own is a pooling that is not fused.
            return LayerGroup.Of(network).Where(group => group.Layers[0].Parameters.Count > 0).Select(group =>
            {
                string className = FormattableString.Invariant($"{network.Name}{group.First}");
                string source = declaration.SourceOf(className, group.InputShape, inputGradient: false, group.First, group.Layers.Count);
                return new NetworkLayer($"{name}: {Describe(group)}", className, source, group);
            });
        }
    }

    /// <summary>Operations of a batch's forward pass, those of a fused pooling not counted.</summary>
    public double Flops(int batch) => (double)Group.Layers[0].ForwardFlops * batch;

    /// <summary>
    /// Bytes that a prediction of a batch cannot do without: the weights once, and each sample's input and output. What is read twice, and what Winograd's algorithm
    /// and sums in parts write in between, does not count.
    /// </summary>
    public long Bytes(int batch) => sizeof(float) * (
        Group.Layers[0].Parameters.Sum(parameter => (long)parameter.Size)
        + ((long)batch * (Product(Group.Layers[0].InputShape) + Product(Group.Layers[^1].OutputShape))));

    private static long Product(IReadOnlyList<int> shape) => shape.Aggregate(1L, (product, size) => product * size);

    private static string Describe(LayerGroup group)
    {
        LayerInfo layer = group.Layers[0];
        string strides = layer.Config.TryGetValue("strides", out object? size) && size is IReadOnlyList<int> and [> 1 and var stride, _] ? FormattableString.Invariant($" by {stride}") : "";
        string pooled = group.Layers.Any(other => other.Kind == "MaxPooling2D") ? ", pooled" : "";
        return layer.Parameters[0].Shape is [var height, var width, _, var filters]
            ? FormattableString.Invariant($"{height}x{width}{strides}, {string.Join('x', layer.InputShape)} -> {filters}{pooled}")
            : FormattableString.Invariant($"dense, {layer.InputShape[0]} -> {layer.OutputShape[0]}");
    }
}
