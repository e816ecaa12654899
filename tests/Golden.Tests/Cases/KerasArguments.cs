using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Cases;

/// <summary>The arguments of one Keras object, with Keras's defaults where one is absent. They remember which of them somebody asked for.</summary>
internal sealed class KerasArguments(JsonElement json)
{
    private readonly HashSet<string> _read = ["type"];

    private static readonly Dictionary<string, Activation> Activations = new()
    {
        ["linear"] = NetGen.Activation.Linear,
        ["relu"] = NetGen.Activation.ReLU,
        ["leaky_relu"] = NetGen.Activation.LeakyReLU,
        ["elu"] = NetGen.Activation.ELU,
        ["selu"] = NetGen.Activation.SELU,
        ["gelu"] = NetGen.Activation.GELU,
        ["silu"] = NetGen.Activation.SiLU,
        ["swish"] = NetGen.Activation.SiLU,
        ["sigmoid"] = NetGen.Activation.Sigmoid,
        ["tanh"] = NetGen.Activation.Tanh,
        ["softplus"] = NetGen.Activation.Softplus,
        ["softmax"] = NetGen.Activation.Softmax,
        ["relu6"] = NetGen.Activation.ReLU6,
        ["hard_sigmoid"] = NetGen.Activation.HardSigmoid,
        ["hard_silu"] = NetGen.Activation.HardSiLU,
        ["hard_swish"] = NetGen.Activation.HardSiLU,
        ["mish"] = NetGen.Activation.Mish,
        ["softsign"] = NetGen.Activation.Softsign,
        ["exponential"] = NetGen.Activation.Exponential,
        ["log_softmax"] = NetGen.Activation.LogSoftmax,
        ["celu"] = NetGen.Activation.CELU,
    };

    public string Type => json.GetProperty("type").GetString()!;

    /// <summary>The layer's own name; null where it has none.</summary>
    public string? Name => Optional("name")?.GetString();

    /// <summary>A list of names; null where there is none.</summary>
    public List<string>? Names(string name) => Optional(name) is { } value ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : null;

    public int Int32(string name) => Required(name).GetInt32();

    public int Int32(string name, int usual) => Optional(name)?.GetInt32() ?? usual;

    public int[] Int32s(string name) => ToInt32s(Required(name));

    public int[] Int32s(string name, int[] usual) => Optional(name) is { } value ? ToInt32s(value) : usual;

    /// <summary>Axes, of which -1 is the last; none where that is all there is.</summary>
    public int[] Axes(string name) => Optional(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(axis => axis.GetInt32())],
        { } number => number.GetInt32() is var axis and not -1 ? [axis] : [],
    };

    public double Number(string name) => Required(name).GetDouble();

    public double Number(string name, double usual) => Optional(name)?.GetDouble() ?? usual;

    public double? OptionalNumber(string name) => Optional(name)?.GetDouble();

    public bool Flag(string name, bool usual) => Optional(name)?.GetBoolean() ?? usual;

    public Pair Pair(string name) => ToPair(Required(name));

    public Pair Pair(string name, Pair usual) => Optional(name) is { } value ? ToPair(value) : usual;

    public Pair? OptionalPair(string name) => Optional(name) is { } value ? ToPair(value) : null;

    /// <summary>Rows and columns at the sides, as Keras nests them.</summary>
    public Sides Sides(string name)
    {
        JsonElement value = Required(name);
        return new(value[0][0].GetInt32(), value[0][1].GetInt32(), value[1][0].GetInt32(), value[1][1].GetInt32());
    }

    public Padding Padding() => Optional("padding")?.GetString() switch
    {
        null or "valid" => NetGen.Padding.Valid,
        "same" => NetGen.Padding.Same,
        string other => throw new NotSupportedException($"The padding '{other}' is unknown."),
    };

    public Interpolation Interpolation() => Optional("interpolation")?.GetString() switch
    {
        null or "nearest" => NetGen.Interpolation.Nearest,
        "bilinear" => NetGen.Interpolation.Bilinear,
        string other => throw new NotSupportedException($"The interpolation '{other}' is unknown."),
    };

    public Activation Activation() => Activations[ActivationName];

    /// <summary>Throws where an argument has another value than the only one that there is.</summary>
    public void Require(string name, int value)
    {
        if (Int32(name, value) != value)
        {
            throw new NotSupportedException($"{Type} has no {name} but {value}: {json.GetRawText()}");
        }
    }

    /// <summary>Throws where there is an argument that nobody has asked for: what it asks for would be left out unseen.</summary>
    public void RequireNoOthers()
    {
        if (json.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !_read.Contains(name)) is { } unknown)
        {
            throw new NotSupportedException($"{Type} has '{unknown}', which says nothing here: {json.GetRawText()}");
        }
    }

    /// <summary>The activation's name if there is none of that name here.</summary>
    public string? UnknownActivation => Activations.ContainsKey(ActivationName) ? null : ActivationName;

    private string ActivationName => Optional("activation")?.GetString() ?? "linear";

    private static int[] ToInt32s(JsonElement value) => [.. value.EnumerateArray().Select(item => item.GetInt32())];

    private static Pair ToPair(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? Declarations.Pair.Square(value.GetInt32()) : new Pair(value[0].GetInt32(), value[1].GetInt32());

    private JsonElement Required(string name) =>
        Optional(name) ?? throw new KeyNotFoundException($"{Type} has no '{name}': {json.GetRawText()}");

    private JsonElement? Optional(string name)
    {
        _read.Add(name);
        return json.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
