using System;
using System.Collections.Generic;
using System.Collections.Immutable;
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
    private readonly Setting _setting;
    private readonly List<Step> _steps = [];
    private readonly HashSet<string> _names = [];
    private readonly List<Node> _rolled = [];
    private readonly Tensor _input;
    private Tensor _current;

    private Planner(Network network, Setting setting)
    {
        _network = network;
        _setting = setting;
        _input = new Tensor(network.Input, isRow: !network.Input.IsImage) { NeedsGradient = setting.Trains && network.InputGradient };
        _current = _input;
    }

    /// <summary>Plans a network for one purpose.</summary>
    public static ExecutionPlan Plan(Network network, VectorForm form, Purpose purpose)
    {
        var planner = new Planner(network, new Setting(form, purpose));
        planner.Lower();
        ExecutionPlan plan = MemoryPlanner.Place(planner.Arrange());
        PlanVerifier.Verify(plan);
        return plan;
    }

    /// <summary>Everything but the places.</summary>
    private ExecutionPlan Arrange()
    {
        ImmutableArray<Step> steps = [.. _steps];
        for (int i = steps.Length - 1; i >= 0; i--)
        {
            steps[i].DemandLayout();
        }

        int firstRowStep = 0;
        while (firstRowStep < steps.Length && !steps[firstRowStep].Input.IsRow)
        {
            firstRowStep++;
        }

        Step? last = steps.IsEmpty ? null : steps[steps.Length - 1];
        Activation outputActivation = last?.OutputActivation ?? Activation.Linear;
        return new ExecutionPlan
        {
            Network = _network,
            Setting = _setting,
            Steps = steps,
            FirstRowStep = firstRowStep,
            Input = _input,
            Output = _current,
            Logits = outputActivation == Activation.Linear ? _current : last!.Input,
            OutputActivation = outputActivation,
            Parameters = new ParameterLayout(_network),
            Rolled = [.. _rolled],
        };
    }

    private void Lower()
    {
        // Backward reads a step's input again, and padding wants a border: the caller's span gives neither.
        if (_network.Nodes[0].Layer is not (Rescaling or Normalization))
        {
            Add(_network.Nodes[0], "input", _input.Shape, site => new CopyStep(site), "input");
        }

        for (int i = 0; i < _network.Nodes.Count; i++)
        {
            Node node = _network.Nodes[i];
            bool isLast = i == _network.Nodes.Count - 1;
            switch (node.Layer)
            {
                case Conv2D layer:
                    Pooling2D? pooling = isLast || !_setting.Fuses ? null : FusablePooling(node, layer, _network.Nodes[i + 1]);
                    LowerConvolution(node, layer, pooling, isLast);
                    i += pooling is null ? 0 : 1;
                    break;
                case Dense layer:
                    LowerDense(node, layer, isLast);
                    break;
                case Pooling2D layer:
                    Add(node, node.Name, node.OutputShape, site => new PoolingStep(site, layer));
                    break;
                case Flatten:
                    LayAsRows();
                    break;
                case ActivationLayer layer:
                    AddActivation(node, node.Name, layer.Function, layer.NegativeSlope, layer.Text);
                    break;
                case RandomLayer { IsIdentity: true }:
                    break;
                case RandomLayer layer:
                    Add(node, node.Name, node.OutputShape, site => new RandomStep(site, layer));
                    break;
                case Normalization:
                    Add(node, node.Name, node.OutputShape, site => new NormalizationStep(site));
                    break;
                case Rescaling layer:
                    Add(node, node.Name, node.OutputShape, site => new RescalingStep(site, layer));
                    break;
                default:
                    throw new NotSupportedException($"No lowering for layer kind {node.Layer.Kind}.");
            }
        }
    }

    /// <summary>From here on the values are seen as vectors, whose samples lie as rows of a matrix.</summary>
    private void LayAsRows()
    {
        _current.IsRow = true;
        _current = _current.AsVector();
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

        Add(node, node.Name, shape, site => new ConvolutionStep(site, layer, activation, pooling), text);
        AddRest(node, layer.Weighted, activation);
    }

    private void LowerDense(Node node, Dense layer, bool isLast)
    {
        Activation activation = Fusable(layer.Weighted.Activation, isLast) ? layer.Weighted.Activation : Activation.Linear;
        Add(node, node.Name, node.OutputShape, site => new DenseStep(site, layer, activation));
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
            Add(node, node.Name + "_penalty", node.OutputShape, site => new PenaltyStep(site, weighted.ActivityPenalty), "penalty on the output");
        }
    }

    private void AddActivation(Node node, string name, Activation function, double slope, string words)
    {
        if (function != Activation.Linear)
        {
            Add(node, name, node.OutputShape, site => new ActivationStep(site, function, slope), words);
        }
    }

    private void Add(Node node, string name, Shape shape, Func<StepSite, Step> make, string? text = null)
    {
        var output = new Tensor(shape, _current.IsRow);
        string words = $"{text ?? node.Layer.Text} : {_current.Shape} -> {shape}";
        Step step = make(new StepSite(_setting, node, Identifier.Unique(name, _names), words, [_current], output));
        output.NeedsGradient = _setting.Trains && (_current.NeedsGradient || step.Trains);
        _steps.Add(step);
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
}
