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
internal sealed record Hint(string Kind, bool IsWhole, bool IsSame, bool HasOutputPadding)
{
    private const string Same = "same";
    private const string OutputPadding = "output_padding";

    private static readonly Hint None = new("", false, false, false);

    public bool IsNone => Kind.Length == 0;

    public static Hint Of(Graph graph, GraphNode node)
    {
        if (!graph.IsOwn || node.Text(OnnxNames.Layer, "") is not { Length: > 0 } text)
        {
            return None;
        }

        string[] words = text.Split(' ');
        return new Hint(words[0], !OnnxNames.IsPart(node.Name), words.Contains(Same), words.Contains(OutputPadding));
    }

    /// <summary>The words that say so.</summary>
    public static string Words(string kind, bool isSame, bool hasOutputPadding) =>
        kind + (isSame ? " " + Same : "") + (hasOutputPadding ? " " + OutputPadding : "");
}
