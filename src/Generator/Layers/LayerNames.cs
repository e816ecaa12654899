using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>
/// The layers' names. Unnamed ones are called as in Keras: the kind in snake case, with _1, _2 from the second unnamed
/// layer of the kind on. Names begin the names of parameters ("conv2d/kernel"), in files too.
/// </summary>
internal static class LayerNames
{
    // Names become parts of methods' names, which an assembly holds up to 1023 bytes of.
    private const int LongestName = 128;

    /// <summary>One name for each layer; wrong ones are reported.</summary>
    public static ImmutableArray<string> Of(IReadOnlyList<AttributeDeclaration> layers, Findings findings)
    {
        var readers = layers.Select((layer, i) => new AttributeReader(layer, Site.Layer(i), findings)).ToArray();
        var unnamed = new Dictionary<string, int>();
        var names = ImmutableArray.CreateBuilder<string>(readers.Length);
        foreach (AttributeReader reader in readers)
        {
            names.Add(reader.Text("Name") ?? DefaultName(reader.Kind, unnamed));
        }

        var taken = new HashSet<string>(names.Where((_, i) => readers[i].Text("Name") is null));
        for (int i = 0; i < readers.Length; i++)
        {
            if (readers[i].Text("Name") is not { } name)
            {
                continue;
            }

            if (!IsValid(name))
            {
                readers[i].Error(RuleId.InvalidName, "Name", name, name == LayerInputs.NetworkInput ? ", and not be 'input', which is the network's" : "");
            }
            else if (!taken.Add(name))
            {
                readers[i].Error(RuleId.DuplicateName, "Name", name);
            }
        }

        return names.MoveToImmutable();
    }

    /// <summary>The names of a layer, or of a block that stands several times in a row.</summary>
    /// <param name="layer">Its attribute.</param>
    /// <param name="count">How many times it stands.</param>
    /// <param name="unnamed">How many unnamed ones of each kind stand above it; counted on.</param>
    public static ImmutableArray<string> Of(AttributeDeclaration layer, int count, Dictionary<string, int> unnamed) => layer.Find("Name")?.Text is { } name
        ? count == 1 ? [name] : [.. Enumerable.Range(1, count).Select(i => Numbered(name, i))]
        : [.. Enumerable.Range(0, count).Select(_ => DefaultName(layer.Kind, unnamed))];

    /// <summary>Whether a layer may have the name.</summary>
    public static bool IsValid(string name) =>
        name != LayerInputs.NetworkInput && name.Length is > 0 and <= LongestName && char.IsLetterOrDigit(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.');

    private static string DefaultName(string kind, Dictionary<string, int> unnamed)
    {
        string name = SnakeCase.Of(kind);
        unnamed.TryGetValue(name, out int count);
        unnamed[name] = count + 1;
        return count == 0 ? name : Numbered(name, count);
    }

    private static string Numbered(string name, int number) => name + "_" + number.ToString(CultureInfo.InvariantCulture);
}
