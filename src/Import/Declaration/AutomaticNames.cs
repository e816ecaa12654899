using System;
using System.Collections.Generic;

namespace NetGen.Import.Declaration;

/// <summary>Names as Keras counts them: "conv2d", "conv2d_1".</summary>
internal static class AutomaticNames
{
    /// <summary>The name of the next layer of a kind, or of the next use of a block.</summary>
    /// <param name="kind">The attribute.</param>
    /// <param name="counts">How many of each there were; counted on.</param>
    public static string Next(string kind, Dictionary<string, int> counts)
    {
        string name = SnakeCase.Of(kind);
        counts.TryGetValue(name, out int count);
        counts[name] = count + 1;
        return count == 0 ? name : FormattableString.Invariant($"{name}_{count}");
    }
}
