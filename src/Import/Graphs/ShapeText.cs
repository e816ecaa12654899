using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NetGen.Import.Graphs;

/// <summary>Shapes in messages, and how many values they have.</summary>
internal static class ShapeText
{
    public static string Of(IEnumerable<int> shape) => $"({string.Join(", ", shape)})";

    /// <exception cref="InvalidDataException">No array has so many values.</exception>
    public static int Count(IEnumerable<int> shape)
    {
        long count = 1;
        foreach (int size in shape)
        {
            count *= size;
            if (count > int.MaxValue)
            {
                throw new InvalidDataException($"A shape of {Of(shape)} has more values than an array can.");
            }
        }

        return (int)count;
    }
}
