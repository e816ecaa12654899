using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;
using NetGen.Import.Files;
using NetGen.Import.Json;

namespace NetGen.Import.Keras;

/// <summary>A layer's settings, and which of them have been asked for: what is left over in the end and says something is an obstacle.</summary>
internal sealed class LayerSettings(KerasLayer layer, List<Obstacle> obstacles)
{
    // Of no effect on what is computed, or read elsewhere.
    private static readonly string[] Known =
    [
        "name", "trainable", "dtype", "batch_input_shape", "batch_shape", "input_shape", "input_dtype", "input_dim",
        "seed", "build_config", "autocast", "sparse", "ragged",
        "registered_name", "module", "shared_object_id", "optional", "fused", "synchronized", "implementation", "value_range",
    ];

    private readonly HashSet<string> _asked = new(Known, StringComparer.Ordinal);

    /// <summary>A setting; null where it is missing or null.</summary>
    public JsonValue? Take(string name)
    {
        _asked.Add(name);
        return layer.Config[name] is { IsNull: false } value ? value : null;
    }

    public int Integer(string name, int? byDefault = null) =>
        Take(name) is not { } value ? byDefault ?? throw Missing(name) : value.Integer ?? throw Improper(name, value);

    public double Number(string name, double byDefault) =>
        Take(name) is not { } value ? byDefault : value.Number ?? throw Improper(name, value);

    /// <summary>A flag, also one that is written as 1.</summary>
    public bool Flag(string name, bool byDefault) =>
        Take(name) is not { } value ? byDefault : value.IsTrue || (!value.IsFalse && (value.Integer ?? throw Improper(name, value)) != 0);

    public string Text(string name, string byDefault) =>
        Take(name) is not { } value ? byDefault : value.IsText ? value.Text : throw Improper(name, value);

    /// <summary>A size of height and width: two numbers, or one for both.</summary>
    public Extent Extent(string name, Extent? byDefault = null)
    {
        if (Take(name) is not { } value)
        {
            return byDefault ?? throw Missing(name);
        }

        int[] sizes = Integers(name, value);
        return sizes.Length switch
        {
            1 => new Extent(sizes[0], sizes[0]),
            2 => new Extent(sizes[0], sizes[1]),
            _ => throw Improper(name, value),
        };
    }

    /// <summary>A list of whole numbers, or one alone.</summary>
    public int[] Integers(string name, JsonValue value) =>
        value.IsList ? [.. value.Items.Select(item => item.Integer ?? throw Improper(name, value))] : [value.Integer ?? throw Improper(name, value)];

    /// <summary>Rows and columns at the sides: one number, (height, width), or ((top, bottom), (left, right)).</summary>
    public Sides Sides(string name)
    {
        JsonValue value = Take(name) ?? throw Missing(name);
        if (value.Items.Count == 2 && value.Items.All(item => item.Items.Count == 2))
        {
            int[] sides = [.. value.Items.SelectMany(item => Integers(name, item))];
            return new Sides(sides[0], sides[1], sides[2], sides[3]);
        }

        Extent both = Extent(name);
        return new Sides(both.Height, both.Height, both.Width, both.Width);
    }

    /// <summary>Keras's "same"; another word than that and "valid" is an obstacle.</summary>
    public bool IsSame()
    {
        string padding = Text("padding", "valid");
        if (padding is not ("same" or "valid"))
        {
            Obstacle($"has the padding '{FileText.Of(padding)}'", "'valid' and 'same' can be imported");
        }

        return padding == "same";
    }

    /// <summary>Whether images have their channels last; else that is an obstacle.</summary>
    public bool HasChannelsLast()
    {
        bool isFirst = Text("data_format", "channels_last") == "channels_first";
        if (isFirst)
        {
            Obstacle("has its channels first", "images of (height, width, channels) can be imported");
        }

        return !isFirst;
    }

    public List<Obstacle> Obstacles => obstacles;

    public void Obstacle(string reason, string needed) => obstacles.Add(new Obstacle(layer.ClassName, layer.Name, reason, needed));

    /// <summary>Settings that nobody asked for, and that say something.</summary>
    public void Finish()
    {
        IEnumerable<KeyValuePair<string, JsonValue>> unknown = layer.Config.Members
            .Where(member => !_asked.Contains(member.Key) && !IsNeutral(member.Key, member.Value));
        foreach (KeyValuePair<string, JsonValue> member in unknown)
        {
            Obstacle($"has the setting '{FileText.Of(member.Key)}' = {Shown(member.Value)}", "NetGen's layer of this kind has no such setting");
        }
    }

    public FormatException Improper(string name, JsonValue value) =>
        new($"the layer '{FileText.Of(layer.Name)}' ({FileText.Of(layer.ClassName)}) has the {name} {Shown(value)}");

    private static bool IsNeutral(string name, JsonValue value) =>
        value.IsNull || value.IsFalse || (value.IsList && value.Items.Count == 0)
        || (value.IsObject && value.Members.Count == 0) || (value.IsText && value.Text.Length == 0)
        || (name == "groups" && value.Integer == 1);

    private static string Shown(JsonValue value) =>
        value.Kind switch
        {
            JsonKind.List =>
                $"[{string.Join(", ", value.Items.Take(8).Select(item => item.Kind is JsonKind.Word or JsonKind.Text ? FileText.Of(item.Text) : "..."))}]",
            JsonKind.Object => FileText.Of(value["class_name"]?.Text ?? "an object"),
            JsonKind.Text => $"'{FileText.Of(value.Text)}'",
            _ => FileText.Of(value.Text),
        };

    private FormatException Missing(string name) => new($"the layer '{FileText.Of(layer.Name)}' ({FileText.Of(layer.ClassName)}) has no {name}");
}
