using System.Linq;

namespace NetGen.Import.Graphs;

/// <summary>The sizes that a Reshape asks for.</summary>
internal static class ReshapedSizes
{
    /// <summary>0 is the size that the input has there, -1 what is left; null where the sizes do not fit the input's.</summary>
    public static int[]? Of(int[] input, int[]? target, bool allowsZero)
    {
        if (target is null || target.Count(size => size == -1) > 1 || target.Any(size => size < -1))
        {
            return null;
        }

        int count = ShapeText.Count(input);
        int[] sizes = [.. target.Select((size, axis) => size == 0 && !allowsZero && axis < input.Length ? input[axis] : size)];
        int free = System.Array.IndexOf(sizes, -1);
        if (free >= 0)
        {
            int known = ShapeText.Count(sizes.Where(size => size != -1));
            if (known == 0 || count % known != 0)
            {
                return null;
            }

            sizes[free] = count / known;
        }

        return sizes.All(size => size > 0) && ShapeText.Count(sizes) == count ? sizes : null;
    }
}
