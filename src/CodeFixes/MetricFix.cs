using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator;
using NetGen.Generator.Diagnostics.Training;
using NetGen.Generator.Layers;

namespace NetGen.CodeFixes;

/// <summary>Writes the metric that asks the same of the targets that there are.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MetricFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleId.MetricMisfit];

    /// <inheritdoc/>
    protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, SyntaxNode node, SourceText text, SemanticModel model)
    {
        SimpleNameSyntax? name = node.DescendantNodesAndSelf().OfType<ObjectCreationExpressionSyntax>().FirstOrDefault()?.Type switch
        {
            QualifiedNameSyntax qualified => qualified.Right,
            SimpleNameSyntax simple => simple,
            _ => null,
        };
        if (name is not null && diagnostic.Properties.TryGetValue(MetricRules.Repair, out string? metric) && metric is not null)
        {
            yield return new Repair($"Use {metric}", nameof(MetricFix), [new TextChange(name.Identifier.Span, metric)]);
        }
    }
}
