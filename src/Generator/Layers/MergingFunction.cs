using System;

namespace NetGen.Generator.Layers;

/// <summary>What a layer makes of the values of several others, each under Keras's name.</summary>
internal enum MergingFunction
{
    Add,
    Subtract,
    Multiply,
    Average,
    Maximum,
    Minimum,
}

/// <summary>Attributes' names of these functions.</summary>
internal static class MergingFunctions
{
    /// <summary>The function that an attribute stands for; null where it stands for none.</summary>
    public static MergingFunction? Find(string kind) =>
        Array.IndexOf(Names, kind) is var index and >= 0 ? (MergingFunction)index : null;

    private static readonly string[] Names = Enum.GetNames(typeof(MergingFunction));
}
