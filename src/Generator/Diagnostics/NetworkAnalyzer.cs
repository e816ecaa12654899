using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics;

/// <summary>Says what is wrong with a network's declaration: runs the generator's own pass over it and reports the findings.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.OfDeclarations;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Class || NetworkAttributes.Of(type) is not { IsEmpty: false } attributes)
        {
            return;
        }

        NetworkDeclaration declaration = DeclarationReader.Read(type, attributes, context.CancellationToken);
        var places = new Places(type, attributes, context.CancellationToken);
        foreach (Finding finding in NetworkBuilder.Build(declaration, context.CancellationToken).Findings)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.Of(finding.Id), places.Find(finding.Place), finding.Arguments.ToArray<object>()));
        }
    }
}
