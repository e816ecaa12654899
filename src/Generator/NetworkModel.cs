using NetGen.Generator.Code;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;

namespace NetGen.Generator;

/// <summary>What is emitted for one class, equal by value.</summary>
/// <param name="Network">Null where errors leave only the members' signatures to emit.</param>
/// <param name="Forms">The vector forms that the project wants, widest first.</param>
internal sealed record NetworkModel(TypeDeclaration Type, Network? Network, EquatableArray<VectorForm> Forms);
