using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetGen;

/// <summary>Names cut to the room that there is, so that different ones stay different.</summary>
internal static class ShortNames
{
    // How much of what is left of a name is its beginning: in the middle first, since most names differ at their ends.
    private static readonly double[] Beginnings = [0.5, 0.25, 0.75, 0, 1];

    /// <summary>A name without its middle where it is longer than some columns.</summary>
    public static string Cut(string name, int columns, string ellipsis = "…") => Cut(name, columns, ellipsis, text => text.Length, Beginnings[0]);

    /// <summary>
    /// All names at most as long as the room, those that are longer cut where they differ; where no cut tells them apart, their
    /// numbers do.
    /// </summary>
    /// <param name="names">The names.</param>
    /// <param name="room">The room, in what <paramref name="measure"/> counts.</param>
    /// <param name="ellipsis">What stands for what is left out.</param>
    /// <param name="measure">How long a text is.</param>
    public static string[] CutAll(IReadOnlyList<string> names, double room, string ellipsis, Func<string, double> measure)
    {
        int different = names.Distinct().Count();
        foreach (double beginning in Beginnings)
        {
            string[] cut = [.. names.Select(name => Cut(name, room, ellipsis, measure, beginning))];
            if (cut.Distinct().Count() == different)
            {
                return cut;
            }
        }

        return [.. names.Select((name, i) => measure(name) <= room
            ? name
            : Cut($"{i.ToString(CultureInfo.InvariantCulture)} {name}", room, ellipsis, measure, beginning: 1))];
    }

    /// <summary>A name of which a beginning and an end are left where it is longer than the room.</summary>
    public static string Cut(string name, double room, string ellipsis, Func<string, double> measure, double beginning = 0.5)
    {
        if (measure(name) <= room)
        {
            return name;
        }

        // The most letters that fit, at least one: their width grows with their number.
        int least = 1;
        int most = Math.Max(name.Length - 1, 1);
        while (least < most)
        {
            int middle = (least + most + 1) / 2;
            (least, most) = measure(Without(name, middle, ellipsis, beginning)) <= room ? (middle, most) : (least, middle - 1);
        }

        return Without(name, least, ellipsis, beginning);
    }

    /// <summary>So many letters of a name; halves of a pair of surrogates are left out.</summary>
    private static string Without(string name, int letters, string ellipsis, double beginning)
    {
        int first = (int)Math.Ceiling(letters * beginning);
        int last = name.Length - (letters - first);
        first -= first > 0 && char.IsHighSurrogate(name[first - 1]) ? 1 : 0;
        last += last < name.Length && char.IsLowSurrogate(name[last]) ? 1 : 0;
        return string.Concat(name.AsSpan(0, first), ellipsis, name.AsSpan(last));
    }
}
