using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Onnx.Writing;

/// <summary>
/// Layers that move values and change none. What is flattened or reshaped is put into NetGen's order first, so that kernels behind it are as NetGen has
/// them.
/// </summary>
internal static class WriteShapes
{
    private static readonly int[] ToChannelsLast = [0, 2, 3, 1];
    private static readonly int[] ToChannelsFirst = [0, 3, 1, 2];

    public static void Flatten(OnnxLayerWriter writer)
    {
        PutChannelsLast(writer);
        writer.Whole("Flatten");
    }

    public static void Reshape(OnnxLayerWriter writer)
    {
        PutChannelsLast(writer);
        writer.Whole("Reshape", null, writer.Integers("shape", [0, .. writer.Layer.OutputShape.Select(size => (long)size)]));
        if (writer.Layer.OutputShape.Count == 3)
        {
            writer.Part("Transpose", "Transpose_1", new OnnxAttributes().Add("perm", ToChannelsFirst));
        }
    }

    public static void Permute(OnnxLayerWriter writer)
    {
        int[] dims = writer.Sizes("dims");
        int[] axes = dims.Length == 3 ? [2, 0, 1] : [0, 1];
        int[] order = [0, .. axes.Select(axis => 1 + System.Array.IndexOf(axes, dims[axis] - 1))];
        writer.Whole("Transpose", new OnnxAttributes().Add("perm", order));
    }

    public static void Padding(OnnxLayerWriter writer)
    {
        IReadOnlyList<IReadOnlyList<int>> sides = writer.Config<IReadOnlyList<IReadOnlyList<int>>>("padding");
        writer.Whole("Pad", null, writer.Integers("pads", 0, 0, sides[0][0], sides[1][0], 0, 0, sides[0][1], sides[1][1]));
    }

    public static void Cropping(OnnxLayerWriter writer)
    {
        IReadOnlyList<IReadOnlyList<int>> sides = writer.Config<IReadOnlyList<IReadOnlyList<int>>>("cropping");
        string starts = writer.Integers("starts", sides[0][0], sides[1][0]);
        string ends = writer.Integers("ends", writer.Layer.InputShape[0] - sides[0][1], writer.Layer.InputShape[1] - sides[1][1]);
        writer.Whole("Slice", null, starts, ends, writer.Integers("axes", 2, 3));
    }

    public static void UpSampling(OnnxLayerWriter writer)
    {
        int[] size = writer.Sizes("size");
        bool isLinear = writer.Config<string>("interpolation") == "bilinear";
        OnnxAttributes attributes = new OnnxAttributes().Add("mode", isLinear ? "linear" : "nearest")
            .Add("coordinate_transformation_mode", isLinear ? "half_pixel" : "asymmetric");
        if (!isLinear)
        {
            attributes.Add("nearest_mode", "floor");
        }

        writer.Whole("Resize", attributes, "", writer.Constant("scales", Graphs.GraphTensor.Of([1f, 1f, size[0], size[1]])));
    }

    private static void PutChannelsLast(OnnxLayerWriter writer)
    {
        if (writer.IsImage)
        {
            writer.Part("Transpose", "Transpose", new OnnxAttributes().Add("perm", ToChannelsLast));
        }
    }
}
