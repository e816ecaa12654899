using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Layers;

/// <summary>Rules about layers that work against each other, or lack each other, in a network without mistakes.</summary>
internal static class ArrangementRules
{
    /// <param name="nodes">All layers in order.</param>
    /// <param name="graph">Who reads whom among them.</param>
    /// <param name="findings">Receives what is worth a word.</param>
    public static void Check(IReadOnlyList<Node> nodes, LayerGraph graph, Findings findings)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            CheckLinearStack(nodes, i, graph, findings);
            CheckZeroKernel(nodes, i, graph, findings);
        }

        NormalizationRules.Check(nodes, graph, findings);
        OutputRules.Check(nodes, graph, findings);
        RescalingRules.Check(nodes, graph, findings);
    }

    /// <summary>
    /// Two linear maps in a row are one, if nobody else reads what lies between. Silent where the first leaves fewer channels than come in and go out, or where kernels
    /// share the work of a larger one, of one row and of one column, or of each channel and of each pixel: those are made so on purpose.
    /// </summary>
    private static void CheckLinearStack(IReadOnlyList<Node> nodes, int index, LayerGraph graph, Findings findings)
    {
        Node first = nodes[index];
        if (!first.Layer.IsWeighted
            || first.Layer.Activation.Function != Activation.Linear
            || graph.PathFrom(index).Select(behind => nodes[behind]).FirstOrDefault(node => !IsLinear(node.Layer)) is not { Layer.IsWeighted: true } second)
        {
            return;
        }

        int kept = first.OutputShape.Channels;
        bool isBottleneck = kept < first.InputShape.Channels && kept < second.OutputShape.Channels;
        if (!isBottleneck && !AreFactors(first.Layer, second.Layer))
        {
            findings.Remark(RuleId.LinearStack, Site.Layer(index), first.Layer.Kind, second.Layer.Kind);
        }
    }

    /// <summary>Whether a layer without weights maps values linearly when it predicts.</summary>
    private static bool IsLinear(Layer layer) =>
        layer is Flatten or Reshape or Permute or ZeroPadding2D or UpSampling2D or RandomLayer or Rescaling or Normalization or BatchNormalization
            or Pooling2D { Function: PoolingFunction.Average } or GlobalPooling2D { Function: PoolingFunction.Average }
            or ActivationLayer { Function: Activation.Linear };

    private static bool AreFactors(Layer first, Layer second) =>
        first is DepthwiseConv2D || second is DepthwiseConv2D or SeparableConv2D || (first, second) is (Conv2D { Kernel: { Height: 1, Width: > 1 } }, Conv2D { Kernel: { Height: > 1, Width: 1 } })
            or (Conv2D { Kernel: { Height: > 1, Width: 1 } }, Conv2D { Kernel: { Height: 1, Width: > 1 } });

    /// <summary>
    /// Zeros are a start for the last layer's kernel, whose inputs differ; a hidden one tells its units apart by its first values alone. What is added to
    /// other values begins as nothing added, on purpose.
    /// </summary>
    private static void CheckZeroKernel(IReadOnlyList<Node> nodes, int index, LayerGraph graph, Findings findings)
    {
        if (nodes[index].Layer is not WeightedLayer { Weighted: var weighted } || !StartsAtZero(weighted.KernelInitialization)
            || !graph.Behind(index).Select(behind => nodes[behind]).TakeWhile(node => node.Layer is not ValueMerging).Any(node => node.Layer.IsWeighted))
        {
            return;
        }

        Activation function = graph.Behind(index).Prepend(index).Select(behind => nodes[behind]).TakeWhile(node => node.Index == index || !node.Layer.IsWeighted)
            .Select(node => node.Layer.Activation.Function).FirstOrDefault(function => function != Activation.Linear);
        bool isDead = function is Activation.ReLU or Activation.ReLU6 && (!weighted.UseBias || StartsAtZero(weighted.BiasInitialization));
        findings.Remark(
            RuleId.ZeroKernel,
            Site.Layer(index, weighted.KernelArguments + "Initializer"),
            isDead ? "before a ReLU never learns, for no gradient comes back" : "lets all outputs of a hidden layer start alike, whatever comes in",
            $"{weighted.KernelArguments}Initializer = Initializer.{weighted.KernelInitialization.Initializer}");
    }

    private static bool StartsAtZero(Initialization initialization) =>
        initialization is { Initializer: Initializer.Zeros } or { Initializer: Initializer.Constant, Constant: 0 };
}
