using System;
using System.Collections.Generic;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Names of the constants of transforms in one scope, each of which is declared with the first locals that are made with it: written out, they would be half of the text.</summary>
/// <param name="op">The registers or single floats that they are of.</param>
internal sealed class WinogradConstants(Operations op)
{
    private readonly Dictionary<float, string> _names = [];
    private readonly List<(string Name, string Value)> _undeclared = [];

    public Operations Op { get; } = op;

    /// <summary>The name of a constant.</summary>
    public string Of(double value)
    {
        if (!_names.TryGetValue((float)value, out string? name))
        {
            name = FormattableString.Invariant($"k{_names.Count}");
            _names.Add((float)value, name);
            _undeclared.Add((name, Op.Constant(value)));
        }

        return name;
    }

    /// <summary>Those which have got a name since this was called last, and what they are.</summary>
    public (string Name, string Value)[] TakeUndeclared()
    {
        (string, string)[] taken = [.. _undeclared];
        _undeclared.Clear();
        return taken;
    }
}
