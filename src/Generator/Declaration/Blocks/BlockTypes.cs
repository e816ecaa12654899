using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Declaration.Blocks;

/// <summary>Which classes are blocks.</summary>
internal static class BlockTypes
{
    /// <summary>What the constants begin with that stand for measures of a block's input.</summary>
    public const string Input = "Input";

    /// <summary>The constant that stands for a block's input among the names of layers.</summary>
    public const string InputName = "block_input";

    private const string Base = "BlockAttribute";

    /// <summary>Whether it is the base class of all blocks.</summary>
    public static bool IsBlock(INamedTypeSymbol? type) =>
        type is { Name: Base, ContainingNamespace: { Name: AttributeNames.Namespace, ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>Whether a class is a block.</summary>
    public static bool Derives(INamedTypeSymbol? type)
    {
        for (INamedTypeSymbol? ancestor = type?.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (IsBlock(ancestor))
            {
                return true;
            }
        }

        return false;
    }
}
