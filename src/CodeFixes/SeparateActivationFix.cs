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

/// <summary>Makes the activation of a layer that has none a layer of its own behind it, if all that read the one would read the other.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SeparateActivationFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleId.ActivationOnShapeLayer];

    /// <inheritdoc/>
    protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, SyntaxNode node, SourceText text, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { Parent.Parent: AttributeSyntax layer } argument && AttributeEdits.IsInChain(layer))
        {
            string activation = $"Activation({argument.Expression})";
            yield return new Repair(
                $"Make it a layer of its own, [{activation}]",
                nameof(SeparateActivationFix),
                [AttributeEdits.Remove(argument), AttributeEdits.InsertAfter(layer, activation, text)]);
        }
    }
}
