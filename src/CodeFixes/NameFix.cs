using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Layers;

namespace NetGen.CodeFixes;

/// <summary>Names the layer that was meant where a name is mistyped.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class NameFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleId.UnknownInput];

    /// <inheritdoc/>
    protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, SyntaxNode node, SourceText text, SemanticModel model)
    {
        SyntaxNode expression = node is AttributeArgumentSyntax argument ? argument.Expression : node;
        if (expression.IsKind(SyntaxKind.StringLiteralExpression)
            && diagnostic.Properties.TryGetValue(NetworkAnalyzer.Repair, out string? name)
            && name is not null)
        {
            yield return new Repair($"Read '{name}'", nameof(NameFix), [new TextChange(expression.Span, SymbolDisplay.FormatLiteral(name, quote: true))]);
        }
    }
}
