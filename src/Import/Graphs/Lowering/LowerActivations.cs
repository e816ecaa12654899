using System;
using System.Linq;
using NetGen.Import.Declaration;
using NetGen.Import.Graphs.Passes;

namespace NetGen.Import.Graphs.Lowering;

/// <summary>Functions of single values, and softmax.</summary>
internal static class LowerActivations
{
    public static void Function(LoweringContext context, GraphNode node)
    {
        if (context.Find(node.Input(0)) is not { } value)
        {
            return;
        }

        if (Layers(node) is { Length: > 0 } several)
        {
            context.Set(node.Output, several.Aggregate(value, (made, next) => made.By(context.Append(next, made))));
        }
        else if (Layer(context, node) is { } layer)
        {
            context.Set(node.Output, value.By(context.Append(node, layer, value)));
        }
    }

    public static void Softmax(LoweringContext context, GraphNode node)
    {
        if (context.Find(node.Input(0)) is not { } value)
        {
            return;
        }

        int? axis = ActivationForm.SoftmaxAxis(node, [1, .. value.Sizes]);
        bool isOfLast = axis is { } along && (value.Map[along - 1] == value.Shape.Length - 1 || (value.IsVector && value.Sizes[along - 1] == value.Shape[0]));
        if (!isOfLast && axis is { } other && value.Map[other - 1] >= 0 && value.Unflattened is null)
        {
            // What it runs along is made the last axis.
            int own = value.Map[other - 1];
            int[] order = [.. Enumerable.Range(0, value.Shape.Length).Where(one => one != own), own];
            DraftLayer permuted = context.Append(DraftLayers.Permute(node.Name, [.. order.Select(one => one + 1)]), value);
            value = value with
            {
                Layer = permuted,
                Shape = [.. order.Select(one => value.Shape[one])],
                Map = [.. value.Map.Select(one => one < 0 ? -1 : Array.IndexOf(order, one))],
            };
        }
        else if (!isOfLast)
        {
            context.Refuse(
                node,
                $"runs along the axis {node.Integer("axis", -1)} of values of shape {ShapeText.Of(value.Sizes)} for each sample",
                "softmax along one axis of a sample can be imported");
            return;
        }

        context.Set(node.Output, value.By(context.Append(node, DraftLayers.Activation(node.Name, Operators.Function(node.Kind)!), value)));
    }

    /// <summary>Slopes below 0 that were learnt.</summary>
    public static void LearntSlopes(LoweringContext context, GraphNode node)
    {
        if (node.Constant(1) is not { } slope)
        {
            context.Refuse(node, "computes its slopes", "slopes that are constants can be imported");
            return;
        }

        if (context.Find(node.Input(0)) is not { } value)
        {
            return;
        }

        // A slope for each channel may stand without the axes behind it.
        bool isByChannel = slope.Rank == 1 && value.Sizes.Length == 3 && slope.Count == value.Sizes[0] && slope.Count > 1 && slope.Count != value.Sizes[2];
        GraphTensor? arranged = value.Arrange(isByChannel ? slope.With([slope.Count, 1, 1]) : slope);
        if (arranged is null)
        {
            context.Refuse(
                node,
                $"has slopes of shape {ShapeText.Of(slope.Shape)} for values of shape {ShapeText.Of(value.Sizes)}",
                "slopes of that shape, or of size 1 along some axes, can be imported");
            return;
        }

        int[] shape = [.. arranged.Shape];
        Hint hint = context.Hint(node);
        int[] shared =
        [
            .. Enumerable.Range(0, value.Shape.Length)
                .Where(axis => shape[axis] == 1 && (value.Shape[axis] > 1 || (hint.IsNone ? value.IsImage && axis < 2 : hint.SharedAxes.Contains(axis + 1))))
                .Select(axis => axis + 1),
        ];
        DraftLayer layer = DraftLayers.PReLU(node.Name, shared).Weighing("alpha", shape, arranged.Floats);
        context.Set(node.Output, value.By(context.Append(node, layer, value)));
    }

    public static void Dropout(LoweringContext context, GraphNode node)
    {
        if (Dropouts.IsInTraining(node) || context.IsMoreThanFirstNeeded(node) || Dropouts.Rate(node) is not { } rate)
        {
            context.Refuse(
                node, "drops values in predictions, or says which, or computes its rate", "dropout that does nothing in predictions can be imported");
        }
        else if (context.Find(node.Input(0)) is { } value)
        {
            context.Set(node.Output, value.By(context.Append(node, DraftLayers.Dropout("Dropout", node.Name, LowerNormalizations.OnnxNumber(rate)), value)));
        }
    }

    /// <summary>Functions with other numbers than NetGen's, which are two layers.</summary>
    private static DraftLayer[] Layers(GraphNode node)
    {
        if (ActivationForm.Of(node) is not null)
        {
            return [];
        }

        double alpha = LowerNormalizations.OnnxNumber(node.Number("alpha", node.Kind == "HardSigmoid" ? 0.2 : ActivationForm.SeluAlpha));
        return node.Kind switch
        {
            "HardSigmoid" when alpha != 0 =>
                [DraftLayers.Rescaling(node.Name, alpha, LowerNormalizations.OnnxNumber(node.Number("beta", 0.5))), DraftLayers.ReLU(node.Name, 1)],
            "Selu" when node.Number("gamma", ActivationForm.SeluGamma) != 0 =>
                [DraftLayers.ELU(node.Name, alpha),
                    DraftLayers.Rescaling(node.Name, LowerNormalizations.OnnxNumber(node.Number("gamma", ActivationForm.SeluGamma)), 0)],
            _ => [],
        };
    }

    private static DraftLayer? Layer(LoweringContext context, GraphNode node)
    {
        string hint = context.Hint(node).Kind;
        double alpha = LowerNormalizations.OnnxNumber(node.Number("alpha", 1));
        switch (node.Kind)
        {
            case "LeakyRelu":
                double slope = LowerNormalizations.OnnxNumber(ActivationForm.Slope(node));
                if (slope < 0)
                {
                    context.Refuse(node, "has a slope below 0", "slopes from 0 on can be imported");
                    return null;
                }

                return hint switch
                {
                    "Activation" => DraftLayers.Activation(node.Name, "LeakyReLU", slope),
                    "ReLU" => DraftLayers.ReLU(node.Name, negativeSlope: slope),
                    _ => DraftLayers.LeakyReLU(node.Name, slope),
                };
            case "Elu" when hint == "ELU" || ActivationForm.Of(node) is null:
                return DraftLayers.ELU(node.Name, alpha);
            case "ThresholdedRelu" when alpha >= 0:
                return DraftLayers.ReLU(node.Name, threshold: alpha);
            case "Clip" when ActivationForm.Limits(node) is (0, var most) && most >= 0 && (hint == "ReLU" || ActivationForm.Of(node) is null):
                return DraftLayers.ReLU(node.Name, double.IsPositiveInfinity(most) ? null : LowerNormalizations.OnnxNumber(most));
            case "Relu" when hint == "ReLU":
                return DraftLayers.ReLU(node.Name);
            case ComposeRectifiers.Kind:
                return Rectifier(context, node);
        }

        if (ActivationForm.Of(node) is { } function)
        {
            return DraftLayers.Activation(node.Name, function);
        }

        string attributes = node.Kind == "Clip" && ActivationForm.Limits(node) is { } limits
            ? FormattableString.Invariant($"keeps values between {limits.Least} and {limits.Most}")
            : "has attributes that no function of NetGen's has";
        string needed = node.Kind == "Clip" ? "limits of 0 and a number above can be imported" : "its usual ones can be imported";
        context.Refuse(node, attributes, needed);
        return null;
    }

    private static DraftLayer? Rectifier(LoweringContext context, GraphNode node)
    {
        double? most = node.Has("max") ? LowerNormalizations.OnnxNumber(node.Number("max", 0)) : null;
        double slope = LowerNormalizations.OnnxNumber(node.Number("slope", 0));
        double threshold = LowerNormalizations.OnnxNumber(node.Number("threshold", 0));
        if (most is < 0 || !(slope >= 0 && threshold >= 0))
        {
            context.Refuse(node, "has a limit, a slope or a threshold below 0", "numbers from 0 on can be imported");
            return null;
        }

        return DraftLayers.ReLU(node.Name, most, slope, threshold);
    }
}
