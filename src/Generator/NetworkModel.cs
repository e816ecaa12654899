using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;

namespace NetGen.Generator;

/// <summary>What is emitted for one class, equal by value.</summary>
/// <param name="Network">Null where errors leave only the members' signatures to emit.</param>
internal sealed record NetworkModel(TypeDeclaration Type, Network? Network);
