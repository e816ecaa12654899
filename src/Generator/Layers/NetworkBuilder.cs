using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>What a declaration comes to: a network, unless a finding blocks it.</summary>
internal sealed record BuildResult(Network? Network, EquatableArray<Finding> Findings);

/// <summary>
/// The one pass from a declaration to a network: infers every shape and checks every rule on the way. Behind a layer that
/// breaks a rule the shapes are unknown, and rules about shapes are silent there: one mistake, one finding.
/// </summary>
internal static class NetworkBuilder
{
    /// <summary>The index that stands for the network's input.</summary>
    public const int NetworkInput = -1;

    public static BuildResult Build(NetworkDeclaration declaration, CancellationToken cancellation)
    {
        var findings = new Findings();
        StructureRules.Check(declaration, findings);
        Shape? input = ReadInput(declaration.Attribute, findings, out bool inputGradient);
        if (!declaration.Structure.LayersAreKnown)
        {
            // Which layer feeds which is unknown: only what a layer says of itself can be judged.
            findings.BlockSilently();
            input = null;
        }

        ImmutableArray<Node> nodes = ReadLayers(declaration, input, inputGradient, findings, cancellation);
        Network? network = findings.Block || input is null
            ? null
            : new Network(declaration.Type.Name.TrimStart('@'), input.Value, inputGradient, nodes);
        return new BuildResult(network, findings.Items);
    }

    private static Shape? ReadInput(AttributeDeclaration? attribute, Findings findings, out bool inputGradient)
    {
        inputGradient = false;
        if (attribute is not { IsComplete: true })
        {
            findings.BlockSilently();
            return null;
        }

        var reader = new AttributeReader(attribute, Site.Network(), findings);
        inputGradient = reader.Flag("InputGradient", false);
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
        NetworkDeclaration declaration, Shape? input, bool inputGradient, Findings findings, CancellationToken cancellation)
    {
        var layers = new List<Layer?>();
        var nodes = new List<Node>();
        ImmutableArray<string> names = LayerNames.Of(declaration.Layers, findings);
        int firstTrainable = declaration.Structure.LayersAreKnown ? TrainableLayers.First(declaration.Attribute, names, findings) : 0;
        var sizes = new SizeRules();
        Shape? shape = input;
        for (int i = 0; i < declaration.Layers.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var reader = new LayerReader(declaration.Layers[i], i, nodes, findings);
            Layer? layer = LayerCatalog.Read(reader, isTrainable: i >= firstTrainable);
            layers.Add(layer);
            if (layer is null)
            {
                findings.BlockSilently();
            }

            if (layer is null || shape is null || !layer.Accepts(shape.Value, reader) || !sizes.Check(names[i], layer, shape.Value, reader))
            {
                shape = null;
                continue;
            }

            Shape output = layer.Infer(shape.Value);
            nodes.Add(new Node(i, names[i], layer, ImmutableArray.Create(i == 0 ? NetworkInput : i - 1), shape.Value, output));
            shape = output;
        }

        if (declaration.Structure.LayersAreKnown)
        {
            NetworkRules.Check(layers, inputGradient, findings);
            TrainableLayers.Check(layers, declaration.Attribute, findings);
            if (nodes.Count == layers.Count && !findings.Block)
            {
                ArrangementRules.Check(nodes, findings);
            }
        }

        return [.. nodes];
    }
}
