using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Text.Blocks;

/// <summary>A whole number that differs from use to use of a block, wherever in the block it stands.</summary>
/// <param name="Name">The constant's name: "Filters".</param>
/// <param name="Values">Its value in each use.</param>
/// <param name="Places">Which arguments of which layers it is.</param>
internal sealed record Hyperparameter(string Name, IReadOnlyList<int> Values, IReadOnlyList<(int Layer, string Argument)> Places)
{
    /// <summary>The constructor's parameter: "filters".</summary>
    public string Parameter => char.ToLowerInvariant(Name[0]) + Name.Substring(1);

    /// <summary>What stands in the class, and is taken where a use does not say otherwise: 1 for strides, of which most are.</summary>
    public int Default => IsOptional ? 1 : Values[0];

    /// <summary>Whether a use may leave it out.</summary>
    public bool IsOptional => Name.StartsWith("Strides", StringComparison.Ordinal) && Values.Contains(1);

    /// <summary>Those of a block: arguments that are equal in every use are one. What a use may leave out comes last.</summary>
    public static IReadOnlyList<Hyperparameter> Of(IReadOnlyList<LayerLine> lines, BlockPattern pattern)
    {
        var groups = new List<(string Stem, int[] Values, List<(int, string)> Places)>();
        for (int layer = 0; layer < pattern.Length; layer++)
        {
            for (int argument = 0; argument < lines[pattern.Starts[0] + layer].Numbers.Count; argument++)
            {
                int[] values = [.. pattern.Starts.Select(start => (int)lines[start + layer].Numbers[argument].Value)];
                if (values.Distinct().Count() == 1)
                {
                    continue;
                }

                string name = lines[pattern.Starts[0] + layer].Numbers[argument].Name;
                string stem = char.ToUpperInvariant(name[0]) + name.Substring(1);
                int known = groups.FindIndex(group => group.Stem == stem && group.Values.SequenceEqual(values));
                if (known < 0)
                {
                    groups.Add((stem, values, []));
                    known = groups.Count - 1;
                }

                groups[known].Places.Add((layer, name));
            }
        }

        return [.. groups
            .Select(
                (group, i) => new Hyperparameter(Numbered(group.Stem, groups.Take(i).Count(earlier => earlier.Stem == group.Stem)), group.Values, group.Places))
            .OrderBy(hyperparameter => hyperparameter.IsOptional)];
    }

    private static string Numbered(string stem, int count) => count == 0 ? stem : FormattableString.Invariant($"{stem}{count + 1}");
}
