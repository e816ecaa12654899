using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics;

/// <summary>Finds in the source what a finding is about: the argument that is wrong, or the nearest thing that was written.</summary>
internal sealed class Sites(INamedTypeSymbol type, NetworkAttributes attributes, CancellationToken cancellation)
{
    public Location Find(Site site) => site.Kind switch
    {
        SiteKind.Network => OfArgument(attributes.Network!, site.Argument),
        SiteKind.Layer => OfArgument(attributes.Layers[site.Index], site.Argument),
        SiteKind.Weights => OfArgument(attributes.Weights!, site.Argument),
        SiteKind.ContainingType => OfType(TypeReader.Containers(type)[site.Index], near: null),
        SiteKind.Member when MemberCollisions.Of(type, attributes)[site.Index] is var member && SymbolEqualityComparer.Default.Equals(member.ContainingType, type) =>
            MemberCollisions.LocationOf(member),
        SiteKind.Constructor => MemberCollisions.LocationOf(MemberCollisions.UnchainedConstructors(type)[site.Index]),
        _ => OfType(type, attributes.Network ?? attributes.Layers.FirstOrDefault() ?? attributes.Weights),
    };

    private Location OfArgument(AttributeData attribute, string? argument)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax)
        {
            return OfType(type, near: null);
        }

        return argument is not null && FindExpression(attribute, syntax, argument) is { } found ? found.GetLocation() : syntax.GetLocation();
    }

    /// <summary>An argument, or the element of one that is an array ("layers[1]"), which is written as an array or as arguments of its own.</summary>
    private static ExpressionSyntax? FindExpression(AttributeData attribute, AttributeSyntax syntax, string name)
    {
        string[] parts = name.Split('[', ']');
        AttributeArgumentSyntax? argument = FindArgument(attribute, syntax, parts[0]);
        if (parts.Length == 1 || argument is null)
        {
            return argument?.Expression;
        }

        int element = int.Parse(parts[1], CultureInfo.InvariantCulture);
        ExpressionSyntax[] elements = argument.Expression switch
        {
            ImplicitArrayCreationExpressionSyntax array => [.. array.Initializer.Expressions],
            ArrayCreationExpressionSyntax { Initializer: { } initializer } => [.. initializer.Expressions],
            CollectionExpressionSyntax collection => [.. collection.Elements.OfType<ExpressionElementSyntax>().Select(part => part.Expression)],
            _ => [.. syntax.ArgumentList!.Arguments.Where(written => written.NameEquals is null).SkipWhile(written => written != argument).Select(written => written.Expression)],
        };
        return element < elements.Length ? elements[element] : argument.Expression;
    }

    private static AttributeArgumentSyntax? FindArgument(AttributeData attribute, AttributeSyntax syntax, string name)
    {
        if (syntax.ArgumentList is not { Arguments: var arguments })
        {
            return null;
        }

        int parameter = attribute.AttributeConstructor?.Parameters.Select(p => p.Name).ToList().IndexOf(name) ?? -1;
        return arguments.FirstOrDefault(argument => (argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText == name)
            ?? arguments.Where((argument, i) => i == parameter && argument is { NameEquals: null, NameColon: null }).FirstOrDefault();
    }

    /// <summary>The name of a type, on the declaration that carries an attribute where the type has several.</summary>
    private Location OfType(INamedTypeSymbol symbol, AttributeData? near)
    {
        SyntaxNode? declaration = near?.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<BaseTypeDeclarationSyntax>()
            ?? symbol.DeclaringSyntaxReferences.FirstOrDefault(part => !EmittedTrees.Contains(part.SyntaxTree))?.GetSyntax(cancellation);
        return declaration is BaseTypeDeclarationSyntax named ? named.Identifier.GetLocation() : symbol.Locations[0];
    }
}
