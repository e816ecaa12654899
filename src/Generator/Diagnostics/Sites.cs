using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Declaration;
using NetGen.Generator.Declaration.Blocks;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics;

/// <summary>Finds in the source what a finding is about: the argument that is wrong, or the nearest thing that was written.</summary>
internal sealed class Sites(INamedTypeSymbol type, NetworkAttributes attributes, CancellationToken cancellation)
{
    public Location Find(Site site) => site.Kind switch
    {
        SiteKind.Network => OfArgument(attributes.Network!, site.Argument),
        SiteKind.Layer => OfArgument(LayerOf(site), site.Argument),
        SiteKind.Weights => OfArgument(attributes.Weights!, site.Argument),
        SiteKind.ContainingType => OfType(TypeReader.Containers(type)[site.Index], near: null),
        SiteKind.Member when MemberCollisions.Of(type, attributes)[site.Index] is var member && SymbolEqualityComparer.Default.Equals(member.ContainingType, type) =>
            MemberCollisions.LocationOf(member),
        SiteKind.Constructor => MemberCollisions.LocationOf(MemberCollisions.UnchainedConstructors(type)[site.Index]),
        _ => OfType(type, attributes.Network ?? attributes.Layers.FirstOrDefault() ?? attributes.Weights),
    };

    /// <summary>A layer of the network, or one that a block holds which it uses.</summary>
    private AttributeData LayerOf(Site site) => site.Inside.Aggregate(
        attributes.Layers[site.Index], (block, layer) => NetworkAttributes.Of(block.AttributeClass!).Layers[layer]);

    private Location OfArgument(AttributeData attribute, string? argument)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax)
        {
            return OfType(type, near: null);
        }

        return argument is not null && WrittenArgument.Find(attribute, syntax, argument) is { } found ? found.GetLocation() : syntax.GetLocation();
    }

    /// <summary>The name of a type, on the declaration that carries an attribute where the type has several.</summary>
    private Location OfType(INamedTypeSymbol symbol, AttributeData? near)
    {
        SyntaxNode? declaration = near?.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<BaseTypeDeclarationSyntax>()
            ?? symbol.DeclaringSyntaxReferences.FirstOrDefault(part => !EmittedTrees.Contains(part.SyntaxTree))?.GetSyntax(cancellation);
        return declaration is BaseTypeDeclarationSyntax named ? named.Identifier.GetLocation() : symbol.Locations[0];
    }
}
