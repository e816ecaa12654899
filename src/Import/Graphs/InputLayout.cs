using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;
using NetGen.Import.Graphs.Lowering;
using NetGen.Import.Onnx;

namespace NetGen.Import.Graphs;

/// <summary>Finds which of an input's axes are rows, columns and channels: from the first layer that tells, through what stands before it.</summary>
internal static class InputLayout
{
    private const int ImageRank = 4;

    /// <summary>The input as NetGen has it; null, with an obstacle, where a size is open.</summary>
    public static Lowered? Of(Graph graph, ImportOptions options)
    {
        GraphValue input = graph.Input!;
        if (input.Shape is not { } shape)
        {
            return null;
        }

        if (shape.Length is < 2 or > ImageRank)
        {
            AddOfReaders(
                graph, FormattableString.Invariant($"of {shape.Length} axes"), "a batch of vectors (2 axes), of matrices (3) or of images (4) can be imported");
            return null;
        }

        shape = [.. shape.Select((size, axis) => axis == 0 && size < 1 ? 1 : size)];
        bool isChannelsLast = shape.Length == ImageRank && IsChannelsLast(graph, shape);
        if (shape.Length == ImageRank)
        {
            (int rows, int columns) = isChannelsLast ? (1, 2) : (2, 3);
            shape[rows] = shape[rows] < 1 ? options.Height ?? -1 : shape[rows];
            shape[columns] = shape[columns] < 1 ? options.Width ?? -1 : shape[columns];
            if (shape[rows] < 1 || shape[columns] < 1)
            {
                graph.Obstacles.Add(
                    "Input", input.Name, "takes images of any height or width", "ImportOptions.Height and ImportOptions.Width say which", OpenChoice.Size);
                return null;
            }
        }

        input.Shape = shape;
        if (shape.Any(size => size < 1))
        {
            graph.Obstacles.Add("Input", input.Name, $"has the shape {ShapeText.Of(shape)}, of which a size is open",
                "the batch, and the height and width of images, may be open");
            return null;
        }

        ShapeText.Count(shape);
        return shape.Length switch
        {
            2 => Lowered.Vector(null, shape[1]),
            3 => new Lowered(null, [shape[1], shape[2], 1], [shape[1], shape[2]], [0, 1]),
            _ => Lowered.Image(
                null, isChannelsLast ? new Extent(shape[1], shape[2]) : new Extent(shape[2], shape[3]), isChannelsLast ? shape[3] : shape[1], isChannelsLast),
        };
    }

    /// <summary>Says of all who read an input that they cannot have it.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="what">What is wrong with it: "of 5 axes".</param>
    /// <param name="needed">What would be needed.</param>
    public static void AddOfReaders(Graph graph, string what, string needed)
    {
        GraphValue input = graph.Input!;
        foreach (GraphNode reader in input.Readers.Distinct())
        {
            graph.Obstacles.Add(reader, $"reads an input '{Files.FileText.Of(input.Name)}' {what}", needed);
        }

        if (input.Readers.Count == 0)
        {
            graph.Obstacles.Add("Input", input.Name, "is one " + what, needed);
        }
    }

    private static bool IsChannelsLast(Graph graph, int[] shape)
    {
        if (graph.IsOwn)
        {
            return graph.Input!.Readers.Any(reader => reader.Name == OnnxNames.InputTranspose);
        }

        var seen = new HashSet<GraphValue>();
        var open = new Queue<(GraphValue Value, int[] Axes)>();
        open.Enqueue((graph.Input!, [0, 1, 2, 3]));
        while (open.Count > 0)
        {
            (GraphValue value, int[] axes) = open.Dequeue();
            if (!seen.Add(value))
            {
                continue;
            }

            IEnumerable<GraphNode> readers = value.Readers
                .Where(reader => reader.Input(0) == value || reader.Kind == "Concat" || Operators.IsBroadcasting(reader.Kind));
            foreach (GraphNode reader in readers)
            {
                if (reader.Kind is "Conv" or "ConvTranspose" or "MaxPool" or "AveragePool" or "GlobalAveragePool" or "GlobalMaxPool" or "BatchNormalization"
                    or "InstanceNormalization")
                {
                    return axes[ShapeInference.ImageAxes(reader).Channels] == ImageRank - 1;
                }

                if (reader.Kind == "Transpose" && ShapeInference.Order(reader, ImageRank) is { } order)
                {
                    open.Enqueue((reader.Output, [.. order.Select(axis => axes[axis])]));
                }
                else if (Operators.IsValueByValue(reader.Kind) || Operators.IsBroadcasting(reader.Kind)
                    || reader.Kind is "Concat" or "Pad" or "Slice" or "Resize" or "Upsample" or "PRelu")
                {
                    open.Enqueue((reader.Output, axes));
                }
            }
        }

        // Nothing tells: images of few channels, wherever these are; ONNX's order else.
        return shape[3] is 1 or 3 or 4 && shape[1] is not (1 or 3 or 4);
    }
}
