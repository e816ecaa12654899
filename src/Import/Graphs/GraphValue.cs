using System.Collections.Generic;

namespace NetGen.Import.Graphs;

/// <summary>What flows between nodes, or a constant.</summary>
/// <param name="name">Its name in the file.</param>
internal sealed class GraphValue(string name)
{
    public string Name => name;

    /// <summary>The node that makes it; null for the graph's input and for constants.</summary>
    /// <summary>The operator that has made a constant, for messages; null for those that the file gives.</summary>
    public string? Maker { get; set; }

    public GraphNode? Producer { get; set; }

    /// <summary>Its shape with the batch first; null where that is not known.</summary>
    public int[]? Shape { get; set; }

    /// <summary>Its values, where they do not depend on the input.</summary>
    public GraphTensor? Constant { get; set; }

    /// <summary>The nodes that read it, each as often as it does.</summary>
    public List<GraphNode> Readers { get; } = [];
}
