using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace NetGen.Tool.Emission;

/// <summary>Finds what was emitted for a layer in a file of kernels: headings say where the methods of a step begin.</summary>
internal static partial class LayerCode
{
    private const string Plan = "// Plan: ";
    private const string Shared = "// Shared: ";

    /// <summary>The line that ends a method of a class within a namespace.</summary>
    private const string MethodEnd = "        }";

    /// <summary>The code of a layer.</summary>
    /// <param name="kernels">A file of kernels.</param>
    /// <param name="layers">The network's layers.</param>
    /// <param name="layer">The layer to find.</param>
    /// <param name="owner">The layer whose code it is: an earlier one where the layer is fused with it; null where no code is emitted for the layer.</param>
    public static string? Of(string kernels, IReadOnlyList<string> layers, string layer, out string? owner)
    {
        List<Section> sections = Read(kernels);
        int next = 0;
        foreach (Section section in sections)
        {
            // Steps stand in the order of the layers; one that bears no layer's name belongs to the layer before it, as its activation.
            // Where layers are read by several, steps may stand in another order: a name that does not come is looked for among all.
            int index = Enumerable.Range(next, layers.Count - next).Concat(Enumerable.Range(0, next)).FirstOrDefault(i => Letters(layers[i]) == Letters(section.Step), -1);
            next = index < 0 ? next : index + 1;
            section.Layer = layers[Math.Max(next - 1, 0)];
        }

        // A layer without a step of its own runs in the one before, or costs nothing.
        string? found = layers.Take(IndexOf(layers, layer) + 1).LastOrDefault(name => sections.Any(section => section.Layer == name));
        owner = found;
        ILookup<string, string> methods = sections.SelectMany(section => section.Methods).ToLookup(method => method.Name, method => method.Text);
        return found is null ? null : Unindent(string.Join('\n', sections.Where(section => section.Layer == found).Select(section => section.TextWith(methods))));
    }

    /// <summary>The steps of a file, in order.</summary>
    private static List<Section> Read(string kernels)
    {
        string[] lines = kernels.Split('\n');
        var sections = new List<Section>();
        var method = new StringBuilder();
        string name = "";
        for (int i = 0; i < lines.Length; i++)
        {
            // A comment on the plan, with what stands directly around it, is the heading of a step.
            int end = i;
            while (end < lines.Length && lines[end].TrimStart().StartsWith("//", StringComparison.Ordinal))
            {
                end++;
            }

            if (lines[i..end].Any(line => line.TrimStart().StartsWith(Plan, StringComparison.Ordinal)))
            {
                string heading = lines[i].TrimStart();
                sections.Add(new Section(heading[3..heading.IndexOf(':', StringComparison.Ordinal)], lines[i..end]));
                method.Clear();
                i = end - 1;
                continue;
            }

            if (sections is not [.., var section])
            {
                continue;
            }

            method.Append(lines[i]).Append('\n');
            name = MethodName().Match(lines[i]) is { Success: true } head ? head.Groups[1].Value : name;
            if (lines[i] == MethodEnd)
            {
                section.Methods.Add((name, method.ToString()));
                method.Clear();
            }
        }

        return sections;
    }

    private static int IndexOf(IReadOnlyList<string> layers, string layer) => Enumerable.Range(0, layers.Count).First(i => layers[i] == layer);

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static string Unindent(string text)
    {
        string[] lines = text.Trim('\r', '\n').Split('\n');
        int least = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart(' ').Length);
        return string.Join('\n', lines.Select(line => line.Length >= least ? line[least..] : line)) + "\n";
    }

    [GeneratedRegex(@"^\s*(?:private|internal) static .*?(\w+)\(")]
    private static partial Regex MethodName();

    /// <summary>What stands under the heading of a step.</summary>
    private sealed class Section(string step, string[] heading)
    {
        public string Step { get; } = step;

        public string Layer { get; set; } = "";

        public List<(string Name, string Text)> Methods { get; } = [];

        /// <summary>The heading, the methods that it names, and the step's own; without those that stand behind the last step, which several steps call.</summary>
        /// <param name="methods">The text of all methods by their names.</param>
        public string TextWith(ILookup<string, string> methods)
        {
            IEnumerable<string> shared = heading
                .Select(line => line.TrimStart())
                .Where(line => line.StartsWith(Shared, StringComparison.Ordinal))
                .SelectMany(line => line[Shared.Length..].Split(", "));
            IEnumerable<string> own = Methods.Where(method => method.Name.StartsWith(Step, StringComparison.Ordinal)).Select(method => method.Text);
            return string.Join('\n', heading) + "\n" + string.Concat(shared.SelectMany(name => methods[name]).Concat(own));
        }
    }
}
