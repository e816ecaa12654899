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

/// <summary>Lets a constructor begin with the one that is added to its network. One that calls its base class's is left to the user.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ChainConstructorFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleId.UnchainedConstructor];

    /// <inheritdoc/>
    protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, SyntaxNode node, SourceText text, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is { Initializer: null } constructor)
        {
            yield return new Repair("Begin with ': this()'", nameof(ChainConstructorFix), [new TextChange(new TextSpan(constructor.ParameterList.Span.End, 0), " : this()")]);
        }
    }
}
