using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Generator.Declaration.Blocks;

/// <summary>Reads attributes into strings and numbers, and the blocks that they use with them.</summary>
internal sealed class AttributeDeclarationReader(CancellationToken cancellation)
{
    private readonly Dictionary<INamedTypeSymbol, BlockDeclaration> _blocks = new(SymbolEqualityComparer.Default);

    /// <summary>The blocks that are being read, the outermost first.</summary>
    private readonly List<INamedTypeSymbol> _open = [];

    /// <summary>An attribute of a network.</summary>
    public AttributeDeclaration Read(AttributeData attribute) => Read(attribute, formulas: null);

    /// <param name="attribute">The attribute.</param>
    /// <param name="formulas">Reads arguments in the block where it stands; null where it stands in none.</param>
    private AttributeDeclaration Read(AttributeData attribute, FormulaReader? formulas)
    {
        string name = attribute.AttributeClass?.Name ?? "";
        string kind = name.EndsWith(AttributeNames.Suffix, StringComparison.Ordinal)
            ? name.Substring(0, name.Length - AttributeNames.Suffix.Length)
            : name;

        var arguments = ImmutableArray.CreateBuilder<Argument>();
        bool isComplete = attribute.AttributeConstructor is { } constructor
            && constructor.Parameters.Length == attribute.ConstructorArguments.Length;
        if (isComplete)
        {
            for (int i = 0; i < attribute.ConstructorArguments.Length; i++)
            {
                isComplete &= TryAdd(arguments, attribute.AttributeConstructor!.Parameters[i].Name, attribute.ConstructorArguments[i]);
            }
        }

        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments)
        {
            isComplete &= TryAdd(arguments, named.Key, named.Value);
        }

        if (formulas is not null && attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax syntax)
        {
            for (int i = 0; i < arguments.Count; i++)
            {
                if (WrittenArgument.Find(attribute, syntax, arguments[i].Name) is { } written && formulas.Read(written) is { } formula)
                {
                    arguments[i] = arguments[i] with { Formula = formula };
                }
            }
        }

        return new AttributeDeclaration(kind, arguments.ToImmutable(), isComplete)
        {
            Block = BlockTypes.Derives(attribute.AttributeClass) ? ReadBlock(attribute.AttributeClass!, kind) : null,
        };
    }

    private BlockDeclaration ReadBlock(INamedTypeSymbol type, string name)
    {
        if (_blocks.TryGetValue(type, out BlockDeclaration? known))
        {
            return known;
        }

        int opened = _open.FindIndex(open => SymbolEqualityComparer.Default.Equals(open, type));
        if (opened >= 0)
        {
            string circle = string.Join(" -> ", _open.Skip(opened).Append(type).Select(open => open.Name));
            return new BlockDeclaration(name, default, IsComplete: true, BlockFault.UsesItself, circle);
        }

        if (type.ContainingAssembly is not ISourceAssemblySymbol { Compilation: var compilation })
        {
            return new BlockDeclaration(name, default, IsComplete: true, BlockFault.IsCompiled, type.ContainingAssembly?.Name ?? "");
        }

        _open.Add(type);
        var formulas = new FormulaReader(type, compilation, cancellation);
        var attributes = NetworkAttributes.Of(type);
        var block = new BlockDeclaration(
            name,
            attributes.Layers.Select(layer => Read(layer, formulas)).ToImmutableArray(),
            !attributes.HasUnknown,
            formulas.ParameterWithoutConstant is null ? BlockFault.None : BlockFault.ParameterWithoutConstant,
            formulas.ParameterWithoutConstant ?? "");
        _open.RemoveAt(_open.Count - 1);
        return _blocks[type] = block;
    }

    private static bool TryAdd(ImmutableArray<Argument>.Builder arguments, string name, TypedConstant constant)
    {
        switch (constant)
        {
            case { Kind: TypedConstantKind.Primitive, Value: bool flag }:
                arguments.Add(new Argument(name, flag ? 1 : 0, null));
                return true;
            case { Kind: TypedConstantKind.Primitive, Value: null or string }:
                arguments.Add(new Argument(name, 0, (string?)constant.Value));
                return true;
            case { Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum, Value: IConvertible number }:
                arguments.Add(new Argument(name, number.ToDouble(CultureInfo.InvariantCulture), null));
                return true;
            case { Kind: TypedConstantKind.Array, IsNull: false }:
                return constant.Values.Select((element, i) => TryAdd(arguments, Argument.Element(name, i), element)).All(added => added);
            case { Kind: TypedConstantKind.Array }:
                return true;
            default:
                return false;
        }
    }
}
