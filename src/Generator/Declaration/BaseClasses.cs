using System.Linq;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Declaration;

/// <summary>Whether a class can be the base of a network.</summary>
internal static class BaseClasses
{
    public static BaseFault FaultOf(INamedTypeSymbol type)
    {
        if (type.BaseType is not { SpecialType: SpecialType.None, TypeKind: TypeKind.Class } first
            || type.ContainingAssembly is not ISourceAssemblySymbol { Compilation: var compilation })
        {
            return BaseFault.None;
        }

        for (INamedTypeSymbol? ancestor = first; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (NetworkAttributes.Of(ancestor).Network is not null)
            {
                return BaseFault.IsNetwork;
            }
        }

        IMethodSymbol[] callable =
        [
            .. first.InstanceConstructors.Where(constructor =>
                compilation.IsSymbolAccessibleWithin(constructor, type) && constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams)),
        ];
        bool isClear = callable.Length == 1 || callable.Any(constructor => constructor.Parameters.IsEmpty);
        return isClear ? BaseFault.None : BaseFault.LacksConstructor;
    }
}
