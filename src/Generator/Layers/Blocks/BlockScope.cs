using System.Collections.Generic;
using System.Collections.Immutable;
using NetGen.Generator.Declaration;
using NetGen.Generator.Declaration.Blocks;

namespace NetGen.Generator.Layers.Blocks;

/// <summary>What the layers of one use of a block see, or those of the network itself.</summary>
internal sealed class BlockScope
{
    /// <summary>What stands before the names of its layers; empty in the network itself.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The attributes' places that lead here, from the network's on; empty in the network itself.</summary>
    public EquatableArray<int> Path { get; init; }

    /// <summary>What comes into the block; null in the network itself.</summary>
    public int? Input { get; init; }

    /// <summary>Computes its layers' arguments; null in the network itself.</summary>
    public Computation? Computation { get; init; }

    /// <summary>Whether its layers are trained, where they say nothing themselves; null where the use says nothing either.</summary>
    public bool? Trainable { get; init; }

    /// <summary>Whether it is the network itself.</summary>
    public bool IsNetwork => Path.Count == 0;

    /// <summary>What the next layer reads that names no other.</summary>
    public int Above { get; set; } = NetworkBuilder.NetworkInput;

    /// <summary>What stands above, by the names that layers here may use.</summary>
    public Dictionary<string, int> Outputs { get; } = [];

    /// <summary>The place of one of its attributes.</summary>
    public EquatableArray<int> PathTo(int layer)
    {
        var path = ImmutableArray.CreateBuilder<int>(Path.Count + 1);
        path.AddRange(Path);
        path.Add(layer);
        return path.MoveToImmutable();
    }

    /// <summary>The layer, or the network's input, that a name stands for; null where it stands for nothing above.</summary>
    public int? Find(string name)
    {
        if (Outputs.TryGetValue(name, out int output))
        {
            return output;
        }

        return IsNetwork ? (name == LayerInputs.NetworkInput ? NetworkBuilder.NetworkInput : null)
            : name == BlockTypes.InputName ? Input
            : null;
    }
}
