using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Generator.Declaration.Blocks;

/// <summary>Finds in the source what an attribute's argument was given as.</summary>
internal static class WrittenArgument
{
    /// <summary>An argument, or the element of one that is an array ("layers[1]"), which is written as an array or as arguments of its own; null where it is not written.</summary>
    public static ExpressionSyntax? Find(AttributeData attribute, AttributeSyntax syntax, string name)
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
}
