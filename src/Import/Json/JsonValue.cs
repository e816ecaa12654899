using System;
using System.Collections.Generic;
using System.Globalization;

namespace NetGen.Import.Json;

/// <summary>What a value of JSON is.</summary>
internal enum JsonKind
{
    /// <summary>A number, true, false, null, or another word.</summary>
    Word,
    Text,
    List,
    Object,
}

/// <summary>A value of JSON. Numbers keep the text that they are written in.</summary>
internal sealed class JsonValue
{
    private static readonly IReadOnlyList<JsonValue> NoItems = [];
    private static readonly IReadOnlyList<KeyValuePair<string, JsonValue>> NoMembers = [];

    private JsonValue(JsonKind kind, string text, IReadOnlyList<JsonValue>? items = null, IReadOnlyList<KeyValuePair<string, JsonValue>>? members = null)
    {
        Kind = kind;
        Text = text;
        Items = items ?? NoItems;
        Members = members ?? NoMembers;
    }

    public JsonKind Kind { get; }

    /// <summary>A text, or a word as it is written; empty for lists and objects.</summary>
    public string Text { get; }

    /// <summary>A list's items; none for all else.</summary>
    public IReadOnlyList<JsonValue> Items { get; }

    /// <summary>An object's members in order; none for all else.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonValue>> Members { get; }

    public bool IsObject => Kind == JsonKind.Object;

    public bool IsList => Kind == JsonKind.List;

    public bool IsText => Kind == JsonKind.Text;

    public bool IsNull => IsWord("null");

    public bool IsTrue => IsWord("true");

    public bool IsFalse => IsWord("false");

    /// <summary>A number, also one that Python writes; null for all else.</summary>
    public double? Number => Kind != JsonKind.Word ? null : Text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null,
    };

    /// <summary>A whole number, also one that is written as 2.0; null for all else, and for what no int holds.</summary>
    public int? Integer => Number is { } number && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number : null;

    /// <summary>An object's member; null where there is none.</summary>
    public JsonValue? this[string name]
    {
        get
        {
            foreach (KeyValuePair<string, JsonValue> member in Members)
            {
                if (member.Key == name)
                {
                    return member.Value;
                }
            }

            return null;
        }
    }

    public static JsonValue OfText(string text) => new(JsonKind.Text, text);

    public static JsonValue OfWord(string word) => new(JsonKind.Word, word);

    public static JsonValue OfItems(IReadOnlyList<JsonValue> items) => new(JsonKind.List, "", items);

    public static JsonValue OfMembers(IReadOnlyList<KeyValuePair<string, JsonValue>> members) => new(JsonKind.Object, "", members: members);

    private bool IsWord(string word) => Kind == JsonKind.Word && Text == word;
}
