using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Json;

namespace NetGen.Import.Keras;

/// <summary>Reads what a layer is called with. Keras 2 lists names with numbers, Keras 3 writes arguments as a call has them.</summary>
internal static class KerasCalls
{
    private const string Constant = "_CONSTANT_VALUE";

    public static KerasCall Read(JsonValue node)
    {
        var arguments = new List<KerasArgument>();
        var settings = new List<KeyValuePair<string, JsonValue>>();
        if (node.IsObject)
        {
            foreach (JsonValue argument in node["args"]?.Items ?? [])
            {
                Add(argument, arguments);
            }

            AddNamed(node["kwargs"], arguments, settings);
            return new KerasCall(arguments, settings);
        }

        // An operation that is a layer has its one tensor where layers have a list of them.
        bool isAlone = node.IsList && node.Items.Count > 0 && node.Items[0].IsText;
        foreach (JsonValue item in isAlone ? [node] : node.Items)
        {
            if (item.Items.Count < 3 || !item.Items[0].IsText)
            {
                throw new FormatException("a layer's inputs are no list of layers");
            }

            arguments.Add(item.Items[0].Text == Constant
                ? new KerasArgument(null, item.Items[2])
                : new KerasArgument(Tensor(item) ?? throw new FormatException("a layer's inputs are no list of layers"), null));
            AddNamed(item.Items.Count > 3 ? item.Items[3] : null, arguments, settings);
        }

        return new KerasCall(arguments, settings);
    }

    /// <summary>A tensor as a layer's name, the number of its call and that of its output; null for all else.</summary>
    public static KerasTensor? Tensor(JsonValue value)
    {
        if (value["class_name"] is { IsText: true, Text: "__keras_tensor__" } && value["config"]?["keras_history"] is { } history)
        {
            return Tensor(history);
        }

        return value.Items.Count is >= 3 and <= 4 && value.Items[0].IsText && value.Items[1].Integer is >= 0 and var call
            && value.Items[2].Integer is >= 0 and var index
            ? new KerasTensor(value.Items[0].Text, call, index)
            : null;
    }

    private static void Add(JsonValue argument, List<KerasArgument> arguments)
    {
        if (Tensor(argument) is { } tensor)
        {
            arguments.Add(new KerasArgument(tensor, null));
        }
        else if (argument.IsList && argument.Items.Count > 0 && argument.Items.All(item => Tensor(item) is not null))
        {
            arguments.AddRange(argument.Items.Select(item => new KerasArgument(Tensor(item), null)));
        }
        else
        {
            arguments.Add(new KerasArgument(null, argument));
        }
    }

    private static void AddNamed(JsonValue? named, List<KerasArgument> arguments, List<KeyValuePair<string, JsonValue>> settings)
    {
        foreach (KeyValuePair<string, JsonValue> member in named?.Members ?? [])
        {
            bool isTensors = member.Value.IsList && member.Value.Items.Count > 0 && member.Value.Items.All(item => Tensor(item) is not null);
            if (Tensor(member.Value) is not null || isTensors)
            {
                Add(member.Value, arguments);
            }
            else
            {
                settings.Add(member);
            }
        }
    }
}
