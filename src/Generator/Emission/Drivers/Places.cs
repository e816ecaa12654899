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
    private readonly Dictionary<string, (bool IsOfTraining, Block Block, int Offset)> _named = [];

    /// <summary>The name of a place; its first use declares it.</summary>
    /// <exception cref="InvalidOperationException">
    /// The name stands for another place already: of another purpose, as a rule, that <see cref="Setting.Named"/> would have told apart.
    /// </exception>
    public string Name(Setting setting, string name, Place place)
    {
        // "At" keeps a place apart from the method of that name.
        name += "At";
        (bool IsOfTraining, Block Block, int Offset) where = (setting.Trains, place.Block, place.Offset);
        if (!_named.TryGetValue(name, out var known))
        {
            _named.Add(name, where);
            _all.Add((where.IsOfTraining, where.Block, name, where.Offset));
        }
        else if (known != where)
        {
            throw new InvalidOperationException(
                $"Broken plan: {name} is a place in {Words(known.IsOfTraining, known.Block)} already, and cannot be one in "
                    + $"{Words(where.IsOfTraining, where.Block)}.");
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
