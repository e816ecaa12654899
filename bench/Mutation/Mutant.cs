using Microsoft.CodeAnalysis.Text;

namespace NetGen.Bench.Mutation;

/// <summary>One change of the compiler's sources.</summary>
/// <param name="File">The source file, from the generator's folder: "Layers/Sliding.cs".</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Kind">What was done, as <see cref="MutantFinder"/> names it.</param>
/// <param name="Span">What is replaced.</param>
/// <param name="Before">The text there.</param>
/// <param name="After">The text that stands in its place.</param>
internal sealed record Mutant(string File, int Line, string Kind, TextSpan Span, string Before, string After)
{
    /// <summary>The change on one line.</summary>
    public string Words => $"{OneLine(Before)} => {OneLine(After)}";

    private static string OneLine(string text) => string.Join(' ', text.Split(['\n', '\r', '\t', ' '], System.StringSplitOptions.RemoveEmptyEntries));
}
