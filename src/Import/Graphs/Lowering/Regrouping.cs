using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Graphs.Lowering;

/// <summary>
/// A reshape that joins or parts neighbouring axes, such as rows and columns into pixels, is one in NetGen's order too where these lie side by side there:
/// then nothing needs to be moved.
/// </summary>
internal static class Regrouping
{
    /// <summary>The value in its new shape, by the old layer; null where axes that are joined do not lie side by side.</summary>
    public static Lowered? Of(Lowered value, int[] sizes)
    {
        if (value.Unflattened is not null)
        {
            return null;
        }

        var pieces = new SortedDictionary<int, int[]>();
        var owners = new List<(int First, int Part)>();
        int from = 0;
        int to = 0;
        while (from < value.Sizes.Length || to < sizes.Length)
        {
            var joined = new List<int>();
            var parts = new List<int>();
            long before = 1;
            long after = 1;
            do
            {
                if (from < value.Sizes.Length && (before <= after || to >= sizes.Length))
                {
                    before *= value.Sizes[from];
                    joined.Add(from++);
                }
                else if (to < sizes.Length)
                {
                    after *= sizes[to];
                    parts.Add(sizes[to++]);
                }
                else
                {
                    return null;
                }
            }
            while (before != after);

            int[] axes = [.. joined.Where(axis => value.Sizes[axis] > 1).Select(axis => value.Map[axis])];
            if (axes.Where((axis, i) => i > 0 && axis != axes[i - 1] + 1).Any())
            {
                return null;
            }

            int[] large = [.. parts.Where(size => size > 1)];
            int first = axes.Length == 0 ? -1 : axes[0];
            int part = 0;
            owners.AddRange(parts.Select(size => size > 1 ? (first, part++) : (-1, 0)));
            if (axes.Length > 0)
            {
                pieces.Add(first, large);
            }
        }

        int[] starts = [.. pieces.Keys];
        int[] shape = [.. pieces.Values.SelectMany(piece => piece)];
        int[] map =
        [
            .. owners.Select(owner => owner.First < 0 ? -1 : pieces.Where(piece => piece.Key < owner.First).Sum(piece => piece.Value.Length) + owner.Part),
        ];
        return starts.Length == 0 ? null : new Lowered(value.Layer, shape, sizes, map);
    }
}
