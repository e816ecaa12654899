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
        for (int i = 0; i < lines.Length - 1; i++)
        {
            string line = lines[i].TrimStart();
            if (lines[i + 1].TrimStart().StartsWith(Plan, StringComparison.Ordinal))
            {
                sections.Add(new Section(line[3..line.IndexOf(':', StringComparison.Ordinal)]));

                // The blank line above the heading.
                method.Clear();
            }

            if (sections is not [.., var section])
            {
                continue;
            }

            if (section.Heads(line))
            {
                section.Headings.Add(lines[i]);
                continue;
            }

            method.Append(lines[i]).Append('\n');
            name = MethodName().Match(line) is { Success: true } head ? head.Groups[1].Value : name;
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

    [GeneratedRegex(@"^(?:private|internal) static .*?(\w+)\(")]
    private static partial Regex MethodName();

    /// <summary>What stands under the heading of a step.</summary>
    private sealed class Section(string step)
    {
        public string Step { get; } = step;

        public string Layer { get; set; } = "";

        public List<string> Headings { get; } = [];

        public List<(string Name, string Text)> Methods { get; } = [];

        /// <summary>Whether a line belongs to the heading: the step's, its plan, and the methods that it shares with one before it.</summary>
        public bool Heads(string line) => Methods.Count == 0
            && (line.StartsWith($"// {Step}: ", StringComparison.Ordinal) || line.StartsWith(Plan, StringComparison.Ordinal) || line.StartsWith(Shared, StringComparison.Ordinal));

        /// <summary>The heading, the methods that it names, and the step's own; without those that stand behind the last step, which several steps call.</summary>
        /// <param name="methods">The text of all methods by their names.</param>
        public string TextWith(ILookup<string, string> methods)
        {
            IEnumerable<string> shared = Headings
                .Select(line => line.TrimStart())
                .Where(line => line.StartsWith(Shared, StringComparison.Ordinal))
                .SelectMany(line => line[Shared.Length..].Split(", "));
            IEnumerable<string> own = Methods.Where(method => method.Name.StartsWith(Step, StringComparison.Ordinal)).Select(method => method.Text);
            return string.Join('\n', Headings) + "\n" + string.Concat(shared.SelectMany(name => methods[name]).Concat(own));
        }
    }
}
