using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Text.Blocks;

/// <summary>Layers in a row that occur several times, alike but for some whole numbers: a block and its uses.</summary>
/// <param name="Length">Number of layers.</param>
/// <param name="Starts">The first layer of each use, in order.</param>
internal sealed record BlockPattern(int Length, IReadOnlyList<int> Starts)
{
    private const int ShortestBlock = 2;
    private const int LongestBlock = 32;

    // More than these nobody keeps apart at a use.
    private const int MostHyperparameters = 4;

    // A class of its own has braces, constants and a constructor: it must save more lines than it has.
    private const int LinesOfClass = 6;

    /// <summary>Finds the patterns that make a declaration shorter; the longest gain first, none over another.</summary>
    public static IReadOnlyList<BlockPattern> Find(IReadOnlyList<LayerLine> lines)
    {
        var found = new List<BlockPattern>();
        var isTaken = new bool[lines.Count];
        while (Best(lines, isTaken) is { } best)
        {
            found.Add(best);
            foreach (int taken in best.Starts.SelectMany(start => Enumerable.Range(start, best.Length)))
            {
                isTaken[taken] = true;
            }
        }

        return found;
    }

    private static BlockPattern? Best(IReadOnlyList<LayerLine> lines, bool[] isTaken)
    {
        BlockPattern? best = null;
        int most = 0;
        for (int length = ShortestBlock; length <= Math.Min(LongestBlock, lines.Count / 2); length++)
        {
            var occurrences = new Dictionary<string, List<int>>(StringComparer.Ordinal);
            for (int start = 0; start + length <= lines.Count; start++)
            {
                if (FormOf(lines, isTaken, start, length) is not { } form)
                {
                    continue;
                }

                if (!occurrences.TryGetValue(form, out List<int>? starts))
                {
                    occurrences.Add(form, starts = []);
                }

                if (starts.Count == 0 || start >= starts[starts.Count - 1] + length)
                {
                    starts.Add(start);
                }
            }

            foreach (List<int> starts in occurrences.Values.Where(starts => starts.Count > 1))
            {
                var pattern = new BlockPattern(length, starts);
                int hyperparameters = Hyperparameter.Of(lines, pattern).Count;
                int gain = ((length - 1) * starts.Count) - length - LinesOfClass - hyperparameters;
                bool isBetter = gain > most || (gain == most && best is not null && BeginsWell(lines, starts) && !BeginsWell(lines, best.Starts));
                if (isBetter && hyperparameters <= MostHyperparameters)
                {
                    (best, most) = (pattern, gain);
                }
            }
        }

        return best;
    }

    /// <summary>A row that goes round can be cut anywhere: people cut it where a convolution begins, and not behind it.</summary>
    private static bool BeginsWell(IReadOnlyList<LayerLine> lines, IReadOnlyList<int> starts) => lines[starts[0]].Layer.Kind.Contains("Conv2D");

    /// <summary>What all uses have in common, as text; null where layers in a row are no block, since something outside reads from their middle, or they from elsewhere.</summary>
    private static string? FormOf(IReadOnlyList<LayerLine> lines, bool[] isTaken, int start, int length)
    {
        int last = start + length - 1;
        if (Enumerable.Range(start, length).Any(i => isTaken[i]) || lines[start].Inputs.Count != 1 || lines[start].Inputs[0] != start - 1)
        {
            return null;
        }

        bool isReadInside = lines.Skip(last + 1).Any(line => line.Inputs.Any(input => input >= start && input < last));
        bool readsElsewhere = Enumerable.Range(start, length).Any(i => lines[i].Inputs.Any(input => input < start - 1));
        return isReadInside || readsElsewhere
            ? null
            : string.Join(
                "\n", Enumerable.Range(start, length).Select(i => $"{lines[i].Form} <- {string.Join(",", lines[i].Inputs.Select(input => input - start))}"));
    }
}
