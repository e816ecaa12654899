using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Enumeration;
using System.Linq;

namespace NetGen;

/// <summary>Decides by <see cref="LoadOptions"/> which tensor of a file goes to which parameter.</summary>
internal static class TensorChoice
{
    /// <summary>What is loaded, and the report of it. Nothing of the data was read.</summary>
    /// <exception cref="ArgumentException">The options name what the network has not, choose nothing or give two tensors to one parameter.</exception>
    /// <exception cref="InvalidDataException">Nothing of what they choose is there; or not all of it, where they are strict; or it is of a type that is not read.</exception>
    public static (List<TensorMatch> Matches, LoadReport Report) Of(List<TensorEntry> tensors, INetwork network, LoadOptions options, string source)
    {
        HashSet<ParameterInfo> chosen = [.. Chosen(network, options)];
        Dictionary<string, TensorEntry> named = Named(tensors, network, options);
        var matches = new List<TensorMatch>();
        var missing = new List<string>();
        var mismatched = new List<ShapeMismatch>();
        HashSet<TensorEntry> used = [];
        foreach (ParameterInfo parameter in network.Parameters.Select(parameter => parameter.Info).Where(chosen.Contains))
        {
            if (!named.TryGetValue(parameter.Name, out TensorEntry? tensor))
            {
                missing.Add(parameter.Name);
                continue;
            }

            used.Add(tensor);
            var match = new TensorMatch(tensor, parameter);
            if (match.HasSameShape)
            {
                match.CheckStorage(source);
                matches.Add(match);
            }
            else
            {
                mismatched.Add(new ShapeMismatch(parameter, tensor));
            }
        }

        var report = new LoadReport(
            source,
            [.. matches.Select(match => match.Parameter.Name)],
            missing,
            mismatched,
            [.. network.Parameters.Select(parameter => parameter.Info).Where(parameter => !chosen.Contains(parameter)).Select(parameter => parameter.Name)],
            [.. tensors.Where(tensor => !used.Contains(tensor)).Select(tensor => tensor.Name)]);
        if (matches.Count == 0 || (options.Strict && !report.IsComplete))
        {
            string lacks = missing.Count > 0 ? $" It lacks {ForeignText.List(missing)}." : "";
            string shapes = mismatched.Count > 0 ? $" Shapes differ: {ForeignText.List([.. mismatched.Select(mismatch => mismatch.ToString())])}." : "";
            string has = missing.Count > 0 && report.Unused.Count > 0 ? $" It has {ForeignText.List(report.Unused)} besides." : "";
            throw new InvalidDataException($"{source} has {(matches.Count == 0 ? "nothing" : "not all")} of what is to be loaded.{lacks}{shapes}{has}");
        }

        return (matches, report);
    }

    /// <summary>The parameters that the options choose.</summary>
    /// <exception cref="ArgumentException">The options name what the network has not, or choose nothing.</exception>
    internal static List<ParameterInfo> Chosen(INetwork network, LoadOptions options)
    {
        RequireKnown(network, options, options.Include, nameof(LoadOptions.Include));
        RequireKnown(network, options, options.Exclude, nameof(LoadOptions.Exclude));
        List<ParameterInfo> chosen =
        [
            .. network.Parameters.Select(parameter => parameter.Info)
                .Where(parameter => options.Include.Count == 0 || options.Include.Any(name => Names(name, parameter)))
                .Where(parameter => !options.Exclude.Any(name => Names(name, parameter)))
                .Where(parameter => options.Filter?.Invoke(parameter) ?? true),
        ];
        return chosen.Count > 0 ? chosen : throw new ArgumentException($"The options leave no parameter of {network.Info.Name} to be loaded.", nameof(options));
    }

    private static void RequireKnown(INetwork network, LoadOptions options, IReadOnlyList<string>? names, string property)
    {
        foreach (string? name in names ?? throw new ArgumentException($"{property} is null; it is empty where nothing is named.", nameof(options)))
        {
            if (!network.Parameters.Any(parameter => Names(name, parameter.Info)))
            {
                string[] layers = [.. network.Info.Layers.Where(layer => layer.Parameters.Count > 0).Select(layer => layer.Name)];
                throw new ArgumentException(
                    $"{property} has '{name}', and no parameter of {network.Info.Name} is called so. Its layers with parameters are {ForeignText.List(layers)}.",
                    nameof(options));
            }
        }
    }

    /// <summary>Whether a name is a parameter's, or that of its layer.</summary>
    private static bool Names(string? name, ParameterInfo parameter) =>
        Fits(name, parameter.Name) || Fits(name, parameter.Name.AsSpan(0, Math.Max(0, parameter.Name.LastIndexOf('/'))));

    private static bool Fits(string? pattern, ReadOnlySpan<char> name) =>
        !string.IsNullOrEmpty(pattern) && FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    /// <summary>The tensors under the names that the network has for them.</summary>
    private static Dictionary<string, TensorEntry> Named(List<TensorEntry> tensors, INetwork network, LoadOptions options)
    {
        var named = new Dictionary<string, TensorEntry>(StringComparer.Ordinal);
        foreach (TensorEntry tensor in tensors)
        {
            string? name = options.Rename is { } rename ? rename(tensor.Name) : tensor.Name;
            if (name is not null && !named.TryAdd(name, tensor) && network.Parameters.Any(parameter => parameter.Info.Name == name))
            {
                throw new ArgumentException(
                    $"{nameof(LoadOptions.Rename)} gives '{name}' two tensors, '{ForeignText.Show(named[name].Name)}' and '{ForeignText.Show(tensor.Name)}'.",
                    nameof(options));
            }
        }

        return named;
    }
}
