using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator;
using NetGen.Generator.Diagnostics.Training;
using NetGen.Generator.Layers;

namespace NetGen.CodeFixes;

/// <summary>Gives a monitored figure the name that it has today: "val_acc" was Keras 2's for "val_accuracy".</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MonitorFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleId.UnknownMonitor];

    /// <inheritdoc/>
    protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, SyntaxNode node, SourceText text, SemanticModel model)
    {
        SyntaxNode expression = node is ArgumentSyntax argument ? argument.Expression : node;
        if (expression.IsKind(SyntaxKind.StringLiteralExpression)
            && diagnostic.Properties.TryGetValue(MonitorRules.Repair, out string? name)
            && name is not null)
        {
            yield return new Repair($"Monitor '{name}'", nameof(MonitorFix), [new TextChange(expression.Span, SymbolDisplay.FormatLiteral(name, quote: true))]);
        }
    }
}
