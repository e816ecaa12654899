using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Import.Files;
using NetGen.Import.Graphs;

namespace NetGen.Import.Onnx;

/// <summary>The names that nodes of a graph, or of one call of a function, know each other's values by.</summary>
/// <param name="version">The version of ONNX's operators.</param>
/// <param name="prefix">What stands before names within a call.</param>
internal sealed class Scope(int version, string prefix)
{
    private readonly Dictionary<string, GraphValue?> _values = new(StringComparer.Ordinal);
    private readonly HashSet<GraphValue> _made = [];
    private readonly Dictionary<GraphValue, Scope> _outer = [];

    public int Version => version;

    /// <summary>Within a call of a function: the values of its attributes, those of the call before the defaults.</summary>
    public ILookup<string, OnnxAttribute>? Arguments { get; init; }

    /// <summary>The value of a name. Nodes may stand before those that they read.</summary>
    public GraphValue Value(string name)
    {
        if (!_values.TryGetValue(name, out GraphValue? value) || value is null)
        {
            value = new GraphValue(prefix + name);
            _values[name] = value;
        }

        return value;
    }

    /// <summary>What a node reads under a name: nothing where the call leaves an optional argument out.</summary>
    public GraphValue? Argument(string name) => name.Length == 0 || (_values.TryGetValue(name, out GraphValue? value) && value is null) ? null : Value(name);

    /// <summary>Says that a value is made here.</summary>
    /// <exception cref="InvalidDataException">Another node makes it too.</exception>
    public void Make(GraphValue value)
    {
        if (!_made.Add(value))
        {
            throw new InvalidDataException($"The value '{FileText.Of(value.Name)}' is made twice.");
        }

        if (_outer.TryGetValue(value, out Scope? outer))
        {
            outer.Make(value);
        }
    }

    public bool IsMade(GraphValue value) => _made.Contains(value) || value.Constant is not null;

    /// <summary>Gives a function's input the value that the call has for it; null for none.</summary>
    public void Bind(string name, GraphValue? value) => _values[name] = value;

    /// <summary>Lets a function's output be a value of the caller.</summary>
    public void BindOutput(string name, GraphValue value, Scope caller)
    {
        _values[name] = value;
        _outer[value] = caller;
    }

    /// <summary>A node's attributes; those that stand for attributes of the call are replaced by these.</summary>
    public IEnumerable<OnnxAttribute> Attributes(OnnxNode node)
    {
        foreach (OnnxAttribute attribute in node.Attributes)
        {
            if (attribute.Reference.Length == 0)
            {
                yield return attribute;
            }
            else if (Arguments?[attribute.Reference].FirstOrDefault() is { } argument)
            {
                yield return argument.Named(attribute.Name);
            }
        }
    }
}
