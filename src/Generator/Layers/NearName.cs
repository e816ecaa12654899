using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Layers;

/// <summary>Finds what somebody meant who mistyped a name.</summary>
internal static class NearName
{
    /// <summary>The one name that differs by no more than two letters in five, whatever their case; null where there is none, or several as near.</summary>
    public static string? Of(string written, IEnumerable<string> names)
    {
        var near = names
            .Select(name => (Name: name, Distance: Distance(written.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(candidate => candidate.Distance <= Math.Max(1, Math.Min(written.Length, candidate.Name.Length) * 2 / 5))
            .OrderBy(candidate => candidate.Distance)
            .Take(2)
            .ToArray();
        return near.Length == 0 || (near.Length == 2 && near[0].Distance == near[1].Distance) ? null : near[0].Name;
    }

    /// <summary>Levenshtein's: letters to insert, to delete or to replace.</summary>
    private static int Distance(string one, string other)
    {
        int[] row = [.. Enumerable.Range(0, other.Length + 1)];
        for (int i = 1; i <= one.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[other.Length];
    }
}
