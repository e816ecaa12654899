using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator.Code;
using NetGen.Generator.Declaration;
using NetGen.Generator.Emission;
using NetGen.Generator.Files;

namespace NetGen.Generator;

/// <summary>
/// Compiles the networks of a project: attributes -> declaration -> layers with shapes -> plan -> text. It reports nothing;
/// what is wrong with a declaration is said by <see cref="Diagnostics.NetworkAnalyzer"/>, which runs the same pass.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<NetworkModel> networks = Networks(context.SyntaxProvider, context.AnalyzerConfigOptionsProvider, context.AdditionalTextsProvider)
            .Combine(WeightFiles(context))
            .Select(FindWeights)
            .WithTrackingName(TrackingNames.Models);

        // The members are what code is written against; a host that builds nothing may leave out what they do, and is spared it where it does not.
        IncrementalValueProvider<bool> emitsBodies = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => ProjectOptions.EmitsBodies(options));
        context.RegisterSourceOutput(networks, EmitMembers);
        context.RegisterImplementationSourceOutput(
            networks.Combine(emitsBodies).Where(static source => source.Right).Select(static (source, _) => source.Left), EmitBodies);
    }

    /// <summary>All steps before emission.</summary>
    internal static IncrementalValuesProvider<NetworkModel> Networks(
        SyntaxValueProvider syntax, IncrementalValueProvider<AnalyzerConfigOptionsProvider> options, IncrementalValuesProvider<AdditionalText> additionalTexts)
    {
        IncrementalValueProvider<EquatableArray<VectorForm>> forms = options.Select(static (provider, _) => ProjectOptions.Forms(provider)).WithTrackingName(TrackingNames.Forms);

        // Every class under [Network], as strings and numbers: an edit that leaves them alone ends here.
        IncrementalValuesProvider<NetworkDeclaration> declarations = syntax
            .ForAttributeWithMetadataName(AttributeNames.Network, IsClass, ReadDeclaration)
            .Where(static declaration => declaration is { Structure.HoldsMembers: true })
            .Select(static (declaration, _) => declaration!)
            .WithTrackingName(TrackingNames.Declarations);

        // Networks that files declare get their layers here; the others pass through as they are.
        IncrementalValuesProvider<NetworkDeclaration> whole = declarations
            .Combine(Models(options, additionalTexts))
            .Select(static (source, _) => source.Right.Fill(source.Left))
            .WithTrackingName(TrackingNames.WholeDeclarations);

        // With all shapes inferred and all rules checked; held here for the analyzers, too.
        return whole
            .Combine(forms)
            .Select(static (source, cancellation) => CheckedNetwork.Of(source.Left, source.Right, cancellation))
            .WithTrackingName(TrackingNames.Checks)
            .Select(static (check, _) => new NetworkModel(check.Declaration.Type, check.Plans, check.Declaration.EmbeddedWeights))
            .WithTrackingName(TrackingNames.Networks);
    }

    private static bool IsClass(SyntaxNode node, CancellationToken cancellation) => node is ClassDeclarationSyntax;

    /// <summary>Null for a second [Network] on another part of the same class, which the compiler objects to.</summary>
    private static NetworkDeclaration? ReadDeclaration(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var attributes = NetworkAttributes.Of(type);
        return attributes.Network?.ApplicationSyntaxReference is { } first
            && first.SyntaxTree == context.TargetNode.SyntaxTree
            && context.TargetNode.Span.Contains(first.Span)
            ? DeclarationReader.Read(type, attributes, cancellation)
            : null;
    }

    /// <summary>The files of weights that the build knows, and the project's folder; by their names alone.</summary>
    private static IncrementalValueProvider<(EquatableArray<WeightFile> Files, string ProjectFolder)> WeightFiles(IncrementalGeneratorInitializationContext context) =>
        context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (source, _) => WeightFile.Of(source.Left, source.Right))
            .Where(static file => file is not null)
            .Collect()
            .Combine(context.AnalyzerConfigOptionsProvider.Select(static (options, _) => WeightFile.FolderOf(options)))
            .Select(static (source, _) => ((EquatableArray<WeightFile>)source.Left.Select(file => file!).ToImmutableArray(), source.Right))
            .WithTrackingName(TrackingNames.WeightFiles);

    /// <summary>The models that the build knows.</summary>
    private static IncrementalValueProvider<ModelFiles> Models(IncrementalValueProvider<AnalyzerConfigOptionsProvider> options, IncrementalValuesProvider<AdditionalText> texts) =>
        texts
            .Combine(options)
            .Select(static (source, _) => ModelText.Of(source.Left, source.Right))
            .Where(static text => text is not null)
            .Collect()
            .Combine(options)
            .Select(static (source, _) => ModelFiles.Of([.. source.Left.Select(text => text!)], source.Right))
            .WithTrackingName(TrackingNames.ModelFiles);

    private static NetworkModel FindWeights((NetworkModel Model, (EquatableArray<WeightFile> Files, string ProjectFolder) Weights) source, CancellationToken cancellation) =>
        source.Model.Weights is { HasRequiredMembers: false } weights
            ? source.Model with { Resource = WeightFile.Find(source.Weights.Files, weights, source.Weights.ProjectFolder) is { } file ? file.Resource + weights.Variant : null }
            : source.Model;

    private static void EmitMembers(SourceProductionContext context, NetworkModel model) => Add(
        context,
        model.Plans is { } plans ? NetworkCompiler.CompileMembers(model.Type, plans, model.Resource) : NetworkCompiler.CompileSignatures(model.Type));

    private static void EmitBodies(SourceProductionContext context, NetworkModel model)
    {
        if (model.Plans is { } plans)
        {
            Add(context, NetworkCompiler.CompileBodies(model.Type, plans));
        }
    }

    private static void Add(SourceProductionContext context, ImmutableArray<SourceFile> files)
    {
        foreach (SourceFile file in files)
        {
            using TextReader text = file.Code.Open();
            context.AddSource(file.HintName, SourceText.From(text, file.Code.Length, Encoding.UTF8, SourceHashAlgorithm.Sha256));
        }
    }
}
