using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Code;
using NetGen.Generator.Declaration;
using NetGen.Generator.Declaration.Blocks;
using NetGen.Generator.Files;

namespace NetGen.Generator.Diagnostics;

/// <summary>The networks of a compilation under all rules: each is read once, whichever analyzer asks first, and checked only where the generator has not.</summary>
internal sealed class CheckedNetworks
{
    private static readonly ConditionalWeakTable<Compilation, CheckedNetworks> OfCompilations = new();

    private readonly ConcurrentDictionary<(EquatableArray<VectorForm> Forms, ModelFiles Models), ConcurrentDictionary<ISymbol, CheckedNetwork>> _networks = new();

    public static CheckedNetworks Of(Compilation compilation) => OfCompilations.GetValue(compilation, static _ => new CheckedNetworks());

    /// <summary>A class that has attributes of a network, under all rules; null for other types; a block is judged where it is used.</summary>
    /// <param name="type">The type.</param>
    /// <param name="forms">The vector forms that the project wants.</param>
    /// <param name="models">The files that declare networks.</param>
    /// <param name="cancellation">Stops the pass.</param>
    public CheckedNetwork? Find(INamedTypeSymbol type, EquatableArray<VectorForm> forms, ModelFiles models, CancellationToken cancellation) =>
        type.TypeKind == TypeKind.Class && NetworkAttributes.Of(type) is { IsEmpty: false } attributes && !(attributes.Network is null && BlockTypes.Derives(type))
            ? _networks.GetOrAdd((forms, models), static _ => new(SymbolEqualityComparer.Default))
                .GetOrAdd(type, _ => CheckedNetwork.Of(models.Fill(DeclarationReader.Read(type, attributes, cancellation)), forms, cancellation))
            : null;
}
