using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetGen.Reporting;

/// <summary>What is drawn as one: the input, or a layer that changes the shape, with the layers after it that do not.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Operation">What it does: "Conv2D 3 × 3".</param>
/// <param name="Shape">The shape that it gives.</param>
/// <param name="Role">What it is for.</param>
/// <param name="ParameterCount">Number of its parameters.</param>
internal sealed record NetworkStage(string Name, string Operation, IReadOnlyList<int> Shape, StageRole Role, long ParameterCount)
{
    private const string KernelSize = "kernel_size";
    private const string PoolSize = "pool_size";
    private const string Units = "units";
    private const string KeepDims = "keepdims";

    private readonly List<string> _notes = [];
    private readonly List<int> _joined = [];

    /// <summary>Height and width of what the stage sees of the one before it at a time; null where that is all of it.</summary>
    public (int Height, int Width)? Window { get; private init; }

    /// <summary>The kinds of the layers that follow and leave the shape as it is.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The stage that it reads; the one before it in most networks.</summary>
    public int Source { get; private init; }

    /// <summary>Further stages whose outputs are joined with its own, as by a sum.</summary>
    public IReadOnlyList<int> Joined => _joined;

    /// <summary>Whether the stage gives feature maps, rather than a vector.</summary>
    public bool HasMaps => Shape.Count is 2 or 3;

    /// <summary>Rows of a feature map.</summary>
    public int Height => Shape[0];

    /// <summary>Columns of a feature map.</summary>
    public int Width => Shape[1];

    /// <summary>Number of feature maps.</summary>
    public int Channels => Shape.Count == 3 ? Shape[2] : 1;

    /// <summary>Number of values.</summary>
    public long Size => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>"200 × 200 × 32".</summary>
    public string ShapeText => string.Join(" × ", Shape.Select(size => size.ToString("N0", CultureInfo.InvariantCulture)));

    /// <summary>The stages of a network, the input first.</summary>
    public static IReadOnlyList<NetworkStage> Of(NetworkInfo network)
    {
        var stages = new List<NetworkStage> { new("input", "Input", network.InputShape, StageRole.Input, 0) };
        var stageOf = new Dictionary<string, int> { ["input"] = 0 };
        int last = LastShaping(network.Layers);
        for (int i = 0; i < network.Layers.Count; i++)
        {
            LayerInfo layer = network.Layers[i];
            int source = stageOf[layer.Inputs[0]];
            if (IsShaping(layer))
            {
                stages.Add(OfLayer(layer, i == last, source));
                source = stages.Count - 1;
            }
            else
            {
                stages[source]._notes.Add(layer.Kind);
            }

            stageOf[layer.Name] = source;
            stages[source]._joined.AddRange(layer.Inputs.Skip(1).Select(input => stageOf[input]).Where(joined => joined != source));
        }

        // The layer that makes the outputs names their activation, unless a layer of its own does.
        NetworkStage final = stages[stageOf[network.Layers[^1].Name]];
        if (network.OutputActivation != Activation.Linear && !final.Notes.Contains(nameof(Activation)))
        {
            final._notes.Add(network.OutputActivation.ToString());
        }

        return stages;
    }

    private static NetworkStage OfLayer(LayerInfo layer, bool isLast, int source)
    {
        StageRole role = isLast && layer.OutputShape.Count == 1 ? StageRole.Output : RoleOf(layer);
        (int Height, int Width)? window = SizeOf(layer, KernelSize) ?? SizeOf(layer, PoolSize);
        string operation = role == StageRole.Convolution && window is { } size ? $"{layer.Kind} {size.Height} × {size.Width}" : layer.Kind;
        return new NetworkStage(layer.Name, operation, layer.OutputShape, role, layer.Parameters.Sum(parameter => (long)parameter.Size)) { Window = window, Source = source };
    }

    private static int LastShaping(IReadOnlyList<LayerInfo> layers)
    {
        int last = -1;
        for (int i = 0; i < layers.Count; i++)
        {
            last = IsShaping(layers[i]) ? i : last;
        }

        return last;
    }

    private static bool IsShaping(LayerInfo layer) => RoleOf(layer) != StageRole.Rearranging || !layer.InputShape.SequenceEqual(layer.OutputShape);

    /// <summary>What a layer is for, by what it was declared with: a kernel, a window or the whole image, or units.</summary>
    private static StageRole RoleOf(LayerInfo layer) =>
        layer.Config.ContainsKey(KernelSize) ? StageRole.Convolution
        : layer.Config.ContainsKey(PoolSize) || layer.Config.ContainsKey(KeepDims) ? StageRole.Pooling
        : layer.Config.ContainsKey(Units) ? StageRole.Dense
        : StageRole.Rearranging;

    private static (int Height, int Width)? SizeOf(LayerInfo layer, string name) =>
        layer.Config.TryGetValue(name, out object? size) && size is IReadOnlyList<int> and [int height, int width] ? (height, width) : null;
}
