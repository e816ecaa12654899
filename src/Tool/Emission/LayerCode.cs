using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Tool.Emission;

/// <summary>Finds what was emitted for a layer in a file of kernels: headings say where the methods of a step begin.</summary>
internal static class LayerCode
{
    private const string Plan = "// Plan: ";

    /// <summary>The code of a layer.</summary>
    /// <param name="kernels">A file of kernels.</param>
    /// <param name="layers">The network's layers.</param>
    /// <param name="layer">The layer to find.</param>
    /// <param name="owner">The layer whose code it is: an earlier one where the layer is fused with it; null where no code is emitted for the layer.</param>
    public static string? Of(string kernels, IReadOnlyList<string> layers, string layer, out string? owner)
    {
        var sections = new List<(string Layer, StringBuilder Text)>();
        int next = 0;
        string? step = null;
        foreach (MethodDeclarationSyntax method in CSharpSyntaxTree.ParseText(kernels).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
        {
            if (StepOf(method) is { } begun)
            {
                // Steps stand in the order of the layers; one that bears no layer's name belongs to the layer before it, as its activation.
                int index = Enumerable.Range(next, layers.Count - next).FirstOrDefault(i => Letters(layers[i]) == Letters(begun), -1);
                next = index < 0 ? next : index + 1;
                step = begun;
                sections.Add((layers[Math.Max(next - 1, 0)], new StringBuilder()));
            }

            // Behind the last step stand methods that several of them call.
            if (step is not null && method.Identifier.Text.StartsWith(step, StringComparison.Ordinal))
            {
                sections[^1].Text.Append(method.ToFullString());
            }
        }

        // A layer without a step of its own runs in the one before, or costs nothing.
        string? found = layers.Take(IndexOf(layers, layer) + 1).LastOrDefault(name => sections.Any(section => section.Layer == name));
        owner = found;
        return found is null ? null : Unindent(string.Concat(sections.Where(section => section.Layer == found).Select(section => section.Text)));
    }

    private static int IndexOf(IReadOnlyList<string> layers, string layer) => Enumerable.Range(0, layers.Count).First(i => layers[i] == layer);

    /// <summary>The name of the step whose heading stands above a method: "Conv2d" in "// Conv2d: Conv2D(32, 3x3) ...".</summary>
    private static string? StepOf(MethodDeclarationSyntax method)
    {
        IEnumerable<SyntaxTrivia> lines = method.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia));
        string[] comments = [.. lines.Select(trivia => trivia.ToString())];
        int plan = Array.FindIndex(comments, comment => comment.StartsWith(Plan, StringComparison.Ordinal));
        return plan > 0 ? comments[plan - 1][3..comments[plan - 1].IndexOf(':', StringComparison.Ordinal)] : null;
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static string Unindent(string text)
    {
        string[] lines = text.Trim('\r', '\n').Split('\n');
        int least = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart(' ').Length);
        return string.Join('\n', lines.Select(line => line.Length >= least ? line[least..] : line)) + "\n";
    }
}
