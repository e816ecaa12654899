using System;
using System.Linq;
using NetGen.Import.Declaration;

namespace NetGen.Import.Graphs.Lowering;

/// <summary>Products with matrices. Rows of a kernel behind a flattened image are put into NetGen's order.</summary>
internal static class LowerDense
{
    public static void Product(LoweringContext context, GraphNode node)
    {
        if (node.Constant(1) is not { } kernel || node.IsComputed(2))
        {
            context.Refuse(node, "computes its weights", "products with a constant matrix on the right can be imported");
            return;
        }

        if (context.Find(node.Input(0)) is not { } value)
        {
            return;
        }

        bool isGeneral = node.Kind == "Gemm";
        if (kernel.Rank != 2 || kernel.Shape.Contains(0) || (isGeneral && node.Integer("transA", 0) != 0))
        {
            context.Refuse(node, $"has a second factor of {kernel.Rank} axes, or transposes the first", "products with a matrix on the right can be imported");
            return;
        }

        if (isGeneral && node.Integer("transB", 0) != 0)
        {
            kernel = kernel.Transpose(1, 0);
        }

        if (value.Sizes.Length == 3 && !isGeneral)
        {
            Pixels(context, node, value, kernel);
            return;
        }

        if (context.ToVector(node, value) is not { } vector)
        {
            return;
        }

        (int features, int units) = (kernel.Shape[0], kernel.Shape[1]);
        if (features != vector.Shape[0])
        {
            context.Refuse(node, $"has a matrix of {features} rows for {vector.Shape[0]} values", "a row for each value is needed");
            return;
        }

        float[]? bias = Bias(context, node, units, isGeneral ? node.Number("beta", 1) : 1, out bool isWrong);
        if (isWrong)
        {
            return;
        }

        float[] weights = Scaled(kernel.Floats, isGeneral ? node.Number("alpha", 1) : 1);
        if (vector.Unflattened is not null)
        {
            int[] places = vector.FilePlaces();
            weights = [.. places.SelectMany(place => Enumerable.Range(place * units, units).Select(i => weights[i]))];
        }

        DraftLayer layer = DraftLayers.Dense(node.Name, units, bias is not null, node.Activation).Weighing("kernel", [features, units], weights);
        if (bias is not null)
        {
            layer.Weighing("bias", [units], bias);
        }

        context.Set(node.Output, Lowered.Vector(context.Append(node, layer, vector), units));
    }

    /// <summary>A product at every pixel is a convolution of one pixel.</summary>
    private static void Pixels(LoweringContext context, GraphNode node, Lowered value, GraphTensor kernel)
    {
        (int channels, int filters) = (kernel.Shape[0], kernel.Shape[1]);
        float[]? bias = Bias(context, node, filters, 1, out bool isWrong);
        if (isWrong)
        {
            return;
        }

        if (!value.IsImage || value.Unflattened is not null || value.Map[2] != 2 || value.Shape[2] != channels)
        {
            context.Refuse(node, $"multiplies values of shape {ShapeText.Of(value.Sizes)} for each sample",
                "products with vectors, and with the channels of images, can be imported");
            return;
        }

        DraftLayer layer = DraftLayers.Conv2D(node.Name, filters, new Window(Extent.One), 1, bias is not null, node.Activation)
            .Weighing("kernel", [1, 1, channels, filters], kernel.Floats);
        if (bias is not null)
        {
            layer.Weighing("bias", [filters], bias);
        }

        context.Append(node, layer, value);
        context.Set(
            node.Output, value with { Layer = layer, Shape = [value.Shape[0], value.Shape[1], filters], Sizes = [value.Sizes[0], value.Sizes[1], filters] });
    }

    private static float[]? Bias(LoweringContext context, GraphNode node, int units, double beta, out bool isWrong)
    {
        GraphTensor? bias = node.Constant(2);
        isWrong = bias is not null && bias.Count != 1 && (bias.Count != units || bias.Shape[bias.Rank - 1] != units);
        if (isWrong)
        {
            context.Refuse(node, $"adds a term of shape {ShapeText.Of(bias!.Shape)}", "a value for each unit can be imported");
        }

        return bias is null || isWrong ? null : Scaled(bias.Broadcast([.. Enumerable.Repeat(1, Math.Max(bias.Rank - 1, 0)), units]).Floats, beta);
    }

    private static float[] Scaled(float[] values, double factor) => factor == 1 ? values : [.. values.Select(value => (float)(value * factor))];
}
