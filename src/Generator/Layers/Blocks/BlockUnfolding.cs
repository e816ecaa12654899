using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using NetGen.Generator.Declaration;
using NetGen.Generator.Declaration.Blocks;

namespace NetGen.Generator.Layers.Blocks;

/// <summary>
/// Writes out what a declaration says in blocks: every use becomes the block's layers with the numbers of that use, under names of their own, and layers that do not
/// stand there are left out. Nothing behind this knows blocks.
/// </summary>
internal sealed class BlockUnfolding
{
    private const string OnlyIf = "OnlyIf";
    private const string Repeat = "Repeat";

    /// <summary>So many layers and uses of blocks a network may come to. Blocks in blocks multiply, and a digit too many would take all of an editor's memory.</summary>
    private const int MostUses = 4_000;

    private readonly UnfoldedLayers _unfolded;
    private readonly Origins _written;
    private readonly List<Finding> _findings = [];
    private readonly CancellationToken _cancellation;
    private int _uses;

    private BlockUnfolding(NetworkDeclaration declaration, Shape? input, CancellationToken cancellation)
    {
        _unfolded = new UnfoldedLayers(input);
        _written = new Origins(declaration.Layers, default, default);
        _cancellation = cancellation;
    }

    /// <summary>Unfolds a declaration.</summary>
    /// <param name="declaration">The declaration as it was written.</param>
    /// <param name="input">The shape of the network's input; null where it is not known.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static Unfolded Unfold(NetworkDeclaration declaration, Shape? input, CancellationToken cancellation)
    {
        if (declaration.Attribute is null || !declaration.Structure.LayersAreKnown
            || !declaration.Layers.Any(layer => layer.Block is not null || layer.Find(OnlyIf) is not null))
        {
            return new Unfolded(declaration, Origins.AsWritten, default, IsWhole: true);
        }

        var unfolding = new BlockUnfolding(declaration, input, cancellation);
        var network = new BlockScope();
        bool isWhole = unfolding.TryUnfold(declaration.Layers, network);
        return new Unfolded(
            declaration with { Layers = unfolding._unfolded.Attributes, Attribute = unfolding.Rename(declaration.Attribute, network) },
            unfolding._written with { Paths = unfolding._unfolded.Paths, Names = unfolding._unfolded.Names },
            unfolding._findings.ToImmutableArray(),
            isWhole);
    }

    /// <summary>Unfolds the layers of the network or of one use of a block.</summary>
    /// <returns>False where the rest cannot be unfolded, since a mistake leaves open what it would be.</returns>
    private bool TryUnfold(EquatableArray<AttributeDeclaration> layers, BlockScope scope)
    {
        var unnamed = new Dictionary<string, int>();
        for (int i = 0; i < layers.Count; i++)
        {
            _cancellation.ThrowIfCancellationRequested();
            var findings = new Findings();
            bool goesOn = Compute(layers[i], scope, findings) is { } layer
                && TryCount(layer, findings) is { } count
                && TryUnfold(layer, i, LayerNames.Of(layer, count, unnamed), scope, findings);
            _findings.AddRange(findings.Items.Select(finding => _written.Translate(finding, scope.PathTo(i), scope.Prefix + (layers[i].Find("Name")?.Text ?? layers[i].Kind))));
            if (!goesOn)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How many times a layer or block stands in a row; null where that comes to more than a network may have.</summary>
    private int? TryCount(AttributeDeclaration layer, Findings findings)
    {
        int count = layer.Block is not null && layer.Find(Repeat) is { } repeat ? Math.Max(1, (int)repeat.Number) : 1;
        if (count > MostUses - _uses)
        {
            new AttributeReader(layer, Site.Layer(0), findings).Error(RuleId.TooManyLayers, layer.Find(Repeat) is null ? null : Repeat, MostUses.ToString(CultureInfo.InvariantCulture));
            return null;
        }

        _uses += count;
        return count;
    }

    private bool TryUnfold(AttributeDeclaration layer, int index, ImmutableArray<string> names, BlockScope scope, Findings findings)
    {
        if (InputsOf(layer, scope, findings) is not { } inputs)
        {
            return false;
        }

        if (layer.Find(OnlyIf) is { Number: 0 })
        {
            scope.Outputs[names[names.Length - 1]] = scope.Above = inputs[0];
            return true;
        }

        if (layer.Block is { } block)
        {
            scope.Above = inputs[0];
            return CanBeUsed(layer, block, findings) && names.All(name => TryUnfold(layer, block, index, name, scope)) && NameWhole(layer, scope);
        }

        scope.Outputs[names[0]] = scope.Above = _unfolded.Add(layer, scope.Prefix + names[0], scope.PathTo(index), inputs, scope.Trainable);
        return true;
    }

    /// <summary>One use of a block.</summary>
    private bool TryUnfold(AttributeDeclaration use, BlockDeclaration block, int index, string name, BlockScope scope)
    {
        int input = scope.Above;
        var inside = new BlockScope
        {
            Prefix = $"{scope.Prefix}{name}_",
            Path = scope.PathTo(index),
            Input = input,
            Above = input,
            Computation = new Computation(use.Arguments.Where(argument => argument.Text is null).ToDictionary(argument => argument.Name, argument => argument.Number), () => _unfolded.ShapeOf(input)),
            Trainable = use.Find("Trainable") is { } trainable ? trainable.Number != 0 : scope.Trainable,
        };
        if (!TryUnfold(block.Layers, inside))
        {
            return false;
        }

        scope.Outputs[name] = scope.Above = inside.Above;
        return true;
    }

    /// <summary>A name that was given to several uses in a row stands for the last of them.</summary>
    private static bool NameWhole(AttributeDeclaration use, BlockScope scope)
    {
        if (use.Find("Name")?.Text is { } name)
        {
            scope.Outputs[name] = scope.Above;
        }

        return true;
    }

    private static bool CanBeUsed(AttributeDeclaration use, BlockDeclaration block, Findings findings)
    {
        var reader = new AttributeReader(use, Site.Layer(0), findings);
        reader.Positive(Repeat, 1);
        if (reader.Text("Name") is { } name && !LayerNames.IsValid(name))
        {
            reader.Error(RuleId.InvalidName, "Name", name, "");
        }

        switch (block.Fault)
        {
            case BlockFault.IsCompiled:
                reader.Error(RuleId.CompiledBlock, null, block.Name, block.Culprit);
                break;
            case BlockFault.ParameterWithoutConstant:
                reader.Error(RuleId.ParameterWithoutConstant, null, block.Name, block.Culprit);
                break;
            case BlockFault.UsesItself:
                reader.Error(RuleId.BlockUsesItself, null, block.Culprit);
                break;
            default:
                break;
        }

        if (block is { Fault: BlockFault.None, IsComplete: true, Layers.Count: 0 })
        {
            reader.Error(RuleId.EmptyBlock, null, block.Name);
        }

        return !reader.Failed && block.IsComplete;
    }

    /// <summary>The attribute with the numbers that it has in this use; null where one cannot be computed.</summary>
    private static AttributeDeclaration? Compute(AttributeDeclaration layer, BlockScope scope, Findings findings)
    {
        if (scope.Computation is not { } computation || layer.Arguments.All(argument => argument.Formula is null))
        {
            return layer;
        }

        if (Unreadable(layer) is { } unreadable)
        {
            findings.Error(RuleId.UnreadableArgument, Site.Layer(0, unreadable.Argument), unreadable.Text);
            return null;
        }

        var arguments = ImmutableArray.CreateBuilder<Argument>(layer.Arguments.Count);
        foreach (Argument argument in layer.Arguments)
        {
            try
            {
                arguments.Add(argument.Formula is { } formula ? argument with { Number = computation.Of(formula), Formula = null } : argument);
            }
            catch (UnknownInputException)
            {
                return null;
            }
            catch (ArithmeticException failure)
            {
                string what = failure is DivideByZeroException ? "is divided by zero" : "is beyond what an int holds";
                findings.Error(RuleId.IncomputableArgument, Site.Layer(0, argument.Name), argument.Name, layer.Kind, what);
                return null;
            }
        }

        return layer with { Arguments = arguments.MoveToImmutable() };
    }

    private static (string Argument, string Text)? Unreadable(AttributeDeclaration layer)
    {
        foreach (Argument argument in layer.Arguments)
        {
            if (argument.Formula is { } formula && formula.Parts().OfType<Formula.Unreadable>().FirstOrDefault() is { } part)
            {
                return (argument.Name, part.Text);
            }
        }

        return null;
    }

    /// <summary>What a layer reads; null where it names what is not there.</summary>
    private ImmutableArray<int>? InputsOf(AttributeDeclaration layer, BlockScope scope, Findings findings)
    {
        var reader = new AttributeReader(layer, Site.Layer(0), findings);
        EquatableArray<string> merged = layer.Block is null && Merging.IsKind(layer.Kind) ? reader.Texts(Merging.Names) : default;
        var inputs = ImmutableArray.CreateBuilder<int>();
        if (merged.Count < 2)
        {
            inputs.Add(scope.Above);
            if (reader.Text(LayerInputs.Input) is { } name)
            {
                inputs[0] = Find(name, LayerInputs.Input);
            }
        }

        for (int i = 0; i < merged.Count; i++)
        {
            inputs.Add(Find(merged[i], AttributeReader.Element(Merging.Names, i)));
        }

        return reader.Failed ? null : inputs.ToImmutable();

        int Find(string name, string argument)
        {
            if ((scope.Find(name) ?? (scope.IsNetwork ? _unfolded.Find(name) : null)) is { } found)
            {
                return found;
            }

            string[] above = [scope.IsNetwork ? LayerInputs.NetworkInput : BlockTypes.InputName, .. scope.Outputs.Keys];
            LayerInputs.ReportUnknown(reader, argument, name, above);
            return NetworkBuilder.NetworkInput;
        }
    }

    /// <summary>The network's own attribute: where it names a block, the block's first layer is meant.</summary>
    private AttributeDeclaration? Rename(AttributeDeclaration? network, BlockScope scope)
    {
        if (network?.Find(TrainableLayers.Argument)?.Text is not { } name || !scope.Outputs.ContainsKey(name) || _unfolded.FirstOf(name) is not { } first)
        {
            return network;
        }

        return network with { Arguments = network.Arguments.Select(argument => argument.Name == TrainableLayers.Argument ? argument with { Text = first } : argument).ToImmutableArray() };
    }
}

/// <summary>A declaration without blocks.</summary>
/// <param name="Declaration">With all layers written out.</param>
/// <param name="Origins">Where they stand in the source.</param>
/// <param name="Findings">What is wrong with the blocks.</param>
/// <param name="IsWhole">Whether all layers are there; if not, those behind a mistake are missing.</param>
internal sealed record Unfolded(NetworkDeclaration Declaration, Origins Origins, EquatableArray<Finding> Findings, bool IsWhole);
