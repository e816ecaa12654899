using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Bench.Mutation;

/// <summary>The order in which mutants are tried: of every kind in turn, each time of a file that has had the fewest.</summary>
internal static class Choice
{
    /// <summary>All of them, in an order that the seed decides.</summary>
    public static IEnumerable<Mutant> Order(IReadOnlyList<Mutant> mutants, int seed)
    {
        var random = new Random(seed);
        Mutant[] shuffled = [.. mutants];
        random.Shuffle(shuffled);
        List<List<Mutant>> kinds =
            [.. shuffled.GroupBy(mutant => mutant.Kind).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.ToList())];
        var taken = mutants.Select(mutant => mutant.File).Distinct().ToDictionary(file => file, _ => 0);
        while (kinds.Exists(kind => kind.Count > 0))
        {
            foreach (List<Mutant> kind in kinds.Where(kind => kind.Count > 0))
            {
                Mutant next = kind.MinBy(mutant => taken[mutant.File])!;
                kind.Remove(next);
                taken[next.File]++;
                yield return next;
            }
        }
    }
}
