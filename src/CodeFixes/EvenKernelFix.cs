using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator;
using NetGen.Generator.Layers;

namespace NetGen.CodeFixes;

/// <summary>Gives a convolution under "same" padding the next odd kernel, or takes the padding away.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class EvenKernelFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleId.EvenKernel];

    /// <inheritdoc/>
    protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, SyntaxNode node, SourceText text, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { Parent.Parent: AttributeSyntax attribute } size)
        {
            yield break;
        }

        if (model.GetConstantValue(size.Expression) is { Value: int even and < int.MaxValue })
        {
            string odd = (even + 1).ToString(CultureInfo.InvariantCulture);
            yield return new Repair($"Use the next odd size, {odd}", nameof(EvenKernelFix) + ".Odd", [new TextChange(size.Expression.Span, odd)]);
        }

        ExpressionSyntax? padding = attribute.ArgumentList!.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Padding")?.Expression;
        if (padding is MemberAccessExpressionSyntax { Name: { Identifier.ValueText: "Same" } same })
        {
            yield return new Repair("Use Padding.Valid", nameof(EvenKernelFix) + ".Valid", [new TextChange(same.Span, "Valid")]);
        }
    }
}
