using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;
using NetGen.Import.Graphs;

namespace NetGen.Import.Onnx.Writing;

/// <summary>Layers with kernels.</summary>
internal static class WriteConvolutions
{
    public static void Convolution(OnnxLayerWriter writer)
    {
        GraphTensor kernel = writer.Parameter("kernel").Transpose(3, 2, 0, 1);
        Write(writer, writer.Layer.Name, kernel, "kernel", Window(writer).Add("group", (long)writer.Config<int>("groups")), withBias: true);
        writer.Function(isImage: true);
    }

    public static void Depthwise(OnnxLayerWriter writer)
    {
        GraphTensor kernel = ByChannel(writer.Parameter("kernel"));
        Write(writer, writer.Layer.Name, kernel, "kernel", Window(writer).Add("group", (long)writer.Inputs[0].Shape[2]), withBias: true);
        writer.Function(isImage: true);
    }

    /// <summary>ONNX has it as two: a convolution of each channel, and one of each pixel.</summary>
    public static void Separable(OnnxLayerWriter writer)
    {
        GraphTensor kernel = ByChannel(writer.Parameter("depthwise_kernel"));
        OnnxAttributes depthwise = Window(writer).Add("group", (long)writer.Inputs[0].Shape[2]);
        Write(writer, writer.Layer.Name + "/depthwise", kernel, "depthwise_kernel", depthwise, withBias: false);
        writer.IsSame = false;
        GraphTensor mixing = writer.Parameter("pointwise_kernel").Transpose(3, 2, 0, 1);
        Write(writer, writer.Layer.Name + "/pointwise", mixing, "pointwise_kernel", new OnnxAttributes().Add("kernel_shape", 1, 1), withBias: true);
        writer.Function(isImage: true);
    }

    public static void Transposed(OnnxLayerWriter writer)
    {
        int[] size = writer.Sizes("kernel_size");
        int[] strides = writer.Sizes("strides");
        int[] dilation = writer.Sizes("dilation_rate");
        writer.IsSame = writer.Config<string>("padding") == "same";
        var pads = new int[4];
        var added = new int[2];
        for (int axis = 0; axis < 2; axis++)
        {
            (int input, int output) = (writer.Layer.InputShape[axis], writer.Layer.OutputShape[axis]);
            int reach = ((size[axis] - 1) * dilation[axis]) + 1;
            int full = ((input - 1) * strides[axis]) + reach;
            int usual = writer.IsSame ? input * strides[axis] : Math.Max(full, ((input - 1) * strides[axis]) + strides[axis]);
            int before = writer.IsSame ? Math.Max(full - output, 0) / 2 : 0;
            added[axis] = Math.Max(output - (full - before), 0);
            pads[axis] = before;
            pads[axis + 2] = full + added[axis] - before - output;
            writer.HasOutputPadding |= output != usual;
        }

        OnnxAttributes attributes = new OnnxAttributes().Add("kernel_shape", size).Add("strides", strides).Add("dilations", dilation)
            .Add("pads", pads).Add("output_padding", added);
        GraphTensor kernel = writer.Parameter("kernel").Transpose(3, 2, 0, 1);
        Write(writer, writer.Layer.Name, kernel, "kernel", attributes, withBias: true, "ConvTranspose", outputAxis: 1);
        writer.Function(isImage: true);
    }

    public static void Dense(OnnxLayerWriter writer)
    {
        Write(writer, writer.Layer.Name, writer.Parameter("kernel"), "kernel", new OnnxAttributes(), withBias: true, "Gemm", outputAxis: 1);
        writer.Function(isImage: false);
    }

    /// <summary>Kernel, strides and pads. Keras's "same" is written by its numbers, which every runtime takes.</summary>
    private static OnnxAttributes Window(OnnxLayerWriter writer)
    {
        int[] size = writer.Sizes("kernel_size");
        int[] dilation = writer.Sizes("dilation_rate");
        int[] strides = writer.Sizes("strides");
        return new OnnxAttributes().Add("kernel_shape", size).Add("strides", strides).Add("dilations", dilation)
            .Add("pads", Pads(writer, size, strides, dilation));
    }

    /// <summary>What is put around an image, as ONNX orders it: top, left, bottom, right.</summary>
    public static int[] Pads(OnnxLayerWriter writer, int[] size, int[] strides, int[] dilation)
    {
        writer.IsSame = writer.Config<string>("padding") == "same";
        if (writer.IsSame)
        {
            var reach = new Extent(((size[0] - 1) * dilation[0]) + 1, ((size[1] - 1) * dilation[1]) + 1);
            Sides same = WindowPlan.Same(new Extent(writer.Layer.InputShape[0], writer.Layer.InputShape[1]), reach, new Extent(strides[0], strides[1]));
            return [same.Top, same.Left, same.Bottom, same.Right];
        }

        return writer.Layer.Config.TryGetValue("pads", out object? pads)
            && pads is IReadOnlyList<IReadOnlyList<int>> sides ? [sides[0][0], sides[1][0], sides[0][1], sides[1][1]] : [0, 0, 0, 0];
    }

    /// <summary>(height, width, channels, multiplier) as a filter for each output, channel by channel.</summary>
    private static GraphTensor ByChannel(GraphTensor kernel) =>
        kernel.Transpose(2, 3, 0, 1).With([kernel.Shape[2] * kernel.Shape[3], 1, kernel.Shape[0], kernel.Shape[1]]);

    private static void Write(
        OnnxLayerWriter writer,
        string name,
        GraphTensor kernel,
        string role,
        OnnxAttributes attributes,
        bool withBias,
        string kind = "Conv",
        int outputAxis = 0)
    {
        GraphTensor? bias = withBias && writer.HasParameter("bias") ? writer.Parameter("bias") : null;
        if (withBias && writer.Folded.Of(writer.Layer) is var (factor, term))
        {
            int[] shape = [.. kernel.Shape.Select((size, axis) => axis == outputAxis ? size : 1)];
            float[] scaled = [.. kernel.Floats.Zip(GraphTensor.Of(factor).With(shape).Broadcast(kernel.Shape).Floats, (weight, by) => weight * by)];
            kernel = GraphTensor.Of(scaled).With(kernel.Shape);
            bias = GraphTensor.Of([.. term.Select((value, i) => (float)(((double)(bias?.Floats[i] ?? 0) * factor[i]) + value))]);
        }

        string[] reads = bias is null
            ? [writer.Result, writer.Constant(role, kernel)]
            : [writer.Result, writer.Constant(role, kernel), writer.Constant("bias", bias)];
        writer.Node(kind, name, attributes, reads);
    }
}
