using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Tool.Assemblies;

/// <summary>How networks are asked for by name.</summary>
internal static class NetworkNames
{
    /// <summary>The item of a name, or the only one where no name is given.</summary>
    /// <param name="items">What there is.</param>
    /// <param name="fullName">An item's name: "Shop.Models.Digits", "Shop.Outer.Digits".</param>
    /// <param name="name">The name that is asked for, whole or its end behind a dot.</param>
    /// <param name="source">The file that they come from.</param>
    /// <exception cref="ToolException">None or several are meant.</exception>
    public static T Find<T>(IReadOnlyList<T> items, Func<T, string> fullName, string? name, string source)
    {
        T[] exact = [.. items.Where(item => fullName(item) == name)];
        T[] found = name is null ? [.. items]
            : exact.Length == 1 ? exact
            : [.. items.Where(item => IsEnd(fullName(item), name))];
        if (found.Length == 1)
        {
            return found[0];
        }

        string there = string.Join(", ", (found.Length == 0 ? items : found).Select(fullName));
        throw new ToolException(
            found.Length == 0 ? $"{source} has no network {name}; it has {there}."
            : name is null ? $"{source} has {found.Length} networks, {there}: choose one with --network."
            : $"{source} has {found.Length} networks called {name}, {there}: give the whole name.");
    }

    private static bool IsEnd(string fullName, string name) => fullName == name || fullName.EndsWith("." + name, StringComparison.Ordinal);
}
