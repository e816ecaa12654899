using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Planning;

/// <summary>What becomes part of a layer's step of what follows the layer, before any pooling.</summary>
/// <param name="Text">The layers in the words of their attributes.</param>
/// <param name="Activation">What is applied to the outcome.</param>
/// <param name="NegativeSlope">Of LeakyReLU.</param>
/// <param name="Normalization">The batch normalization that the weights take in, or null.</param>
/// <param name="Last">The last of the layers: it has the step's output.</param>
/// <param name="Layers">The numbers of those layers that have no step of their own.</param>
internal sealed record Followers(
    string Text, Activation Activation, double NegativeSlope, Node? Normalization, Node Last, ImmutableArray<int> Layers);

/// <summary>
/// Decides what is fused with a layer: its own activation, and in predictions, where all statistics are given, also a batch normalization behind it and
/// the activation behind that. Nobody else may read what is no longer made.
/// </summary>
internal sealed class Fusion(Network network, Setting setting, ILookup<int, Node> readers)
{
    /// <summary>The one layer that reads another; null where there are several or none.</summary>
    public Node? SoleReader(Node node)
    {
        Node[] all = [.. readers[node.Index]];
        return all.Length == 1 ? all[0] : null;
    }

    /// <summary>What is fused with a layer that has weights.</summary>
    public Followers Behind(Node node, Weighted weighted)
    {
        bool takesIn = setting.Purpose == Purpose.Inference && weighted.Activation == Activation.Linear;
        return takesIn && SoleReader(node) is { Layer: BatchNormalization } normalization
            ? WithActivation(node, normalization)
            : new(node.Layer.Operation, OwnActivation(node, weighted), ActivationLayer.DefaultSlope, null, node, []);
    }

    /// <summary>
    /// In predictions, the addition of one other layer's output to what comes of a convolution, with the function behind it. Null where there is no such addition.
    /// </summary>
    public (Followers Fused, int Other)? WithAddition(Node node, Weighted weighted)
    {
        Followers fused = Behind(node, weighted);
        bool isLinear = fused.Activation == Activation.Linear && weighted.Activation == Activation.Linear && weighted.ActivityPenalty.IsZero;
        return setting.Purpose == Purpose.Inference && isLinear ? WithAddition(fused) : null;
    }

    /// <summary>
    /// In training, the same of what comes of a normalization by the batch's statistics. Null where there is no such addition, or where its function is more than an instruction or two.
    /// </summary>
    public (Followers Fused, int Other)? WithAddition(Node node)
    {
        Followers fused = Behind(node);
        return setting.Purpose == Purpose.Training && node.Layer is BatchNormalization { IsTrainable: true } && fused.Activation == Activation.Linear
            && WithAddition(fused) is { } addition && ActivationRules.IsCheap(addition.Fused.Activation)
            ? addition
            : null;
    }

    /// <summary>An addition of two terms behind a layer: nobody else reads what is no longer made, nothing is stretched, and the order of the terms makes no difference.</summary>
    private (Followers Fused, int Other)? WithAddition(Followers fused)
    {
        if (SoleReader(fused.Last) is not { Layer: ValueMerging { Function: MergingFunction.Add }, Inputs.Count: 2 } addition
            || addition.Inputs.Distinct().Count() == 1 || addition.InputShapes.Any(shape => shape != addition.OutputShape))
        {
            return null;
        }

        int other = addition.Inputs.Single(input => input != fused.Last.Index);
        Followers behind = BehindMerging(addition);
        ImmutableArray<int> layers = [.. fused.Layers, addition.Index, .. behind.Layers];
        return (new($"{fused.Text} + {behind.Text}", behind.Activation, behind.NegativeSlope, fused.Normalization, behind.Last, layers), other);
    }

    /// <summary>
    /// What is fused with a normalization that has a step of its own: in training, by the batch's statistics, functions of an instruction or two, whose derivative both passes on the
    /// way back compute.
    /// </summary>
    public Followers Behind(Node node)
    {
        bool isFused = setting.Purpose == Purpose.Inference
            || (setting.Purpose == Purpose.Training
                && node.Layer is BatchNormalization { IsTrainable: true }
                && SoleReader(node) is { Layer: ActivationLayer { Function: var function } }
                && ActivationRules.IsCheap(function));
        return isFused ? WithActivation(node, normalization: null) : new(node.Layer.Operation, Activation.Linear, ActivationLayer.DefaultSlope, null, node, []);
    }

    /// <summary>
    /// What is fused with a layer that joins others: the function behind it, in training if its derivative follows from the outcome. The network's last one stays a step if
    /// losses are fused with it.
    /// </summary>
    public Followers BehindMerging(Node node)
    {
        bool isFused = setting.Fuses
            && SoleReader(node) is { Layer: ActivationLayer { Function: var function } } next
            && (setting.Trains ? ActivationRules.FollowsFromOutput(function) : function != Activation.Softmax)
            && !(next.Index == network.Nodes.Count - 1 && function == Activation.Sigmoid);
        return isFused ? WithActivation(node, normalization: null) : new(node.Layer.Operation, Activation.Linear, ActivationLayer.DefaultSlope, null, node, []);
    }

    private Followers WithActivation(Node node, Node? normalization)
    {
        Node last = normalization ?? node;
        string text = normalization is null ? node.Layer.Operation : $"{node.Layer.Operation} + {normalization.Layer.Operation}";
        ImmutableArray<int> layers = normalization is null ? [] : [normalization.Index];
        if (SoleReader(last) is { Layer: ActivationLayer activation } next && ActivationRules.IsElementwise(activation.Function))
        {
            return new($"{text} + {activation.Text}", activation.Function, activation.NegativeSlope, normalization, next, layers.Add(next.Index));
        }

        return new(text, Activation.Linear, ActivationLayer.DefaultSlope, normalization, last, layers);
    }

    /// <summary>
    /// A layer's activation as far as it becomes part of the layer's own step. The network's last one stays a step if losses are fused with it: they need
    /// what it was applied to.
    /// </summary>
    private Activation OwnActivation(Node node, Weighted weighted)
    {
        bool isLast = node.Index == network.Nodes.Count - 1;
        bool isFused = ActivationRules.FollowsFromOutput(weighted.Activation) && !(isLast && weighted.Activation == Activation.Sigmoid);
        return isFused ? weighted.Activation : Activation.Linear;
    }
}
