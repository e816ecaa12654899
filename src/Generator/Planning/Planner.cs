using System.Collections.Generic;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Planning;

/// <summary>From a network to steps: decides what is fused, which borders are stored, and whose gradient is needed.</summary>
internal sealed class Planner
{
    /// <summary>Cells of a window that is written out in a convolution's epilogue; larger ones keep their loops, for the JIT's sake.</summary>
    public const int LargestFusedWindow = 16;

    private readonly Network _network;
    private readonly VectorForm _form;
    private readonly bool _fuses;
    private readonly List<Step> _steps = [];
    private readonly HashSet<string> _names = [];
    private readonly List<Node> _rolled = [];
    private Tensor _current;

    private Planner(Network network, VectorForm form, bool fuses)
    {
        _network = network;
        _form = form;
        _fuses = fuses;
        Input = new Tensor(network.Input, isRow: !network.Input.IsImage);
        _current = Input;
    }

    private Tensor Input { get; }

    /// <summary>Plans a network.</summary>
    /// <param name="fuses">
    /// Whether activations and pooling become part of the step before them. Without it every layer's output is a tensor of its own.
    /// </param>
    public static ExecutionPlan Plan(Network network, VectorForm form, bool fuses = true)
    {
        var planner = new Planner(network, form, fuses);
        planner.Lower();
        planner.DemandLayouts();
        planner.DemandGradients();
        ExecutionPlan plan = MemoryPlanner.Place(network, form, planner.Input, planner._current, [.. planner._steps], [.. planner._rolled]);
        PlanVerifier.Verify(plan);
        return plan;
    }

    private void Lower()
    {
        // Backward reads a step's input again, and padding wants a border: the caller's span gives neither.
        if (_network.Nodes[0].Layer is not (Rescaling or Normalization))
        {
            Node first = _network.Nodes[0];
            Add(first, "input", Input.Shape, (name, text, x, y) => new CopyStep(first, name, text, x, y), "input");
        }

        for (int i = 0; i < _network.Nodes.Count; i++)
        {
            Node node = _network.Nodes[i];
            bool isLast = i == _network.Nodes.Count - 1;
            switch (node.Layer)
            {
                case Conv2D layer:
                    Pooling2D? pooling = isLast || !_fuses ? null : FusablePooling(node, layer, _network.Nodes[i + 1]);
                    LowerConvolution(node, layer, pooling, isLast);
                    i += pooling is null ? 0 : 1;
                    break;
                case Dense layer:
                    LowerDense(node, layer, isLast);
                    break;
                case Pooling2D layer:
                    Add(node, node.Name, node.OutputShape, (name, text, x, y) => new PoolingStep(node, name, text, x, y, layer));
                    break;
                case Flatten:
                    _current = _current.AsVector();
                    break;
                case ActivationLayer layer:
                    AddActivation(node, node.Name, layer.Function, layer.NegativeSlope, layer.Text);
                    break;
                case RandomLayer { IsIdentity: true }:
                    break;
                case RandomLayer layer:
                    Add(node, node.Name, node.OutputShape, (name, text, x, y) => new RandomStep(node, name, text, x, y, layer));
                    break;
                case Normalization:
                    var plan = new NormalizationPlan(_current.Width * _current.Channels);
                    Add(node, node.Name, node.OutputShape, (name, text, x, y) => new NormalizationStep(node, name, text, x, y, plan));
                    break;
                case Rescaling layer:
                    Add(node, node.Name, node.OutputShape, (name, text, x, y) => new RescalingStep(node, name, text, x, y, layer));
                    break;
                default:
                    throw new System.NotSupportedException($"No lowering for layer kind {node.Layer.Kind}.");
            }
        }
    }

    private void LowerConvolution(Node node, Conv2D layer, Pooling2D? pooling, bool isLast)
    {
        Activation activation = Fusable(layer.Weighted.Activation, isLast) ? layer.Weighted.Activation : Activation.Linear;
        Shape shape = layer.Infer(node.InputShape);
        string text = layer.Text;
        if (pooling is not null)
        {
            shape = pooling.Infer(shape);
            text += " + " + pooling.Text;
        }

        Add(
            node,
            node.Name,
            shape,
            (name, fullText, x, y) => new ConvolutionStep(
                node, name, fullText, x, y, layer, activation, pooling, new ConvolutionPlan(_form, layer, pooling, x, y)),
            text);
        AddRest(node, layer.Weighted, activation);
    }

    private void LowerDense(Node node, Dense layer, bool isLast)
    {
        Activation activation = Fusable(layer.Weighted.Activation, isLast) ? layer.Weighted.Activation : Activation.Linear;
        Add(
            node,
            node.Name,
            node.OutputShape,
            (name, text, x, y) => new DenseStep(node, name, text, x, y, layer, activation, new DensePlan(_form, x.Size, layer.Units)));
        AddRest(node, layer.Weighted, activation);
    }

    /// <summary>What of a weighted layer is a step of its own: an activation that is not fused, a penalty on the output.</summary>
    private void AddRest(Node node, Weighted weighted, Activation fused)
    {
        if (weighted.Activation != fused)
        {
            AddActivation(node, node.Name + "_activation", weighted.Activation, ActivationLayer.DefaultSlope, weighted.Activation.ToString());
        }

        if (!weighted.ActivityPenalty.IsZero)
        {
            Add(
                node,
                node.Name + "_penalty",
                node.OutputShape,
                (name, text, x, y) => new PenaltyStep(node, name, text, x, y, weighted.ActivityPenalty),
                "penalty on the output");
        }
    }

    private void AddActivation(Node node, string name, Activation function, double slope, string words)
    {
        if (function != Activation.Linear)
        {
            Add(node, name, node.OutputShape, (n, text, x, y) => new ActivationStep(node, n, text, x, y, function, slope), words);
        }
    }

    private delegate Step MakeStep(string name, string text, Tensor input, Tensor output);

    private void Add(Node node, string name, Shape shape, MakeStep make, string? text = null)
    {
        var output = new Tensor(shape, _current.IsRow);
        string words = $"{text ?? node.Layer.Text} : {_current.Shape} -> {shape}";
        _steps.Add(make(Identifier.Unique(name, _names), words, _current, output));
        _current = output;
    }

    private Pooling2D? FusablePooling(Node node, Conv2D layer, Node next)
    {
        if (next.Layer is not Pooling2D pooling || pooling.Strides != pooling.Pool || !layer.Weighted.ActivityPenalty.IsZero)
        {
            return null;
        }

        bool isPadded = pooling.Rows(node.OutputShape) is { Before: 0, After: 0 } && pooling.Columns(node.OutputShape) is { Before: 0, After: 0 };
        // The largest of f(x) is f of the largest x, for every f that never falls; a mean commutes with nothing but the identity.
        bool commutes = pooling.Function == PoolingFunction.Max
            ? ActivationRules.FollowsFromOutput(layer.Weighted.Activation)
            : layer.Weighted.Activation == Activation.Linear;
        if (!isPadded || !commutes)
        {
            return null;
        }

        if ((long)pooling.Pool.Height * pooling.Pool.Width > LargestFusedWindow)
        {
            _rolled.Add(next);
            return null;
        }

        return pooling;
    }

    /// <summary>The last activation stays a step if losses are fused with it: they need what it was applied to.</summary>
    private static bool Fusable(Activation activation, bool isLast) =>
        ActivationRules.FollowsFromOutput(activation) && !(isLast && activation == Activation.Sigmoid);

    private void DemandLayouts()
    {
        for (int i = _steps.Count - 1; i >= 0; i--)
        {
            Step step = _steps[i];
            if (step is ConvolutionStep convolution)
            {
                step.Input.Border = step.Input.Border.Union(convolution.Plan.Border);
            }
            else if (step is RandomStep or PenaltyStep)
            {
                // Inference reads its input in place of its output: it must be the same in all respects.
                step.Input.Border = step.Output.Border;
                step.Input.IsRow |= step.Output.IsRow;
            }
        }
    }

    private void DemandGradients()
    {
        bool needed = _network.InputGradient;
        Input.NeedsGradient = needed;
        foreach (Step step in _steps)
        {
            needed |= step is ConvolutionStep or DenseStep;
            step.Output.NeedsGradient = needed;
            if (step is ConvolutionStep convolution && step.Input.NeedsGradient)
            {
                convolution.Plan.PlanInputGradient();
            }
        }
    }
}
