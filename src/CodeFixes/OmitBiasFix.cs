using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator;
using NetGen.Generator.Layers;

namespace NetGen.CodeFixes;

/// <summary>Leaves out a bias that a batch normalization takes away again.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class OmitBiasFix : RepairProvider
{
    private const string Argument = "UseBias";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleId.BiasBeforeNormalization];

    /// <inheritdoc/>
    protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, SyntaxNode node, SourceText text, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is not { ArgumentList.Arguments: { Count: > 0 } arguments })
        {
            yield break;
        }

        AttributeArgumentSyntax? given = arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == Argument);
        TextChange change = given is null
            ? new TextChange(new TextSpan(arguments.Last().Span.End, 0), $", {Argument} = false")
            : new TextChange(given.Expression.Span, "false");
        yield return new Repair($"Set {Argument} = false", nameof(OmitBiasFix), [change]);
    }
}
