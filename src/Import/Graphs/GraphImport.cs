using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Import.Declaration;
using NetGen.Import.Files;
using NetGen.Import.Graphs.Lowering;
using NetGen.Import.Graphs.Passes;

namespace NetGen.Import.Graphs;

/// <summary>From a graph of operators to a declaration: the graph is rewritten by one pass after the other, and what is left becomes layers.</summary>
internal static class GraphImport
{
    /// <summary>The passes in order. Each keeps what the graph computes, and makes it simpler.</summary>
    private static readonly Action<Graph>[] Passes =
    [
        FoldConstants.Apply,
        DropIdentities.Apply,
        ComposeActivations.Apply,
        ComposeRectifiers.Apply,
        ComposeProducts.Apply,
        ComposeNormalizations.Apply,
        MergeBias.Apply,
        MergeFactorsAndTerms.Apply,
        FuseActivations.Apply,
    ];

    /// <exception cref="InvalidDataException">The graph is none.</exception>
    /// <exception cref="UnsupportedModelException">Something stands in the way.</exception>
    public static ImportedNetwork Import(Graph graph, string file, ImportOptions options)
    {
        ChooseOutput(graph, options);
        graph.Sort();
        if (graph.Input is null || graph.Outputs.Count == 0)
        {
            if (graph.Obstacles.All.Count == 0)
            {
                throw new InvalidDataException($"The graph of '{Files.FileText.Of(file)}' has no output.");
            }

            throw new UnsupportedModelException(file, graph.Obstacles.All);
        }

        Lowered? input = InputLayout.Of(graph, options);
        foreach (Action<Graph> pass in Passes)
        {
            pass(graph);
        }

        NetworkDraft? draft = LayerMaker.Make(graph, input);
        return draft is not null && graph.Obstacles.All.Count == 0 ? draft.Declare() : throw new UnsupportedModelException(file, Told(graph));
    }

    /// <summary>Where nothing else was said, some shape could not be found: no network comes of it, and none is guessed.</summary>
    private static IReadOnlyList<Obstacle> Told(Graph graph)
    {
        if (graph.Obstacles.All.Count == 0)
        {
            graph.Obstacles.Add("Graph", graph.Outputs[0].Name, "does not follow from the input", "a chain of known operators is needed");
        }

        return graph.Obstacles.All;
    }

    private static void ChooseOutput(Graph graph, ImportOptions options)
    {
        string names = string.Join(
            ", ", graph.Outputs.Select(output => $"'{FileText.Of(output.Name)}'{(output.Producer is { } maker ? " of " + FileText.Of(maker.Operator) : "")}"));
        if (options.Output is { } wanted)
        {
            GraphValue? chosen = graph.Outputs.FirstOrDefault(output => output.Name == wanted)
                ?? graph.Nodes.SelectMany(node => node.Outputs).FirstOrDefault(output => output.Name == wanted);
            if (chosen is null)
            {
                graph.Obstacles.Add("Output", wanted, "is not there", $"the file has {names}", OpenChoice.OtherOutput);
                return;
            }

            graph.Outputs.Clear();
            graph.Outputs.Add(chosen);
        }
        else if (graph.Outputs.Count > 1)
        {
            graph.Obstacles.Add("Graph", graph.Outputs[0].Name, $"has {graph.Outputs.Count} outputs, {names}",
                "ImportOptions.Output says which of them to compute", OpenChoice.Output);
        }
    }
}
