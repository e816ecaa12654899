using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;

namespace NetGen.Import.Graphs.Lowering;

/// <summary>What is known while nodes become layers.</summary>
internal sealed class LoweringContext(Graph graph)
{
    private readonly Dictionary<GraphValue, Lowered> _values = [];

    public Graph Graph => graph;

    /// <summary>The layers so far, each behind those that it reads.</summary>
    public List<DraftLayer> Layers { get; } = [];

    /// <summary>A value as a layer makes it; null for what an obstacle keeps from being made, of which nothing more is said.</summary>
    public Lowered? Find(GraphValue? value) => value is not null && _values.TryGetValue(value, out Lowered? lowered) ? lowered : null;

    public void Set(GraphValue value, Lowered lowered) => _values[value] = lowered;

    /// <summary>Says that a node cannot be a layer.</summary>
    public void Refuse(GraphNode node, string reason, string needed) => graph.Obstacles.Add(node, reason, needed);

    /// <summary>Puts a layer behind those that there are.</summary>
    public DraftLayer Append(DraftLayer layer, params Lowered[] inputs)
    {
        layer.Reading([.. inputs.Select(input => input.Layer)]);
        Layers.Add(layer);
        return layer;
    }

    /// <summary>A node's layer: it has the node's name where that means something.</summary>
    public DraftLayer Append(GraphNode node, DraftLayer layer, params Lowered[] inputs)
    {
        layer.WantedName = LayerNaming.Of(graph, node);
        return Append(layer, inputs);
    }

    /// <summary>Whether somebody wants what a node puts out beside its first output.</summary>
    public bool IsMoreThanFirstNeeded(GraphNode node) => node.Outputs.Skip(1).Any(output => output.Readers.Count > 0 || graph.Outputs.Contains(output));

    /// <summary>What NetGen has written of a node's layer; empty for files of others.</summary>
    public Hint Hint(GraphNode node) => Lowering.Hint.Of(graph, node);
}
