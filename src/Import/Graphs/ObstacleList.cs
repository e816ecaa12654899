using System.Collections.Generic;

namespace NetGen.Import.Graphs;

/// <summary>Collects what stands in the way of an import, each thing once.</summary>
internal sealed class ObstacleList
{
    private readonly List<Obstacle> _all = [];

    public IReadOnlyList<Obstacle> All => _all;

    public void Add(string kind, string name, string reason, string needed, OpenChoice choice = OpenChoice.None)
    {
        var obstacle = new Obstacle(kind, name, reason, needed) { Choice = choice };
        if (!_all.Contains(obstacle))
        {
            _all.Add(obstacle);
        }
    }

    public void Add(GraphNode node, string reason, string needed) => Add(node.Operator, node.Name, reason, needed);
}
