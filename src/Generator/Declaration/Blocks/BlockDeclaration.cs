namespace NetGen.Generator.Declaration.Blocks;

/// <summary>A block as its class says it.</summary>
/// <param name="Name">The class.</param>
/// <param name="Layers">The attributes of its layers, in source order.</param>
/// <param name="IsComplete">Whether all its attributes resolve; the compiler reports those that do not.</param>
/// <param name="Fault">What keeps it from being used.</param>
/// <param name="Culprit">What is at fault: a parameter, or the blocks that lead back to it; empty where nothing is.</param>
internal sealed record BlockDeclaration(string Name, EquatableArray<AttributeDeclaration> Layers, bool IsComplete, BlockFault Fault, string Culprit);

/// <summary>What keeps a block from being used.</summary>
internal enum BlockFault
{
    None,

    /// <summary>Its class comes from another assembly, where arguments are numbers and no longer expressions.</summary>
    IsCompiled,

    /// <summary>A parameter of its constructor has no constant.</summary>
    ParameterWithoutConstant,

    /// <summary>It uses itself, directly or through others.</summary>
    UsesItself,
}
