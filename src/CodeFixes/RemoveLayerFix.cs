using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator;
using NetGen.Generator.Layers;

namespace NetGen.CodeFixes;

/// <summary>
/// Removes a layer that does nothing, or nothing good: a second Flatten, Dropout after the last layer, softmax over probabilities. Where layers name what
/// they read, a place among the others does not tell who reads a layer, and names may count it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RemoveLayerFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleId.FlattenOnVector, RuleId.DropoutAtTheEnd, RuleId.SquashedTwice];

    /// <inheritdoc/>
    protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, SyntaxNode node, SourceText text, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is { } layer && AttributeEdits.IsInChain(layer))
        {
            yield return new Repair($"Remove [{layer}]", nameof(RemoveLayerFix), [AttributeEdits.Remove(layer, text)]);
        }
    }
}
