using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Declaration;

/// <summary>Members of base classes that bear the names of emitted ones.</summary>
internal static class InheritedMembers
{
    /// <summary>The emitted members that hide an inherited one, and must say so.</summary>
    public static ImmutableArray<string> Hidden(INamedTypeSymbol type, EmittedExtras extras) =>
        [.. Meetings(type, extras).Where(meeting => !meeting.Inherited.IsAbstract).Select(meeting => meeting.Emitted)];

    /// <summary>The abstract ones, which no member may hide.</summary>
    public static ImmutableArray<ISymbol> Abstract(INamedTypeSymbol type, EmittedExtras extras) =>
        [.. Meetings(type, extras).Select(meeting => meeting.Inherited).Where(inherited => inherited.IsAbstract)];

    private static IEnumerable<(string Emitted, ISymbol Inherited)> Meetings(INamedTypeSymbol type, EmittedExtras extras)
    {
        if (type is not { BaseType.SpecialType: SpecialType.None, ContainingAssembly: ISourceAssemblySymbol { Compilation: var compilation } })
        {
            yield break;
        }

        foreach (string name in EmittedMembers.Names(extras))
        {
            if (Find(name, static _ => true) is { } inherited)
            {
                yield return (name, inherited);
            }
        }

        foreach (EmittedMethod method in EmittedMembers.Methods(extras))
        {
            if (Find(method.Name, member => member is not IMethodSymbol other || (other.Arity == 0 && MemberCollisions.ParametersOf(other).SequenceEqual(method.Parameters))) is { } inherited)
            {
                yield return (method.ToString(), inherited);
            }
        }

        // The nearest is the one that is hidden.
        ISymbol? Find(string name, System.Func<ISymbol, bool> meets)
        {
            for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            {
                ISymbol? found = ancestor.GetMembers(name)
                    .FirstOrDefault(member => member is not INamedTypeSymbol { Arity: > 0 } && compilation.IsSymbolAccessibleWithin(member, type) && meets(member));
                if (found is not null)
                {
                    return found;
                }
            }

            return null;
        }
    }
}
