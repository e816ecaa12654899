using System.Collections.Generic;
using System.Text;

namespace NetGen.Generator.Planning;

/// <summary>Names in the emitted code, made from the layers' names.</summary>
internal static class Identifier
{
    /// <summary>"max_pooling2d_1" as "MaxPooling2d1"; a number follows where the name is taken.</summary>
    public static string Unique(string layerName, HashSet<string> taken)
    {
        string name = Of(layerName);
        string unique = name;
        for (int i = 2; !taken.Add(unique); i++)
        {
            unique = System.FormattableString.Invariant($"{name}_{i}");
        }

        return unique;
    }

    /// <summary>"max_pooling2d_1" as "MaxPooling2d1".</summary>
    public static string Of(string layerName)
    {
        var text = new StringBuilder();
        bool upper = true;
        foreach (char c in layerName)
        {
            if (!char.IsLetterOrDigit(c))
            {
                upper = true;
                continue;
            }

            text.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }

        if (text.Length == 0 || char.IsDigit(text[0]))
        {
            text.Insert(0, "Layer");
        }

        return text.ToString();
    }
}
