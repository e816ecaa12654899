using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Diagnostics;

/// <summary>
/// Finds divisions of whole constants that lose their fraction on the way to a number of NetGen's: in the attributes of a network, in
/// arguments of its methods and constructors, and where its properties are assigned.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IntegerDivisionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [HyperparameterDescriptors.IntegerDivision];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.DivideExpression);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var division = (BinaryExpressionSyntax)context.Node;
        SemanticModel model = context.SemanticModel;
        if (IntegerDivision.LosesFraction(division, model, context.CancellationToken)
            && !division.ChildNodes().Any(operand => IntegerDivision.IsIn(operand, model, context.CancellationToken))
            && IntegerDivision.FractionOf(division, model, context.CancellationToken) is { } fraction
            && TargetOf(fraction, model, context.CancellationToken) is { } target
            && IsOurs(target))
        {
            string given = division.ToString();
            string divisor = IntegerDivision.Divisor(division, model, context.CancellationToken);
            context.ReportDiagnostic(Diagnostic.Create(
                HyperparameterDescriptors.IntegerDivision,
                division.GetLocation(),
                given,
                string.Format(CultureInfo.InvariantCulture, "{0}", model.GetConstantValue(division, context.CancellationToken).Value),
                $"{division.Left} / {divisor}"));
        }
    }

    /// <summary>What takes the number: an attribute, a method or constructor, a property. Null where it goes elsewhere.</summary>
    private static ISymbol? TargetOf(ExpressionSyntax fraction, SemanticModel model, CancellationToken cancellation)
    {
        for (SyntaxNode? node = fraction; node is not null; node = node.Parent)
        {
            switch (node.Parent)
            {
                case AttributeArgumentSyntax { Parent.Parent: AttributeSyntax attribute }:
                    return model.GetTypeInfo(attribute, cancellation).Type;
                case ArgumentSyntax { Parent.Parent: { } call }:
                    return model.GetSymbolInfo(call, cancellation).Symbol?.ContainingType;
                case AssignmentExpressionSyntax assignment when assignment.Right == node:
                    return model.GetSymbolInfo(assignment.Left, cancellation).Symbol?.ContainingType;
                case ExpressionSyntax or CollectionElementSyntax:
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private static bool IsOurs(ISymbol symbol)
    {
        INamespaceSymbol? outermost = symbol.ContainingNamespace;
        while (outermost is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
        {
            outermost = outermost.ContainingNamespace;
        }

        return outermost?.Name == AttributeNames.Namespace;
    }
}
