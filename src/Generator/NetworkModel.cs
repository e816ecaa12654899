using NetGen.Generator.Code;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;

namespace NetGen.Generator;

/// <summary>What is emitted for one class, equal by value.</summary>
/// <param name="Network">Null where errors leave only the members' signatures to emit.</param>
/// <param name="Weights">The [Weights] attribute; null where there is none.</param>
/// <param name="Forms">The vector forms that the project wants, widest first.</param>
internal sealed record NetworkModel(TypeDeclaration Type, Network? Network, WeightsDeclaration? Weights, EquatableArray<VectorForm> Forms)
{
    /// <summary>The resource that holds the weights; null where there are none, or no file of that name.</summary>
    public string? Resource { get; init; }
}
