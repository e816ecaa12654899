using System;
using System.Linq;
using NetGen.Import.Declaration;

namespace NetGen.Import.Graphs.Lowering;

/// <summary>
/// A factor and a term for all values, or for each channel: a Rescaling; a Normalization of what comes in; a BatchNormalization elsewhere, as which another
/// exporter has written it and which NetGen makes part of the weights before it.
/// </summary>
internal static class LowerAffine
{
    private const double Epsilon = 1e-3;

    public static void Apply(LoweringContext context, GraphNode node)
    {
        if (context.Find(node.Input(0)) is not { } value)
        {
            return;
        }

        GraphTensor? scale = value.Arrange(node.Constant(1)!);
        GraphTensor? offset = value.Arrange(node.Constant(2)!);
        if (scale is null || offset is null || !IsAlongLast(scale, value) || !IsAlongLast(offset, value))
        {
            context.Refuse(
                node,
                $"joins values of shape {ShapeText.Of(value.Sizes)} for each sample with constants of other axes than the channels",
                "constants for all values, or one for each channel, can be imported");
            return;
        }

        (float[] factors, float[] terms) = (scale.Floats, offset.Floats);
        bool isNormalization = context.Hint(node) is { Kind: "Normalization" };
        if (factors.Distinct().Count() == 1 && terms.Distinct().Count() == 1 && !isNormalization)
        {
            DraftLayer rescaling = DraftLayers.Rescaling(node.Name, LowerNormalizations.OnnxNumber(factors[0]), LowerNormalizations.OnnxNumber(terms[0]));
            context.Set(node.Output, value.By(context.Append(node, rescaling, value)));
            return;
        }

        int channels = value.Shape[value.Shape.Length - 1];
        factors = [.. Enumerable.Range(0, channels).Select(i => factors[i % factors.Length])];
        terms = [.. Enumerable.Range(0, channels).Select(i => terms[i % terms.Length])];
        bool isOfInput = isNormalization || (factors.All(factor => factor > 0) && IsUnlearnt(value.Layer));
        DraftLayer layer = isOfInput
            ? new DraftLayer("Normalization", node.Name)
                .Weighing("mean", [channels], [.. terms.Zip(factors, (term, factor) => (float)(-(double)term / factor))])
                .Weighing("variance", [channels], [.. factors.Select(factor => (float)(1 / ((double)factor * factor)))])
            : DraftLayers.BatchNormalization(node.Name, Epsilon)
                .Weighing("gamma", [channels], factors)
                .Weighing("beta", [channels], terms)
                .Weighing("moving_mean", [channels], new float[channels])
                .Weighing("moving_variance", [channels], [.. Enumerable.Repeat((float)(1 - Epsilon), channels)]);
        context.Set(node.Output, value.By(context.Append(node, layer, value)));
    }

    private static bool IsAlongLast(GraphTensor constant, Lowered value) =>
        constant.Count == 1 || constant.Count == value.Shape[value.Shape.Length - 1] && constant.Shape[constant.Rank - 1] == constant.Count;

    /// <summary>Whether nothing has been learnt up to here: the input, rescaled at most.</summary>
    private static bool IsUnlearnt(DraftLayer? layer) => layer is null || (layer.Kind == "Rescaling" && IsUnlearnt(layer.Inputs[0]));
}
