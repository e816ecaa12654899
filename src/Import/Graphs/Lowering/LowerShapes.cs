using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;

namespace NetGen.Import.Graphs.Lowering;

/// <summary>What changes shapes and no numbers. Most of it only changes what is known of a value's axes.</summary>
internal static class LowerShapes
{
    private const int MostAxes = 3;

    public static void Transpose(LoweringContext context, GraphNode node)
    {
        if (context.Find(node.Input(0)) is not { } value)
        {
            return;
        }

        if (ShapeInference.Order(node, value.Sizes.Length + 1) is not { } order || order[0] != 0)
        {
            context.Refuse(node, $"has the order {ShapeText.Of(node.IntegersOrInput("perm", 1) ?? [])} for {value.Sizes.Length + 1} axes",
                "orders that leave the batch where it is can be imported");
            return;
        }

        Lowered source = value.Unflattened is null ? value : context.ToFileOrder(node, value);
        int[] from = [.. order.Skip(1).Select(axis => axis - 1)];
        int[] sizes = [.. from.Select(axis => source.Sizes[axis])];
        if (context.Hint(node) is { Kind: "Permute", IsWhole: true } && !source.Map.Contains(-1))
        {
            // The layer stands; its output's axes are then those of the file, as its input's were.
            int[] axes = new int[source.Shape.Length];
            for (int axis = 0; axis < from.Length; axis++)
            {
                axes[source.Map[axis]] = source.Map[from[axis]];
            }

            DraftLayer layer = context.Append(node, DraftLayers.Permute(node.Name, [.. axes.Select(axis => axis + 1)]), source);
            context.Set(node.Output, new Lowered(layer, [.. axes.Select(axis => source.Shape[axis])], sizes, source.Map));
            return;
        }

        context.Set(node.Output, source with { Sizes = sizes, Map = [.. from.Select(axis => source.Map[axis])] });
    }

    /// <summary>Reshape, Flatten, Squeeze and Unsqueeze.</summary>
    public static void Reshape(LoweringContext context, GraphNode node)
    {
        if (context.Find(node.Input(0)) is not { } value)
        {
            return;
        }

        if (node.Output.Shape is not { } shape || shape.Length < 2 || shape[0] != context.Graph.Batch)
        {
            string what = node.Output.Shape is { } made
                ? $"makes {ShapeText.Of(made)} of {ShapeText.Of([context.Graph.Batch, .. value.Sizes])}"
                : "has a shape that is computed, or does not fit";
            context.Refuse(node, what, $"constant shapes that leave the batch, here {context.Graph.Batch}, as the first axis can be imported");
            return;
        }

        int[] sizes = [.. shape.Skip(1)];
        Hint hint = context.Hint(node);
        if (hint is { Kind: "Reshape", IsWhole: true })
        {
            Lowered plain = context.ToFileOrder(node, value);
            context.Set(node.Output,
                new Lowered(context.Append(node, DraftLayers.Reshape(node.Name, sizes), plain), sizes, sizes, [.. Enumerable.Range(0, sizes.Length)]));
            return;
        }

        if (hint is { Kind: "Flatten", IsWhole: true } && value.IsVector)
        {
            context.Set(node.Output, value.By(context.Append(node, DraftLayers.Flatten(node.Name), value)) with { Sizes = sizes, Map = [0] });
            return;
        }

        if (Relabelled(value, sizes) is { } relabelled)
        {
            context.Set(node.Output, relabelled);
        }
        else if (sizes.Length == 1)
        {
            context.Set(node.Output, context.Flatten(node, value));
        }
        else if (Regrouping.Of(value, sizes) is { } regrouped && regrouped.Shape.Length <= MostAxes)
        {
            context.Set(node.Output, regrouped.By(context.Append(node, DraftLayers.Reshape(node.Name, regrouped.Shape), value)));
        }
        else if (sizes.Length <= MostAxes)
        {
            Lowered plain = context.ToFileOrder(node, value);
            context.Set(node.Output,
                new Lowered(context.Append(node, DraftLayers.Reshape(node.Name, sizes), plain), sizes, sizes, [.. Enumerable.Range(0, sizes.Length)]));
        }
        else
        {
            context.Refuse(node, $"makes values of {sizes.Length} axes for each sample", "up to three can be imported");
        }
    }

    /// <summary>The value under sizes from which only axes of size 1 come and go; null where others change.</summary>
    private static Lowered? Relabelled(Lowered value, int[] sizes)
    {
        int[] old = [.. value.Sizes.Where(size => size > 1)];
        bool isFlattened = sizes.Length == 1 && !value.IsVector;
        if (!old.SequenceEqual(sizes.Where(size => size > 1)) || isFlattened)
        {
            return null;
        }

        var axes = new Queue<int>(value.AxesInFileOrder());
        return value with { Sizes = sizes, Map = [.. sizes.Select(size => size > 1 ? axes.Dequeue() : -1)] };
    }
}
