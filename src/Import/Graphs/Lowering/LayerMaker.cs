using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;
using NetGen.Import.Graphs.Passes;

namespace NetGen.Import.Graphs.Lowering;

/// <summary>
/// Makes layers of operators, one after the other. An operator that cannot be one is an obstacle, and so is each other that cannot, whether or not it reads
/// the first.
/// </summary>
internal static class LayerMaker
{
    private static readonly Dictionary<string, Action<LoweringContext, GraphNode>> Operators = new(StringComparer.Ordinal)
    {
        ["Conv"] = LowerConvolutions.Convolution,
        ["ConvTranspose"] = LowerConvolutions.Transposed,
        ["MaxPool"] = LowerPoolings.Pooling,
        ["AveragePool"] = LowerPoolings.Pooling,
        ["GlobalAveragePool"] = LowerPoolings.Global,
        ["GlobalMaxPool"] = LowerPoolings.Global,
        ["ReduceMean"] = LowerPoolings.Reduction,
        ["ReduceMax"] = LowerPoolings.Reduction,
        ["Gemm"] = LowerDense.Product,
        ["MatMul"] = LowerDense.Product,
        ["BatchNormalization"] = LowerNormalizations.Batch,
        ["InstanceNormalization"] = LowerNormalizations.Groups,
        ["GroupNormalization"] = LowerNormalizations.Groups,
        ["LayerNormalization"] = LowerNormalizations.Layers,
        ["Affine"] = LowerAffine.Apply,
        ["Relu"] = LowerActivations.Function,
        ["Relu6"] = LowerActivations.Function,
        ["Sigmoid"] = LowerActivations.Function,
        ["Tanh"] = LowerActivations.Function,
        ["Softplus"] = LowerActivations.Function,
        ["Softsign"] = LowerActivations.Function,
        ["Exp"] = LowerActivations.Function,
        ["Mish"] = LowerActivations.Function,
        ["HardSwish"] = LowerActivations.Function,
        ["HardSigmoid"] = LowerActivations.Function,
        ["Swish"] = LowerActivations.Function,
        ["Gelu"] = LowerActivations.Function,
        ["Elu"] = LowerActivations.Function,
        ["Selu"] = LowerActivations.Function,
        ["Celu"] = LowerActivations.Function,
        ["LeakyRelu"] = LowerActivations.Function,
        ["ThresholdedRelu"] = LowerActivations.Function,
        ["Clip"] = LowerActivations.Function,
        [ComposeRectifiers.Kind] = LowerActivations.Function,
        ["PRelu"] = LowerActivations.LearntSlopes,
        ["Softmax"] = LowerActivations.Softmax,
        ["LogSoftmax"] = LowerActivations.Softmax,
        ["Dropout"] = LowerActivations.Dropout,
        ["Add"] = LowerMerging.Join,
        ["Sub"] = LowerMerging.Join,
        ["Mul"] = LowerMerging.Join,
        ["Div"] = LowerMerging.Join,
        ["Max"] = LowerMerging.Join,
        ["Min"] = LowerMerging.Join,
        ["Mean"] = LowerMerging.Join,
        ["Sum"] = LowerMerging.Join,
        ["Concat"] = LowerMerging.Concatenate,
        ["Transpose"] = LowerShapes.Transpose,
        ["Reshape"] = LowerShapes.Reshape,
        ["Flatten"] = LowerShapes.Reshape,
        ["Squeeze"] = LowerShapes.Reshape,
        ["Unsqueeze"] = LowerShapes.Reshape,
        ["Pad"] = LowerBorders.Pad,
        ["Slice"] = LowerBorders.Slice,
        ["Resize"] = LowerBorders.Resize,
        ["Upsample"] = LowerBorders.Resize,
    };

    /// <summary>The operators that layers are made of.</summary>
    public static IEnumerable<string> Kinds => Operators.Keys;

    /// <summary>The network's declaration; null where there are obstacles, which are the graph's then.</summary>
    public static NetworkDraft? Make(Graph graph, Lowered? input)
    {
        var context = new LoweringContext(graph);
        if (input is not null)
        {
            context.Set(graph.Input!, input);
        }

        foreach (GraphNode node in graph.Nodes)
        {
            if (!Operators.TryGetValue(node.Kind, out Action<LoweringContext, GraphNode>? make))
            {
                graph.Obstacles.Add(node, "is not among NetGen's layers", "docs/interop.md lists the operators that can be imported");
            }
            else if (node.Input(0) is { Constant: not null } && node.Inputs.All(one => one is null or { Constant: not null }))
            {
                graph.Obstacles.Add(
                    node, "is computed of constants alone, in a way that is not known", "docs/interop.md lists what is computed while importing");
            }
            else
            {
                make(context, node);
            }
        }

        foreach (GraphValue output in graph.Outputs.Where(output => output.Constant is not null))
        {
            graph.Obstacles.Add(output.Maker ?? "Output", output.Name, "does not depend on the input", "an output that does is needed");
        }

        return graph.Obstacles.All.Count > 0 || input is null || context.Find(graph.Outputs[0]) is not { } made ? null : Draft(graph, context, made, input);
    }

    private static NetworkDraft Draft(Graph graph, LoweringContext context, Lowered output, Lowered input)
    {
        // Whoever compares outputs has them in the file's order; only images are (height, width, channels), as everywhere.
        var last = new GraphNode("Output", graph.Outputs[0].Name, 0);
        last.Set("channels_last", graph.Outputs[0].Producer?.Integer("channels_last", 0) ?? 0L);
        bool isImage = output.IsImage && output.Sizes.Length == output.Shape.Length && output.Unflattened is null && !output.IsInFileOrder;
        Lowered result = isImage ? context.ToImage(last, output)! : context.ToFileOrder(last, output);

        // A network has one layer at least.
        DraftLayer made = result.Layer ?? context.Append(DraftLayers.Activation(last.Name, "Linear"), result);

        var draft = new NetworkDraft(graph.Format, input.Shape) { IsChannelsFirst = input.IsChannelsFirst };
        var needed = new HashSet<DraftLayer> { made };
        for (int i = context.Layers.Count - 1; i >= 0; i--)
        {
            if (needed.Contains(context.Layers[i]))
            {
                draft.Layers.Insert(0, context.Layers[i]);
                needed.UnionWith(context.Layers[i].Inputs.OfType<DraftLayer>());
            }
        }

        draft.Remarks.AddRange(graph.Remarks);
        if (input.IsImage && !input.IsInFileOrder)
        {
            draft.Remarks.Add("Images are (height, width, channels); the file has them as (channels, height, width).");
        }

        if (result.IsImage && !result.IsInFileOrder)
        {
            draft.Remarks.Add("The output is (height, width, channels); the file has it as (channels, height, width).");
        }

        return draft;
    }
}
