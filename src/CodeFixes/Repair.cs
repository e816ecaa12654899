using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>One way to repair what a diagnostic is about.</summary>
/// <param name="Title">As the editor offers it.</param>
/// <param name="Key">The same for all repairs of one kind, which "fix all" applies together.</param>
/// <param name="Changes">Of the document's text.</param>
public sealed record Repair(string Title, string Key, ImmutableArray<TextChange> Changes);
