using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Emission.Drivers;

/// <summary>The blocks of memory that drivers hand out references into.</summary>
internal enum MemoryBlock
{
    PackedWeights,
    Workspace,
    TrainingWeights,
    Worker,
    Batch,
    Lane,
}

/// <summary>Gives the offsets in the blocks of memory names, so that drivers read as sentences.</summary>
internal sealed class Places
{
    private readonly List<(MemoryBlock Block, string Name, int Offset)> _all = [];
    private readonly HashSet<string> _names = [];

    /// <summary>The name of a place; its first use declares it.</summary>
    public string Name(MemoryBlock block, string name, int offset)
    {
        // "At" keeps a place apart from the method of that name.
        name += "At";
        if (_names.Add(name))
        {
            _all.Add((block, name, offset));
        }

        return name;
    }

    public void Write(CodeWriter writer)
    {
        foreach (IGrouping<MemoryBlock, (MemoryBlock Block, string Name, int Offset)> block in _all.GroupBy(place => place.Block).OrderBy(block => block.Key))
        {
            writer.Heading($"Where everything lies in {Words(block.Key)}.");
            foreach ((_, string name, int offset) in block)
            {
                writer.Line($"private const int {name} = {Literal.Of(offset)};");
            }
        }
    }

    private static string Words(MemoryBlock block) => block switch
    {
        MemoryBlock.PackedWeights => "the packed weights",
        MemoryBlock.Workspace => "the workspace",
        MemoryBlock.TrainingWeights => "the packed weights of training",
        MemoryBlock.Worker => "a worker's buffers",
        MemoryBlock.Batch => "the buffers of the batch, times its capacity",
        MemoryBlock.Lane => "a lane's gradients",
        _ => throw new ArgumentOutOfRangeException(nameof(block), block, "Every block has its words."),
    };
}
