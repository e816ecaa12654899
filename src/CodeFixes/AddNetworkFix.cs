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
/// Puts [Network] above layers that lack it. The input's shape is the user's to know: zeros keep its place, and the rule
/// about them asks for the numbers.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AddNetworkFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleId.MissingNetwork];

    /// <inheritdoc/>
    protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, SyntaxNode node, SourceText text, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is { } first)
        {
            bool takesVectors = model.GetTypeInfo(first).Type?.Name == "DenseAttribute";
            string network = takesVectors ? "Network(features: 0)" : "Network(height: 0, width: 0, channels: 0)";
            yield return new Repair($"Add [{network}]", nameof(AddNetworkFix), [AttributeEdits.InsertBefore(first, network, text)]);
        }
    }
}
