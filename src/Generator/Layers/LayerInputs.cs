using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>
/// Which layers a layer reads, from its attribute: the one above, or the one that <c>Input</c> names. A merging layer joins that with the one layer that it
/// names, or exactly those that it names.
/// </summary>
internal static class LayerInputs
{
    /// <summary>The name that stands for the network's input.</summary>
    public const string NetworkInput = "input";

    /// <summary>Of an attribute: the name of the layer that it reads.</summary>
    public const string Input = "Input";

    /// <summary>For each layer the indices of those that it reads, in order; null where a mistake leaves them unknown.</summary>
    public static ImmutableArray<EquatableArray<int>?> Of(IReadOnlyList<AttributeDeclaration> layers, ImmutableArray<string> names, Findings findings)
    {
        var all = ImmutableArray.CreateBuilder<EquatableArray<int>?>(layers.Count);
        for (int i = 0; i < layers.Count; i++)
        {
            var reader = new AttributeReader(layers[i], Site.Layer(i), findings);
            all.Add(Read(reader, i, names));
        }

        return all.MoveToImmutable();
    }

    /// <summary>The argument that says which layer the input of a number is; null where it is the layer above.</summary>
    public static string? ArgumentOf(AttributeReader reader, int input)
    {
        int named = reader.Texts(Merging.Names).Count;
        bool isFirstUnnamed = named < 2;
        return isFirstUnnamed && input == 0
            ? (reader.Has(Input) ? Input : null)
            : AttributeReader.Element(Merging.Names, isFirstUnnamed ? input - 1 : input);
    }

    /// <summary>Reports a name that is not there.</summary>
    /// <param name="reader">Reads the attribute.</param>
    /// <param name="argument">The argument that gives the name.</param>
    /// <param name="name">The name.</param>
    /// <param name="above">Those that are there.</param>
    public static void ReportUnknown(AttributeReader reader, string argument, string name, IReadOnlyList<string> above)
    {
        string? near = NearName.Of(name, above);
        reader.Misspelling(RuleId.UnknownInput, argument, near, name, near is null ? $"there are {string.Join(", ", above)}" : $"did you mean '{near}'?");
    }

    private static EquatableArray<int>? Read(AttributeReader reader, int index, ImmutableArray<string> names)
    {
        EquatableArray<string> merged = reader.Texts(Merging.Names);
        bool isMerging = Merging.IsKind(reader.Kind);
        if (isMerging && merged.Count == 0 && !reader.Failed)
        {
            reader.Error(RuleId.NothingToMerge, null, reader.Kind);
            return null;
        }

        var inputs = new List<int?>();
        if (merged.Count < 2)
        {
            inputs.Add(reader.Text(Input) is { } name ? Find(reader, Input, name, index, names) : index - 1);
        }
        else if (reader.Has(Input))
        {
            reader.Remark(RuleId.WithoutEffect, Input, Input, $"{reader.Kind} reads the layers that it names", $"{NumberText.Plain(merged.Count)} names");
        }

        inputs.AddRange(merged.Select((name, i) => Find(reader, AttributeReader.Element(Merging.Names, i), name, index, names)));
        if (inputs.Contains(null))
        {
            return null;
        }

        if (isMerging && !Merging.JoinsWithItself(reader.Kind))
        {
            RemarkDoubled(reader, inputs, names);
        }

        return inputs.Select(input => input!.Value).ToImmutableArray();
    }

    private static int? Find(AttributeReader reader, string argument, string name, int index, ImmutableArray<string> names)
    {
        if (name == NetworkInput)
        {
            return NetworkBuilder.NetworkInput;
        }

        int found = names.IndexOf(name);
        if (found >= 0 && found < index)
        {
            return found;
        }

        if (found >= 0)
        {
            reader.Error(RuleId.LaterInput, argument, name, found == index ? "is the layer itself" : "stands further down");
            return null;
        }

        ReportUnknown(reader, argument, name, [NetworkInput, .. names.Take(index)]);
        return null;
    }

    /// <summary>The same layer twice is legal, and where only one name was given hardly meant.</summary>
    private static void RemarkDoubled(AttributeReader reader, List<int?> inputs, ImmutableArray<string> names)
    {
        for (int i = 1; i < inputs.Count; i++)
        {
            if (inputs.IndexOf(inputs[i]) < i)
            {
                string name = inputs[i] is { } index and >= 0 ? names[index] : NetworkInput;
                reader.Remark(RuleId.MergedWithItself, ArgumentOf(reader, i), reader.Kind, name);
                return;
            }
        }
    }
}
