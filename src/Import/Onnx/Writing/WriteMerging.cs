using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Onnx.Writing;

/// <summary>
/// Layers that join others. Shapes are compared from the right, where ONNX has an image's columns and NetGen its channels: what has fewer axes gets more
/// first.
/// </summary>
internal static class WriteMerging
{
    public static void Merge(OnnxLayerWriter writer)
    {
        int rank = writer.Layer.OutputShape.Count;
        string[] values = [.. writer.Inputs.Select((input, i) => Widened(writer, input, rank, i))];
        string name = writer.Layer.Name;
        switch (writer.Layer.Kind)
        {
            case "Add":
                writer.Node(values.Length == 2 ? "Add" : "Sum", name, null, values);
                break;
            case "Subtract":
                writer.Node("Sub", name, null, values);
                break;
            case "Average":
                writer.Node("Mean", name, null, values);
                break;
            case "Maximum":
                writer.Node("Max", name, null, values);
                break;
            case "Minimum":
                writer.Node("Min", name, null, values);
                break;
            default:
                // ONNX multiplies two.
                string product = values[0];
                for (int i = 1; i < values.Length; i++)
                {
                    product = writer.Node("Mul", i == values.Length - 1 ? name : FormattableString.Invariant($"{name}/Mul_{i}"), null, product, values[i]);
                }

                break;
        }
    }

    public static void Concatenate(OnnxLayerWriter writer)
    {
        int rank = writer.Layer.OutputShape.Count;
        int given = writer.Config<int>("axis");
        int axis = given < 0 ? given + rank + 1 : given;
        int[] places = rank == 3 ? [2, 3, 1] : [.. Enumerable.Range(1, rank)];
        writer.Node("Concat", writer.Layer.Name, new OnnxAttributes().Add("axis", (long)places[axis - 1]), [.. writer.Inputs.Select(input => input.Name)]);
    }

    private static string Widened(OnnxLayerWriter writer, OnnxValue value, int rank, int index)
    {
        IReadOnlyList<int> shape = value.Shape;
        if (shape.Count == rank)
        {
            return value.Name;
        }

        string part = FormattableString.Invariant($"{writer.Layer.Name}/Reshape_{index}");
        string sizes = FormattableString.Invariant($"shape_{index}");
        if (shape.Count == 1)
        {
            return writer.Node(
                "Reshape", part, null, value.Name, rank == 3 ? writer.Integers(sizes, 0, shape[0], 1, 1) : writer.Integers(sizes, 0, 1, shape[0]));
        }

        // A matrix's rows are an image's columns, and its features the channels.
        string image = writer.Node("Reshape", part, null, value.Name, writer.Integers(sizes, 0, 1, shape[0], shape[1]));
        return writer.Node(
            "Transpose", FormattableString.Invariant($"{writer.Layer.Name}/Transpose_{index}"), new OnnxAttributes().Add("perm", 0, 3, 1, 2), image);
    }
}
