using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers.Blocks;

namespace NetGen.Generator.Layers;

/// <summary>What a declaration comes to: a network, unless a finding blocks it.</summary>
/// <param name="Network">The network; null where there is none.</param>
/// <param name="Findings">What there is to say.</param>
/// <param name="Origins">Where its layers stand in the source.</param>
internal sealed record BuildResult(Network? Network, EquatableArray<Finding> Findings, Origins Origins);

/// <summary>
/// The one pass from a declaration to a network: infers every shape and checks every rule on the way. Behind a layer that
/// breaks a rule the shapes are unknown, and rules about shapes are silent there: one mistake, one finding.
/// </summary>
internal static class NetworkBuilder
{
    /// <summary>The index that stands for the network's input.</summary>
    public const int NetworkInput = -1;

    public static BuildResult Build(NetworkDeclaration written, CancellationToken cancellation)
    {
        var findings = new Findings();
        StructureRules.Check(written, findings);
        if (!ModelRules.Check(written, findings))
        {
            return new BuildResult(null, findings.Items, Origins.AsWritten);
        }

        Shape? input = ReadInput(written.Attribute, findings, out bool inputGradient, out Convolution convolution);
        Unfolded unfolded = BlockUnfolding.Unfold(written, input, cancellation);
        Origins origins = written.Model is null ? unfolded.Origins : unfolded.Origins with { InFile = written.Model.Layers };
        NetworkDeclaration declaration = unfolded.Declaration;
        StructureRules.CheckLayers(written, unfolded, findings);
        if (!declaration.Structure.LayersAreKnown)
        {
            // Which layer feeds which is unknown: only what a layer says of itself can be judged.
            findings.BlockSilently();
            input = null;
        }

        ImmutableArray<Node> nodes = ReadLayers(declaration, input, inputGradient, convolution, unfolded.IsWhole, findings, cancellation);
        Network? network = findings.Block || input is null || !unfolded.IsWhole
            ? null
            : new Network(declaration.Type.Name.TrimStart('@'), input.Value, inputGradient, nodes);
        ImmutableArray<Finding> items = [.. findings.Items.Where(origins.Concerns).Select(origins.Translate).Concat(unfolded.Findings).Distinct()];
        return new BuildResult(network, items, origins);
    }

    private static Shape? ReadInput(AttributeDeclaration? attribute, Findings findings, out bool inputGradient, out Convolution convolution)
    {
        inputGradient = false;
        convolution = Convolution.Auto;
        if (attribute is not { IsComplete: true })
        {
            findings.BlockSilently();
            return null;
        }

        var reader = new AttributeReader(attribute, Site.Network(), findings);
        inputGradient = reader.Flag("InputGradient", false);
        convolution = reader.Member(Conv2D.AlgorithmArgument, Convolution.Auto);
        Shape input = reader.Has("features")
            ? Shape.Vector(Dimension("features"))
            : Shape.Image(Dimension("height"), Dimension("width"), Dimension("channels"));
        CheckBudget("MaxMegabytes");
        CheckBudget("MaxParameters");
        if (!reader.Failed && !SizeRules.Fits(input.Dimensions))
        {
            reader.Error(RuleId.TooManyValues, null, "The input", input.ToString(), SizeRules.Limit);
        }

        if (!reader.Failed)
        {
            ChannelOrder.CheckInput(input, reader);
        }

        return reader.Failed ? null : input;

        void CheckBudget(string name)
        {
            if (reader.Budget(name) is { } budget && !(budget > 0))
            {
                reader.Error(RuleId.NumberOutOfRange, name, name, reader.Kind, NumberText.Plain(budget), "a number above 0");
            }
        }

        int Dimension(string name) => reader.Positive(name, 1, RuleId.InputBelowOne).Value;
    }

    private static ImmutableArray<Node> ReadLayers(
        NetworkDeclaration declaration, Shape? input, bool inputGradient, Convolution convolution, bool isWhole, Findings findings, CancellationToken cancellation)
    {
        var layers = new List<Layer?>();
        var nodes = new Node?[declaration.Layers.Count];
        ImmutableArray<string> names = LayerNames.Of(declaration.Layers, findings);
        int firstTrainable = declaration.Structure.LayersAreKnown ? TrainableLayers.First(declaration.Attribute, names, findings) : 0;
        ImmutableArray<EquatableArray<int>?> inputs = declaration.Structure.LayersAreKnown
            ? LayerInputs.Of(declaration.Layers, names, findings)
            : [.. declaration.Layers.Select(_ => (EquatableArray<int>?)null)];
        var sizes = new SizeRules();
        for (int i = 0; i < declaration.Layers.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            string[] inputNames = [.. (inputs[i] ?? default).Select(index => index < 0 ? LayerInputs.NetworkInput : names[index])];
            EquatableArray<int>? read = inputs[i];
            var reader = new LayerReader(declaration.Layers[i], i, () => PathTo(read, nodes), inputNames, findings) { NetworkAlgorithm = convolution };
            Layer? layer = LayerCatalog.Read(reader, isTrainable: i >= firstTrainable);
            layers.Add(layer);
            if (layer is null || inputs[i] is null)
            {
                findings.BlockSilently();
            }

            if (layer is not null
                && ShapesOf(inputs[i], input, nodes) is { } shapes
                && layer.Accepts(shapes, reader)
                && sizes.Check(names[i], layer, shapes, reader))
            {
                nodes[i] = new Node(i, names[i], layer, inputs[i]!.Value, shapes, layer.Infer(shapes));
            }
        }

        if (isWhole && inputs.All(known => known is not null))
        {
            CheckPlaces(layers, nodes, new LayerGraph([.. inputs.Select(known => known!.Value)]), names, inputGradient, findings);
            TrainableLayers.Check(layers, declaration.Attribute, findings);
        }

        return [.. nodes.OfType<Node>()];
    }

    /// <summary>The rules about a layer's place among the others.</summary>
    private static void CheckPlaces(
        List<Layer?> layers, Node?[] nodes, LayerGraph graph, ImmutableArray<string> names, bool inputGradient, Findings findings)
    {
        NetworkRules.Check(layers, names, graph, inputGradient, findings);
        if (nodes.All(node => node is not null) && !findings.Block)
        {
            ArrangementRules.Check([.. nodes.OfType<Node>()], graph, findings);
        }
    }

    /// <summary>The shapes that come into a layer; null where one is not known.</summary>
    private static EquatableArray<Shape>? ShapesOf(EquatableArray<int>? inputs, Shape? networkInput, Node?[] nodes)
    {
        Shape?[] shapes = [.. (inputs ?? default).Select(index => index < 0 ? networkInput : nodes[index]?.OutputShape)];
        return inputs is null || Array.Exists(shapes, shape => shape is null) ? null : shapes.Select(shape => shape!.Value).ToImmutableArray();
    }

    /// <summary>The layers on the way to a layer that reads these, by their first inputs, in order.</summary>
    private static List<Node> PathTo(EquatableArray<int>? inputs, Node?[] nodes)
    {
        var path = new List<Node>();
        for (EquatableArray<int>? next = inputs; next is [var index and >= 0, ..] && nodes[index] is { } node; next = node.Inputs)
        {
            path.Add(node);
        }

        path.Reverse();
        return path;
    }
}
