using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Emission.Drivers;

/// <summary>Gives the offsets in the blocks of memory names, so that drivers read as sentences.</summary>
internal sealed class Places
{
    private readonly List<(bool IsOfTraining, Block Block, string Name, int Offset)> _all = [];
    private readonly HashSet<string> _names = [];

    /// <summary>The name of a place; its first use declares it.</summary>
    public string Name(Setting setting, string name, Place place)
    {
        // "At" keeps a place apart from the method of that name.
        name += "At";
        if (_names.Add(name))
        {
            _all.Add((setting.Trains, place.Block, name, place.Offset));
        }

        return name;
    }

    public void Write(CodeWriter writer)
    {
        foreach (var block in _all.GroupBy(place => (place.IsOfTraining, place.Block)).OrderBy(block => block.Key))
        {
            writer.Heading($"Where everything lies in {Words(block.Key.IsOfTraining, block.Key.Block)}.");
            foreach ((_, _, string name, int offset) in block)
            {
                writer.Line($"private const int {name} = {Literal.Of(offset)};");
            }
        }
    }

    private static string Words(bool isOfTraining, Block block) => (isOfTraining, block) switch
    {
        (false, Block.Weights) => "the packed weights",
        (false, Block.Work) => "the workspace",
        (true, Block.Weights) => "the packed weights of training",
        (true, Block.Work) => "a worker's buffers",
        (true, Block.Batch) => "the buffers of the batch, times its capacity",
        (true, Block.Lane) => "a lane's gradients",
        _ => throw new ArgumentOutOfRangeException(nameof(block), block, "Every block has its words."),
    };
}
