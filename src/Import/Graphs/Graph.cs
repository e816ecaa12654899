using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NetGen.Import.Graphs;

/// <summary>A network as operators that read each other's outputs, whatever the format of its file.</summary>
/// <param name="format">What wrote the file, for <see cref="ImportedNetwork.Format"/>.</param>
internal sealed class Graph(string format)
{
    public string Format => format;

    /// <summary>Whether NetGen wrote the file: names of nodes then say to which layer they belong, and how it was declared.</summary>
    public bool IsOwn { get; set; }

    /// <summary>Values that may be made from constants: what a file of this size can want.</summary>
    public int LargestConstant { get; set; } = int.MaxValue;

    public GraphValue? Input { get; set; }

    /// <summary>What the network puts out; several where the file has them and none was chosen.</summary>
    public List<GraphValue> Outputs { get; } = [];

    /// <summary>The nodes; once sorted, each stands behind those that it reads.</summary>
    public List<GraphNode> Nodes { get; } = [];

    public ObstacleList Obstacles { get; } = new();

    public List<string> Remarks { get; } = [];

    /// <summary>Samples at once, as the file says, or 1 where it leaves that open.</summary>
    public int Batch => Input?.Shape is { Length: > 0 } shape ? shape[0] : 1;

    /// <summary>The only node that reads a value; null where several do, or the value is put out.</summary>
    public GraphNode? OnlyReader(GraphValue value) => value.Readers.Count == 1 && !Outputs.Contains(value) ? value.Readers[0] : null;

    /// <summary>Makes all who read a value read another.</summary>
    public void Replace(GraphValue value, GraphValue by)
    {
        foreach (GraphNode reader in value.Readers.Distinct().ToList())
        {
            for (int i = 0; i < reader.Inputs.Count; i++)
            {
                if (reader.Inputs[i] == value)
                {
                    reader.Inputs[i] = by;
                    by.Readers.Add(reader);
                }
            }
        }

        value.Readers.Clear();
        for (int i = 0; i < Outputs.Count; i++)
        {
            if (Outputs[i] == value)
            {
                Outputs[i] = by;
            }
        }
    }

    /// <summary>Takes a node out whose outputs nobody reads any more.</summary>
    public void Remove(GraphNode node)
    {
        Nodes.Remove(node);
        Detach(node);
    }

    /// <summary>Puts one node in the place of one or several: it makes the last one's output.</summary>
    public void Substitute(GraphNode node, IEnumerable<GraphNode> replaced, GraphValue output)
    {
        int place = Nodes.IndexOf(output.Producer!);
        node.Outputs.Add(output);
        output.Producer = node;
        Nodes[place] = node;
        foreach (GraphNode old in replaced.ToList())
        {
            Nodes.Remove(old);
            Detach(old);
        }

        foreach (GraphValue? input in node.Inputs)
        {
            input?.Readers.Add(node);
        }
    }

    /// <summary>Leaves out what no output depends on, and puts each node behind those that it reads.</summary>
    /// <exception cref="InvalidDataException">A node reads what is made of its own output.</exception>
    public void Sort()
    {
        var sorted = new List<GraphNode>();
        var states = new Dictionary<GraphNode, bool>();
        var open = new Stack<(GraphNode Node, int Next)>();
        foreach (GraphNode root in Outputs.Select(output => output.Producer).OfType<GraphNode>())
        {
            Visit(root);
        }

        foreach (GraphNode node in Nodes.Where(node => !states.ContainsKey(node)))
        {
            Detach(node);
        }

        Nodes.Clear();
        Nodes.AddRange(sorted);

        void Visit(GraphNode root)
        {
            if (states.ContainsKey(root))
            {
                return;
            }

            states.Add(root, false);
            open.Push((root, 0));
            while (open.Count > 0)
            {
                (GraphNode node, int next) = open.Pop();
                if (next == node.Inputs.Count)
                {
                    states[node] = true;
                    sorted.Add(node);
                    continue;
                }

                open.Push((node, next + 1));
                if (node.Inputs[next]?.Producer is { } producer)
                {
                    if (!states.TryGetValue(producer, out bool isDone))
                    {
                        states.Add(producer, false);
                        open.Push((producer, 0));
                    }
                    else if (!isDone)
                    {
                        throw new InvalidDataException($"The node '{Files.FileText.Of(producer.Name)}' reads what is made of its own output.");
                    }
                }
            }
        }
    }

    private static void Detach(GraphNode node)
    {
        foreach (GraphValue? input in node.Inputs)
        {
            input?.Readers.RemoveAll(reader => reader == node);
        }
    }
}
