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

/// <summary>Puts [Flatten] between an image and a dense layer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class InsertFlattenFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleId.DenseOnImage];

    /// <inheritdoc/>
    protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, SyntaxNode node, SourceText text, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is not { } dense)
        {
            yield break;
        }

        // What names the image is Flatten from now on, and the dense layer reads that.
        yield return AttributeEdits.Named(dense, "Input") is { } input
            ? new Repair(
                $"Insert [Flatten({input})] before it", nameof(InsertFlattenFix), [AttributeEdits.InsertBefore(dense, $"Flatten({input})", text), AttributeEdits.Remove(input)])
            : new Repair("Insert [Flatten] before it", nameof(InsertFlattenFix), [AttributeEdits.InsertBefore(dense, "Flatten", text)]);
    }
}
