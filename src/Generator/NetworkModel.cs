using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;

namespace NetGen.Generator;

/// <summary>What is emitted for one class, equal by value.</summary>
/// <param name="Plans">Null where errors leave only the members' signatures to emit.</param>
/// <param name="Weights">The file whose weights become part of the program; null where there is none.</param>
internal sealed record NetworkModel(TypeDeclaration Type, NetworkPlans? Plans, WeightsDeclaration? Weights)
{
    public Network? Network => Plans?.Network;

    /// <summary>The resource that holds the weights; null where there are none, or no file of that name.</summary>
    public string? Resource { get; init; }
}
