using System;
using System.Linq;
using NetGen.Import.Declaration;
using NetGen.Import.Json;

namespace NetGen.Import.Keras.Layers;

/// <summary>Layers that join several others, and arithmetic with a number, which is a rescaling.</summary>
internal static class Merges
{
    public static Signal Elementwise(LayerCall call) => Elementwise(call, call.Layer.ClassName, isNamed: true);

    /// <param name="call">The layer.</param>
    /// <param name="kind">What is done: Add, Divide, ...</param>
    /// <param name="isNamed">Whether the layer's name is one that a person gave.</param>
    public static Signal Elementwise(LayerCall call, string kind, bool isNamed)
    {
        (double Number, bool IsFirst)? constant = Constant(call);
        if (call.Inputs.Count == 1 && constant is { } number)
        {
            return WithNumber(call, kind, number.Number, number.IsFirst);
        }

        if (kind is "Divide" or "TrueDivide")
        {
            call.Settings.Obstacle("divides one tensor by another", "a division by a number can be imported");
            return new Signal(null, null);
        }

        if (call.Inputs.Count == 1)
        {
            return call.Input;
        }

        // A layer puts axes behind that of the batch where a tensor has fewer, which is NetGen's way; functions would meet the batch with rows.
        bool isLayer = isNamed && (call.Layer.Config["trainable"] is not null || call.Layer.Config["dtype"] is not null);
        return call.Join(DraftLayers.Merge(kind, call.Layer.Name), Stretched(call, isLayer), isNamed);
    }

    public static Signal Concatenate(LayerCall call) => Concatenate(call, call.Settings.Integer("axis", -1), isNamed: true);

    public static Signal Concatenate(LayerCall call, int axis, bool isNamed)
    {
        if (call.Inputs.Count == 1)
        {
            return call.Input;
        }

        int[]? shape = null;
        if (call.Inputs.All(input => input.Shape is not null))
        {
            shape = [.. call.Shape!];
            int place = axis < 0 ? axis + shape.Length : axis - 1;
            if (place < 0 || place >= shape.Length || call.Inputs.Any(input => input.Shape!.Count != shape.Length))
            {
                throw new FormatException($"the layer '{Files.FileText.Of(call.Layer.Name)}' joins along axis {axis} what does not have it");
            }

            shape[place] = call.Inputs.Sum(input => input.Shape![place]);
            axis = place == shape.Length - 1 ? -1 : place + 1;
        }

        return call.Join(DraftLayers.Concatenate(call.Layer.Name, axis), shape, isNamed);
    }

    private static Signal WithNumber(LayerCall call, string kind, double number, bool isFirst)
    {
        (double scale, double offset) = kind switch
        {
            "Add" => (1, number),
            "Subtract" => isFirst ? (-1, number) : (1, -number),
            "Multiply" => (number, 0),
            "Divide" or "TrueDivide" when !isFirst => (1 / number, 0.0),
            _ => (double.NaN, 0),
        };
        if (double.IsNaN(scale) || double.IsInfinity(scale))
        {
            call.Settings.Obstacle(
                $"joins a tensor with {(isFirst ? "a number before it" : "a number")}",
                "sums, differences and products with a number can be imported");
            return new Signal(null, null);
        }

        return call.Add(DraftLayers.Rescaling(call.Layer.Name, scale, offset), call.Shape, isNamed: false);
    }

    /// <summary>A number among what the layer is called with, and whether it comes first.</summary>
    private static (double Number, bool IsFirst)? Constant(LayerCall call)
    {
        if (call.Call is not { } arguments)
        {
            return null;
        }

        int place = 0;
        foreach (KerasArgument argument in arguments.Arguments)
        {
            if (argument.Constant?.Number is { } number)
            {
                return (number, place == 0);
            }

            place++;
        }

        JsonValue? named = arguments.Settings.FirstOrDefault(setting => setting.Key is "y" or "x2" && setting.Value.Number is not null).Value;
        return named is null ? null : (named.Number!.Value, false);
    }

    /// <summary>Sizes compared from the right; a size of 1 is stretched.</summary>
    private static int[]? Stretched(LayerCall call, bool isLayer)
    {
        if (call.Inputs.Any(input => input.Shape is null))
        {
            return null;
        }

        int rank = call.Inputs.Max(input => input.Shape!.Count);
        if (!isLayer && call.Inputs.Any(input => input.Shape!.Count != rank))
        {
            call.Settings.Obstacle("joins tensors of different numbers of axes", "tensors of equally many can be imported");
            return null;
        }

        int[] sizes = [.. Enumerable.Range(0, rank).Select(axis => call.Inputs.Max(input => Size(input, axis)))];
        if (call.Inputs.Any(input => Enumerable.Range(0, rank).Any(axis => Size(input, axis) is var size && size != 1 && size != sizes[axis])))
        {
            throw new FormatException($"the layer '{Files.FileText.Of(call.Layer.Name)}' joins shapes that do not fit");
        }

        return sizes;

        int Size(Signal input, int axis) => axis - (rank - input.Shape!.Count) is >= 0 and var own ? input.Shape[own] : 1;
    }
}
