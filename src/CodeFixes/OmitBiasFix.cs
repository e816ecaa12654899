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

/// <summary>Leaves out a bias, or a beta, that a normalization takes away again.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class OmitBiasFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleId.BiasBeforeNormalization, RuleId.BetaBeforeNormalization];

    /// <inheritdoc/>
    protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, SyntaxNode node, SourceText text, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute)
        {
            yield break;
        }

        string name = diagnostic.Id == RuleId.BiasBeforeNormalization ? "UseBias" : "Center";
        AttributeArgumentSyntax[] arguments = [.. attribute.ArgumentList?.Arguments ?? []];
        AttributeArgumentSyntax? given = arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);
        TextChange change = given is not null ? new TextChange(given.Expression.Span, "false")
            : arguments.Length > 0 ? new TextChange(new TextSpan(arguments.Last().Span.End, 0), $", {name} = false")
            : new TextChange(TextSpan.FromBounds(attribute.Name.Span.End, attribute.Span.End), $"({name} = false)");
        yield return new Repair($"Set {name} = false", nameof(OmitBiasFix), [change]);
    }
}
