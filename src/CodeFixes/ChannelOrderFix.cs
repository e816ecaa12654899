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

/// <summary>Moves the channels of an input behind its sides, and leaves out the arriving channels that PyTorch's convolutions begin with.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ChannelOrderFix : RepairProvider
{
    private static readonly string[] Sides = ["height", "width", "channels"];

    private static readonly string[] Convolution = ["filters", "kernelSize", "strides"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleId.ChannelsFirst, RuleId.ChannelsBeforeKernel];

    /// <inheritdoc/>
    protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, SyntaxNode node, SourceText text, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is not { ArgumentList: { } list } attribute)
        {
            yield break;
        }

        bool isInput = diagnostic.Id == RuleId.ChannelsFirst;
        AttributeArgumentSyntax?[] given = [.. (isInput ? Sides : Convolution).Select((name, i) => Find(list, name, i))];
        if (given is not [{ } first, { } second, { } third])
        {
            yield break;
        }

        yield return isInput
            ? new Repair(
                $"Put the channels last: {second.Expression}, {third.Expression}, {first.Expression}",
                nameof(ChannelOrderFix) + ".Input",
                [Written(first, second), Written(second, third), Written(third, first)])
            : new Repair(
                $"Make {second.Expression} filters of {third.Expression}x{third.Expression}",
                nameof(ChannelOrderFix) + ".Convolution",
                [Written(first, second), Written(second, third), AttributeEdits.Remove(third)]);
    }

    private static TextChange Written(AttributeArgumentSyntax there, AttributeArgumentSyntax what) => new(there.Expression.Span, what.Expression.ToString());

    private static AttributeArgumentSyntax? Find(AttributeArgumentListSyntax list, string name, int position) =>
        list.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == name)
        ?? list.Arguments.Where((argument, i) => i == position && argument is { NameColon: null, NameEquals: null }).FirstOrDefault();
}
