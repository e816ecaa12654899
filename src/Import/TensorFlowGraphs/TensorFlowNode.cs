using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NetGen.Import.Json;

namespace NetGen.Import.TensorFlowGraphs;

/// <summary>A node of TensorFlow's graph as JSON: texts are in base 64 there, and whole numbers are texts.</summary>
internal sealed class TensorFlowNode(JsonValue node)
{
    public string Name => node["name"]?.Text ?? "";

    public string Operator => node["op"]?.Text ?? "";

    /// <summary>The nodes whose first outputs it reads, without those that only stand before it in time.</summary>
    public IReadOnlyList<string> Inputs { get; } =
        [.. (node["input"]?.Items ?? []).Select(input => input.Text).Where(input => input.Length > 0 && input[0] != '^')];

    public string Text(string attribute, string byDefault) => Value(attribute, "s") is { } text ? Decoded(text) : byDefault;

    public bool Flag(string attribute) => Value(attribute, "b")?.IsTrue == true;

    public double Number(string attribute, double byDefault) => Value(attribute, "f")?.Number ?? byDefault;

    public long[] Integers(string attribute) => [.. (Value(attribute, "list")?["i"]?.Items ?? []).Select(Integer)];

    public string[] Texts(string attribute) => [.. (Value(attribute, "list")?["s"]?.Items ?? []).Select(Decoded)];

    /// <summary>The sizes of a shape; -1 for one that is open, and null where nothing is said.</summary>
    public int[]? Shape(string attribute) =>
        Value(attribute, "shape") is { } shape && shape["unknownRank"] is null
            ? [
                .. (shape["dim"]?.Items ?? [])
                    .Select(size => size["size"] is { } number && Integer(number) is > 0 and <= int.MaxValue and var given ? (int)given : -1),
            ]
            : null;

    private static long Integer(JsonValue value) =>
        long.TryParse(value.Text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new FormatException("a whole number of its graph is none");

    private static string Decoded(JsonValue text) => Encoding.UTF8.GetString(Convert.FromBase64String(text.Text));

    private JsonValue? Value(string attribute, string kind) => node["attr"]?[attribute]?[kind];
}
