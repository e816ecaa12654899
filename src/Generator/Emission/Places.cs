using System.Collections.Generic;

namespace NetGen.Generator.Emission;

/// <summary>Gives the offsets in the blocks of memory names, so that drivers read as sentences.</summary>
internal sealed class Places
{
    private readonly List<(string Name, int Offset)> _all = [];
    private readonly HashSet<string> _names = [];

    /// <summary>The name of a place; its first use declares it.</summary>
    public string Name(string name, int offset)
    {
        // "At" keeps a place apart from the method of that name.
        name += "At";
        if (_names.Add(name))
        {
            _all.Add((name, offset));
        }

        return name;
    }

    public void Write(CodeWriter writer)
    {
        foreach ((string name, int offset) in _all)
        {
            writer.Line($"private const int {name} = {Literal.Of(offset)};");
        }
    }
}
