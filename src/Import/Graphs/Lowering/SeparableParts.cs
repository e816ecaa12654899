using NetGen.Import.Declaration;

namespace NetGen.Import.Graphs.Lowering;

/// <summary>A SeparableConv2D of NetGen's, which ONNX has as two convolutions: the first waits for the second, and they are one layer.</summary>
internal static class SeparableParts
{
    private const string Multiplier = "netgen.multiplier";
    private const string Kernel = "netgen.depthwise";
    private const string Form = "netgen.window";

    public static void Begin(GraphNode node, Window window, int multiplier, GraphTensor kernel) =>
        node.Set(Multiplier, (long)multiplier).Set(Kernel, kernel).Set(Form, window);

    /// <summary>The layer that both parts are; null where the first is missing, and the second a convolution like others.</summary>
    public static DraftLayer? Take(LoweringContext context, GraphNode pointwise, Lowered image, GraphTensor kernel, float[]? bias, int filters)
    {
        if (pointwise.Input(0)?.Producer is not { } depthwise || depthwise.Tensor(Kernel) is not { } first || depthwise.Value(Form) is not Window window)
        {
            return null;
        }

        DraftLayer layer = DraftLayers.SeparableConv2D(
            pointwise.Name, filters, window, depthwise.Integer(Multiplier, 1), bias is not null, pointwise.Activation)
            .Weighing("depthwise_kernel", first.Shape, first.Floats)
            .Weighing("pointwise_kernel", [1, 1, kernel.Shape[1], filters], kernel.Transpose(2, 3, 1, 0).Floats);
        if (bias is not null)
        {
            layer.Weighing("bias", [filters], bias);
        }

        return context.Append(pointwise, layer, image);
    }
}
