using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Layers;

namespace NetGen.CodeFixes;

/// <summary>Divides by a number with a fraction: <c>1 / 255.0</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class IntegerDivisionFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleId.IntegerDivision];

    /// <inheritdoc/>
    protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, SyntaxNode node, SourceText text, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<BinaryExpressionSyntax>() is { } division)
        {
            string divisor = IntegerDivision.Divisor(division, model, CancellationToken.None);
            yield return new Repair($"Divide by {divisor}", nameof(IntegerDivisionFix), [new TextChange(division.Right.Span, divisor)]);
        }
    }
}
