using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Planning;

/// <summary>From a network to steps: decides what is fused, which borders are stored, and whose gradient is needed.</summary>
internal sealed partial class Planner
{
    private readonly Network _network;
    private readonly Setting _setting;
    private readonly List<Step> _steps = [];
    private readonly HashSet<string> _names = [];
    private readonly List<Node> _rolled = [];
    private readonly ILookup<int, Node> _readers;
    private readonly Dictionary<int, Queue<Tensor>> _forked = [];
    private readonly Tensor?[] _outputs;
    private readonly HashSet<int> _fused = [];
    private readonly Fusion _fusion;
    private readonly Tensor _input;
    private bool? _turnsColumns;

    /// <summary>The network's input as layers read it.</summary>
    private Tensor _start;

    private Planner(Network network, Setting setting)
    {
        _network = network;
        _setting = setting;
        _input = new Tensor(network.Input, isRow: network.Input.IsVector) { NeedsGradient = setting.Trains && network.InputGradient };
        _start = _input;
        _outputs = new Tensor?[network.Nodes.Count];
        _readers = network.Nodes.SelectMany(node => node.Inputs.Select(input => (Input: input, Node: node))).ToLookup(edge => edge.Input, edge => edge.Node);
        _fusion = new Fusion(network, setting, _readers);
    }

    /// <summary>Plans a network for one purpose.</summary>
    /// <param name="beside">A plan whose kernels stand in the same class; null where there is none.</param>
    public static ExecutionPlan Plan(Network network, VectorForm form, Purpose purpose, ExecutionPlan? beside = null)
    {
        var planner = new Planner(network, new Setting(form, purpose));
        planner.Lower();
        planner.Remake();
        planner.PlaceParts();
        ExecutionPlan arranged = planner.Arrange();
        return MemoryPlanner.Place(beside is null ? arranged : StepNames.Part(arranged, beside));
    }

    /// <summary>Everything but the places.</summary>
    private ExecutionPlan Arrange()
    {
        foreach (Step step in _steps)
        {
            step.DemandLayout();
        }

        ImmutableArray<Step> steps = [.. Stretch.Order(_steps)];
        Stretch.MarkWhatOutlives(Stretch.Cut(steps));
        Tensor output = _outputs[_outputs.Length - 1] ?? throw new InvalidOperationException("The last layer has no output.");
        Step? last = steps.IsEmpty ? null : steps[steps.Length - 1];
        Activation outputActivation = last?.OutputActivation ?? Activation.Linear;
        return new ExecutionPlan
        {
            Network = _network,
            Setting = _setting,
            Steps = steps,
            Input = _input,
            Output = output,
            Logits = outputActivation == Activation.Linear ? output : last!.Input,
            OutputActivation = outputActivation,
            NodeOutputs = [.. _outputs],
            Parameters = new ParameterLayout(_network),
            Rolled = [.. _rolled],
        };
    }

    private void Lower()
    {
        LowerInput();
        foreach (Node node in _network.Nodes)
        {
            // A layer may have been fused with the one that it reads.
            if (_outputs[node.Index] is null && !_fused.Contains(node.Index))
            {
                Lower(node);
            }
        }
    }

    /// <summary>Backward reads a step's input again, padding wants a border, and several layers may read it: the caller's span gives none of these.</summary>
    private void LowerInput()
    {
        Node[] readers = [.. _readers[NetworkBuilder.NetworkInput]];
        if (readers.Length > 1 || readers[0].Layer is not (Rescaling or Normalization))
        {
            _start = Add(_network.Nodes[0], "input", [_input], _input.Copy(_input.Shape, _input.IsRow), site => new CopyStep(site), "input");
        }

        Fork(_network.Nodes[0], "input", NetworkBuilder.NetworkInput, _start);
    }

    private void Lower(Node node)
    {
        Tensor input = Read(node, 0);
        switch (WithPadding(node))
        {
            case Conv2D layer:
                LowerConvolution(node, layer, input);
                break;
            case Conv2DTranspose layer:
                LowerTransposed(node, layer, input);
                break;
            case DepthwiseConv2D layer:
                LowerDepthwise(node, layer.Window, layer.Multiplier, layer.Weighted, input);
                break;
            case SeparableConv2D layer:
                LowerSeparable(node, layer, input);
                break;
            case Dense layer:
                LowerDense(node, layer, input);
                break;
            case Merging layer:
                LowerMerging(node, layer, input);
                break;
            case Pooling2D layer:
                Give(node, Add(node, node.Name, [input], new Tensor(node.OutputShape, input.IsRow), site => new PoolingStep(site, layer), TextBefore(node) + node.Layer.Text));
                break;
            case Cropping2D layer:
                Give(node, Add(node, node.Name, input, site => new CroppingStep(site, layer)));
                break;
            case UpSampling2D layer:
                Give(node, Add(node, node.Name, input, site => new UpSamplingStep(site, layer)));
                break;
            case ZeroPadding2D layer:
                LowerPadding(node, layer, input);
                break;
            case GlobalPooling2D layer:
                Give(node, LowerGlobalPooling(node, layer, input));
                break;
            case Flatten:
                Give(node, AsRow(node, input));
                break;
            case Reshape:
                Give(node, Reshaped(node, input));
                break;
            case Permute layer:
                Give(node, layer.KeepsOrder(input.Shape) ? Reshaped(node, input) : Add(node, node.Name, input, site => new PermuteStep(site, layer)));
                break;
            case ActivationLayer layer:
                Give(node, AddActivation(node, node.Name, input, layer.Function, layer.NegativeSlope, layer.Text));
                break;
            case RandomCrop layer:
                LowerRandomCrop(node, layer, input);
                break;
            case BentReLU or ScaledELU:
                Give(node, Add(node, node.Name, input, site => new CurveStep(site, node.Layer)));
                break;
            case PReLU layer:
                Give(node, Add(node, node.Name, input, site => new PReLUStep(site, layer)));
                break;
            case RandomLayer { IsIdentity: true }:
                Give(node, input);
                break;
            case RandomLayer layer:
                Give(node, Add(node, node.Name, [input], input.Alike(), site => new RandomStep(site, layer)));
                break;
            case Normalization:
                Give(node, Add(node, node.Name, input, site => new NormalizationStep(site)));
                break;
            case BatchNormalization layer:
                LowerBatchNormalization(node, layer, input);
                break;
            case SampleNormalization layer:
                LowerNormalization(node, input, (site, fused) => new SampleNormalizationStep(site, layer, fused.Activation, fused.NegativeSlope));
                break;
            case Rescaling layer:
                Give(node, Add(node, node.Name, input, site => new RescalingStep(site, layer)));
                break;
            default:
                throw new NotSupportedException($"No lowering for layer kind {node.Layer.Kind}.");
        }
    }

    /// <summary>What a layer reads by one of its inputs. Where several layers need a gradient of their own, each takes what the fork has for it.</summary>
    private Tensor Read(Node node, int input)
    {
        if (_padded.TryGetValue(node.Index, out (ZeroPadding2D Layer, Tensor Input) padded))
        {
            return padded.Input;
        }

        int index = node.Inputs[input];
        if (_forked.TryGetValue(index, out Queue<Tensor>? forReaders))
        {
            return forReaders.Dequeue();
        }

        return index == NetworkBuilder.NetworkInput ? _start : _outputs[index] ?? throw new InvalidOperationException($"{node.Name} reads what is fused.");
    }

    /// <summary>What a layer has made so far, whoever reads it; null where it has not.</summary>
    private Tensor? Made(int index) => index == NetworkBuilder.NetworkInput ? _start : _outputs[index];

    /// <summary>What a layer makes.</summary>
    private void Give(Node node, Tensor output)
    {
        _outputs[node.Index] = output;
        Fork(node, node.Name, node.Index, output);
    }

    /// <summary>Parts the gradient of what several layers read. What needs none has nothing to part.</summary>
    private void Fork(Node node, string name, int index, Tensor tensor)
    {
        int readers = _readers[index].Count();
        tensor.HasSeveralReaders |= readers > 1;
        if (readers > 1 && tensor.NeedsGradient)
        {
            ImmutableArray<Tensor> forReaders = [.. Enumerable.Range(0, readers).Select(_ => tensor.ForReader())];
            string text = $"What {NumberText.Plain(readers)} layers read";
            Add(node, name + "_fork", [tensor], forReaders[0], site => new ForkStep(site, forReaders), text);
            _forked.Add(index, new Queue<Tensor>(forReaders));
        }
    }

    /// <summary>
    /// The values as a vector, whose samples lie as rows of a matrix: the same in another shape, unless others read the image, which may want a border around it,
    /// or some of its pixels are a stored border.
    /// </summary>
    private Tensor AsRow(Node node, Tensor input)
    {
        if ((input.HasSeveralReaders || input.HasStoredPadding) && !input.Shape.IsVector)
        {
            return Add(node, node.Name, [input], input.Copy(node.OutputShape, isRow: true), site => new ReshapeStep(site));
        }

        input.IsRow = true;
        return input.AsVector();
    }

    /// <summary>Of one pixel there is nothing to pool: at most the shape is another.</summary>
    private Tensor LowerGlobalPooling(Node node, GlobalPooling2D layer, Tensor input)
    {
        if (input.Height * input.Width == 1)
        {
            return layer.KeepDims ? input : AsRow(node, input);
        }

        var output = new Tensor(node.OutputShape, isRow: !layer.KeepDims);
        return Add(node, node.Name, [input], output, site => new GlobalPoolingStep(site, layer));
    }

    private Tensor AddActivation(Node node, string name, Tensor input, Activation function, double slope, string words) => function == Activation.Linear
        ? input
        : Add(node, name, [input], new Tensor(input.Shape, input.IsRow), site => new ActivationStep(site, function, slope), words);

    /// <summary>Adds the step that makes a layer's output.</summary>
    private Tensor Add(Node node, string name, Tensor input, Func<StepSite, Step> make) =>
        Add(node, name, [input], new Tensor(node.OutputShape, input.IsRow), make);

    private Tensor Add(Node node, string name, ImmutableArray<Tensor> inputs, Tensor output, Func<StepSite, Step> make, string? text = null)
    {
        string words = $"{text ?? node.Layer.Operation} : {string.Join(" + ", inputs.Select(input => input.Shape))} -> {output.Shape}";
        Step step = Make(new StepSite(_setting, node, Identifier.Unique(name, _names), words, inputs, output), make);
        output.NeedsGradient = _setting.Trains && (inputs.Any(input => input.NeedsGradient) || step.Trains);
        _steps.Add(step);
        return output;
    }

    private static Step Make(StepSite site, Func<StepSite, Step> make)
    {
        try
        {
            return make(site);
        }
        catch (OverflowException)
        {
            throw new TooLargeException(site.Node, $"The memory for the packed weights or the scratch of '{site.Node.Name}'", site.Text);
        }
    }
}
