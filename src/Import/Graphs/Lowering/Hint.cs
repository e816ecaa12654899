using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Onnx;

namespace NetGen.Import.Graphs.Lowering;

/// <summary>
/// How the layer was declared that a node of a file of NetGen's comes from. It decides between declarations that mean the same, and nothing else.
/// </summary>
/// <param name="Kind">The layer's kind; empty where the file is not NetGen's.</param>
/// <param name="IsWhole">Whether the node bears the layer's name, and not that of a part.</param>
/// <param name="IsSame">Whether it was declared with "same" padding.</param>
/// <param name="HasOutputPadding">Whether it was declared with an output padding.</param>
/// <param name="SharedAxes">Along which axes slopes were declared to be shared, from 1; of an axis of one value the slopes do not tell.</param>
internal sealed record Hint(string Kind, bool IsWhole, bool IsSame, bool HasOutputPadding, IReadOnlyList<int> SharedAxes)
{
    private const int MostAxes = 3;
    private const string Same = "same";
    private const string OutputPadding = "output_padding";
    private const string Shared = "shared_";

    private static readonly Hint None = new("", false, false, false, []);

    public bool IsNone => Kind.Length == 0;

    public static Hint Of(Graph graph, GraphNode node)
    {
        if (!graph.IsOwn || node.Text(OnnxNames.Layer, "") is not { Length: > 0 } text)
        {
            return None;
        }

        string[] words = text.Split(' ');
        return new Hint(words[0], !OnnxNames.IsPart(node.Name), words.Contains(Same), words.Contains(OutputPadding),
            [.. Enumerable.Range(1, MostAxes).Where(axis => words.Contains(Word(axis)))]);
    }

    /// <summary>The words that say so.</summary>
    public static string Words(string kind, bool isSame, bool hasOutputPadding, IEnumerable<int> sharedAxes) =>
        kind + (isSame ? " " + Same : "") + (hasOutputPadding ? " " + OutputPadding : "") + string.Concat(sharedAxes.Select(axis => " " + Word(axis)));

    private static string Word(int axis) => FormattableString.Invariant($"{Shared}{axis}");
}
