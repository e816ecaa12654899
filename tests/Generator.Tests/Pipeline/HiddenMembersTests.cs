using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>What is public for the sake of emitted code is not offered by editors: completion in a user's file shows what users call.</summary>
public class HiddenMembersTests
{
    /// <summary>What emitted code calls and users call as well.</summary>
    private static readonly string[] Shared =
    [
        "NetGen.LayerInfo.ForwardFlops", "NetGen.LayerInfo.InputShape", "NetGen.LayerInfo.Inputs", "NetGen.LayerInfo.Kind", "NetGen.LayerInfo.Name",
        "NetGen.LayerInfo.OutputShape", "NetGen.LayerInfo.Parameters", "NetGen.LayerInfo.Plan",
        "NetGen.NetworkInfo.InferenceBytes", "NetGen.NetworkInfo.OutputActivation", "NetGen.NetworkInfo.TrainingBytes",
        "NetGen.NetworkInfo.TrainingBytesPerSample", "NetGen.NetworkInfo.TrainingBytesPerWorker",
        "NetGen.NetworkParameters.Initialize(int)", "NetGen.NetworkParameters.Values",
        "NetGen.ParameterInfo.Constant", "NetGen.ParameterInfo.Initializer", "NetGen.ParameterInfo.IsTrainable", "NetGen.ParameterInfo.L1",
        "NetGen.ParameterInfo.L2", "NetGen.ParameterInfo.MaxNorm", "NetGen.ParameterInfo.Name", "NetGen.ParameterInfo.NonNegative",
        "NetGen.ParameterInfo.Offset", "NetGen.ParameterInfo.Shape",
    ];

    [Fact]
    public void Editors_offer_no_type_of_the_namespace_for_emitted_code()
    {
        INamespaceSymbol execution = NetworkCompilation.Of().Compilation.GetTypeByMetadataName("NetGen.Execution.TrainingPass")!.ContainingNamespace;
        Assert.All(
            execution.GetTypeMembers().Where(type => type.DeclaredAccessibility == Accessibility.Public),
            type => Assert.True(IsHidden(type), $"{type.Name} lacks [EditorBrowsable(EditorBrowsableState.Never)]."));
    }

    [Fact]
    public void Editors_offer_of_what_emitted_code_calls_only_what_users_call_too()
    {
        Compilation compilation = NetworkCompilation
            .Of(ReplayedNetworks.Poolings, ReplayedNetworks.Preparations, ReplayedNetworks.Options)
            .With("NetGenEmittedVectorBits", "128").Generated().Compilation;
        var offered = new SortedSet<string>(StringComparer.Ordinal);
        foreach (SyntaxTree tree in compilation.SyntaxTrees.Where(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)))
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            IEnumerable<ISymbol> used = tree.GetRoot().DescendantNodes()
                .Where(node => node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax)
                .Select(node => model.GetSymbolInfo(node).Symbol)
                .OfType<ISymbol>()
                .Where(symbol => (symbol is IMethodSymbol or IPropertySymbol) && symbol.ContainingAssembly?.Name == "NetGen");
            offered.UnionWith(used.Where(symbol => !IsHidden(symbol)).Select(symbol => symbol.OriginalDefinition.ToDisplayString()));
        }

        // In both directions: a member that is listed and no longer called has no reason to be listed.
        Assert.True(Shared.SequenceEqual(offered), $"Emitted code calls, and editors offer:\n{string.Join('\n', offered)}");
    }

    private static bool IsHidden(ISymbol symbol) =>
        symbol.GetAttributes().Any(attribute =>
            attribute.AttributeClass?.Name == nameof(EditorBrowsableAttribute)
            && attribute.ConstructorArguments is [{ Value: (int)EditorBrowsableState.Never }])
        || (symbol.ContainingType is { } type && IsHidden(type));
}
