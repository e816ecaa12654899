using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Code;
using NetGen.Generator.Declaration;
using NetGen.Generator.Files;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics;

/// <summary>Says what is wrong with a network's declaration: runs the generator's own pass over it and reports the findings.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The property of a diagnostic that holds the text that would be right in its place.</summary>
    internal const string Repair = "Repair";

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
        if (context.Compilation.Options.OptimizationLevel == OptimizationLevel.Debug && NetworkAttributes.Of(type).Network is not null)
        {
            Report(context, type, new Finding(RuleId.NotOptimized, Site.Class, Blocks: false, ImmutableArray.Create(type.Name)));
        }

        foreach (Finding finding in FindingsOf(type, context).Where(finding => finding.Site.Kind != SiteKind.ContainingType))
        {
            Report(context, type, finding);
        }

        // A finding about a containing type is reported when that type is analyzed: editors offer repairs of what lies inside
        // the analyzed symbol only. However many networks it contains, it is one mistake.
        var aboutType = NetworksInside(type)
            .Select(network => (Network: network, Depth: TypeReader.Containers(network).IndexOf(type, SymbolEqualityComparer.Default)))
            .SelectMany(inside => FindingsOf(inside.Network, context)
                .Where(finding => finding.Site == Site.ContainingType(inside.Depth))
                .Select(finding => (inside.Network, Finding: finding)));
        foreach ((INamedTypeSymbol network, Finding finding) in aboutType.Take(1))
        {
            Report(context, network, finding);
        }
    }

    private static EquatableArray<Finding> FindingsOf(INamedTypeSymbol type, SymbolAnalysisContext context)
    {
        EquatableArray<VectorForm> forms = ProjectOptions.Forms(context.Options.AnalyzerConfigOptionsProvider);
        if (CheckedNetworks.Of(context.Compilation).Find(type, forms, ModelFiles.Of(context.Options), context.CancellationToken) is not { } check)
        {
            return default;
        }

        return check is { Declaration.Weights: { } weights, Network: { } network }
            ? check.Findings.Concat(WeightFileCheck.Of(weights, network, context.Options)).ToImmutableArray()
            : check.Findings;
    }

    private static IEnumerable<INamedTypeSymbol> NetworksInside(INamedTypeSymbol type) =>
        type.GetTypeMembers().SelectMany(member => NetworksInside(member).Append(member)).Where(member => !NetworkAttributes.Of(member).IsEmpty);

    private static void Report(SymbolAnalysisContext context, INamedTypeSymbol type, Finding finding)
    {
        Location location = new Sites(type, NetworkAttributes.Of(type), context.CancellationToken).Find(finding.Site);
        if (finding.Site.Argument is not null && IsDividedAway(location, context.CancellationToken))
        {
            return;
        }

        ImmutableDictionary<string, string?> properties = finding.Repair is null
            ? ImmutableDictionary<string, string?>.Empty
            : ImmutableDictionary<string, string?>.Empty.Add(Repair, finding.Repair);
        context.ReportDiagnostic(finding.InBlock is { } layer
            ? InLayer(Descriptors.Of(finding.Id), finding, finding.Site.Kind == SiteKind.Network ? $"of the layer '{layer}' in the file" : $"in the block's layer '{layer}'", location, properties)
            : Diagnostic.Create(Descriptors.Of(finding.Id), location, properties, finding.Arguments.ToArray<object>()));
    }

    /// <summary>The message where it stands does not tell which layer of the block or of the file it is about, so it says so.</summary>
    private static Diagnostic InLayer(
        DiagnosticDescriptor rule, Finding finding, string place, Location location, ImmutableDictionary<string, string?> properties) => Diagnostic.Create(
        rule.Id,
        rule.Category,
        string.Format(CultureInfo.InvariantCulture, rule.MessageFormat.ToString(CultureInfo.InvariantCulture), [.. finding.Arguments]) + $" ({place})",
        rule.DefaultSeverity,
        rule.DefaultSeverity,
        rule.IsEnabledByDefault,
        warningLevel: rule.DefaultSeverity == DiagnosticSeverity.Error ? 0 : 1,
        rule.Title,
        rule.Description,
        rule.HelpLinkUri,
        location,
        additionalLocations: null,
        rule.CustomTags,
        properties);

    /// <summary>Whether an argument is wrong for a lost fraction, of which its own rule speaks, as an error that cannot be lowered.</summary>
    private static bool IsDividedAway(Location location, CancellationToken cancellation) =>
        location.SourceTree?.GetRoot(cancellation).FindNode(location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax argument
        && IntegerDivision.IsWrittenIn(argument);
}
