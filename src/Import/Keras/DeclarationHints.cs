using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Json;

namespace NetGen.Import.Keras;

/// <summary>
/// What NetGen writes beside a model of what it was declared as: the layers' order, and whose padding is said in another way. What does not
/// fit the model is passed over.
/// </summary>
internal sealed class DeclarationHints
{
    /// <summary>The hints' name beside a model.</summary>
    public const string Key = "netgen";

    /// <summary>The declared layers in order; layers of padding that are none of them belong to the layer behind.</summary>
    public const string Declared = "layers";

    /// <summary>Layers whose "same" padding was declared by numbers.</summary>
    public const string ByNumbers = "padding_by_numbers";

    /// <summary>Layers whose padding by numbers was declared as "same".</summary>
    public const string AsSame = "padding_as_same";

    private static readonly HashSet<string> Padded = new(StringComparer.Ordinal)
    {
        "Conv2D", "DepthwiseConv2D", "SeparableConv2D", "MaxPooling2D", "AveragePooling2D",
    };

    private readonly Dictionary<string, int> _order;
    private readonly HashSet<string> _byNumbers;
    private readonly HashSet<string> _asSame;

    private DeclarationHints(JsonValue? hints)
    {
        string[] declared = [.. Names(hints, Declared).Distinct(StringComparer.Ordinal)];
        _order = Enumerable.Range(0, declared.Length).ToDictionary(i => declared[i], i => i, StringComparer.Ordinal);
        _byNumbers = new HashSet<string>(Names(hints, ByNumbers), StringComparer.Ordinal);
        _asSame = new HashSet<string>(Names(hints, AsSame), StringComparer.Ordinal);
    }

    /// <summary>None at all.</summary>
    public static DeclarationHints None { get; } = new(null);

    /// <summary>Those of a file that says what lies beside its model.</summary>
    public static DeclarationHints Of(JsonValue? beside) => beside?[Key] is { IsObject: true } hints ? new DeclarationHints(hints) : None;

    public bool IsByNumbers(KerasLayer layer) => _byNumbers.Contains(layer.Name);

    public bool IsAsSame(KerasLayer layer) => _asSame.Contains(layer.Name);

    /// <summary>The layers of zeros that are the padding of the one layer behind them.</summary>
    public HashSet<KerasPlan.Step> Paddings(IReadOnlyList<KerasPlan.Step> steps)
    {
        var paddings = new HashSet<KerasPlan.Step>();
        if (_order.Count == 0)
        {
            return paddings;
        }

        foreach (KerasPlan.Step padding in steps.Where(step => step.Layer?.ClassName == "ZeroPadding2D" && !_order.ContainsKey(step.Layer.Name)))
        {
            KerasPlan.Step[] readers = [.. steps.Where(step => step.Inputs.Contains(padding))];
            if (readers.Length == 1 && readers[0].Layer is { } reader && Padded.Contains(reader.ClassName) && reader.Config["padding"]?.Text == "valid")
            {
                paddings.Add(padding);
            }
        }

        return paddings;
    }

    /// <summary>The calls in the declared order, if each stands behind those that it reads there.</summary>
    public IReadOnlyList<KerasPlan.Step> Ordered(IReadOnlyList<KerasPlan.Step> steps)
    {
        if (_order.Count == 0)
        {
            return steps;
        }

        var places = new Dictionary<KerasPlan.Step, int>();
        for (int i = steps.Count - 1, next = int.MaxValue; i >= 0; i--)
        {
            // What was not declared stands before what reads it.
            next = steps[i].Layer is { } layer && _order.TryGetValue(layer.Name, out int place) ? place : steps[i].Layer is null ? -1 : next;
            places.Add(steps[i], next);
        }

        KerasPlan.Step[] ordered = [.. steps.OrderBy(step => places[step])];
        var made = new HashSet<KerasPlan.Step>();
        bool fits = ordered.All(step => step.Inputs.All(made.Contains) && made.Add(step)) && ordered[ordered.Length - 1] == steps[steps.Count - 1];
        return fits ? ordered : steps;
    }

    private static IEnumerable<string> Names(JsonValue? hints, string key) =>
        hints?[key] is { IsList: true } list ? list.Items.Where(item => item.IsText).Select(item => item.Text) : [];
}
