using System;
using System.Linq;
using NetGen.Import.Graphs;

namespace NetGen.Import.Onnx.Writing;

/// <summary>Normalizations, and what is alike.</summary>
internal static class WriteNormalizations
{
    /// <summary>What Keras's Normalization takes for the least deviation.</summary>
    private const double LeastDeviation = 1e-7;

    public static void Batch(OnnxLayerWriter writer)
    {
        OnnxAttributes attributes = new OnnxAttributes().Add("epsilon", writer.Config<double>("epsilon")).Add("momentum", writer.Config<double>("momentum"));
        (string gamma, string beta) = Affine(writer, writer.Parameter("moving_mean").Count);
        writer.Whole(
            "BatchNormalization",
            attributes,
            gamma,
            beta,
            writer.Constant("moving_mean", writer.Parameter("moving_mean")),
            writer.Constant("moving_variance", writer.Parameter("moving_variance")));
    }

    /// <summary>ONNX normalizes the last axes: those that are meant are put there and back.</summary>
    public static void Layers(OnnxLayerWriter writer)
    {
        int rank = writer.Inputs[0].Shape.Count;
        int[] given = writer.Layer.Config["axis"] is int one ? [one] : writer.Sizes("axis");
        int[] axes = [.. given.Select(axis => axis < 0 ? axis + rank : axis - 1).Order()];
        int[] own = [.. Enumerable.Range(0, rank).Except(axes), .. axes];

        // Images lie with their channels first.
        int[] places = rank == 3 ? [2, 3, 1] : [.. Enumerable.Range(1, rank)];
        int[] order = [0, .. own.Select(axis => places[axis])];
        bool isMoved = !order.SequenceEqual(Enumerable.Range(0, rank + 1));
        int[] shape = [.. axes.Select(axis => writer.Inputs[0].Shape[axis])];
        int count = shape.Aggregate(1, (product, size) => product * size);
        OnnxAttributes attributes = new OnnxAttributes().Add("axis", (long)(rank + 1 - axes.Length)).Add("epsilon", writer.Config<double>("epsilon"));
        string gamma = writer.HasParameter("gamma")
            ? writer.Constant("gamma", writer.Parameter("gamma"))
            : writer.Constant("ones", Filled(1, count).With(shape));
        string[] parameters = writer.HasParameter("beta") ? [gamma, writer.Constant("beta", writer.Parameter("beta"))] : [gamma];
        if (isMoved)
        {
            writer.Part("Transpose", "Transpose", new OnnxAttributes().Add("perm", order));
        }

        writer.Whole("LayerNormalization", attributes, parameters);
        if (isMoved)
        {
            writer.Part("Transpose", "Transpose_1", new OnnxAttributes().Add("perm", Enumerable.Range(0, rank + 1).Select(axis => Array.IndexOf(order, axis))));
        }
    }

    /// <summary>Opset 17 knows groups of one channel alone: others are put in the place of channels.</summary>
    public static void Groups(OnnxLayerWriter writer)
    {
        int[] shape = [.. writer.Inputs[0].Shape];
        int channels = shape[^1];
        int groups = writer.Config<int>("groups");
        OnnxAttributes attributes = new OnnxAttributes().Add("epsilon", writer.Config<double>("epsilon"));
        if (groups == -1 && writer.IsImage)
        {
            (string gamma, string beta) = Affine(writer, channels);
            writer.Whole("InstanceNormalization", attributes, gamma, beta);
            return;
        }

        int count = groups == -1 ? channels : groups;
        long[] back = writer.IsImage ? [0, channels, shape[0], shape[1]] : shape.Length == 2 ? [0, channels, shape[0]] : [0, channels];
        if (shape.Length == 2)
        {
            writer.Part("Transpose", "Transpose", new OnnxAttributes().Add("perm", 0, 2, 1));
        }

        writer.Part("Reshape", "Reshape", null, writer.Integers("groups", 0, count, -1));
        writer.Part("InstanceNormalization", "InstanceNormalization", attributes, writer.Constant("group_ones", Filled(1, count)),
            writer.Constant("group_zeros", Filled(0, count)));
        writer.Part("Reshape", "Reshape_1", null, writer.Integers("shape", back));
        int[] sizes = [channels, .. Enumerable.Repeat(1, shape.Length - 1)];
        GraphTensor gammas = writer.HasParameter("gamma") ? writer.Parameter("gamma") : Filled(1, channels);
        GraphTensor betas = writer.HasParameter("beta") ? writer.Parameter("beta") : Filled(0, channels);
        writer.Part("Mul", "Mul", null, writer.Constant(writer.HasParameter("gamma") ? "gamma" : "ones", gammas.With(sizes)));
        writer.Part("Add", "Add", null, writer.Constant(writer.HasParameter("beta") ? "beta" : "zeros", betas.With(sizes)));
        if (shape.Length == 2)
        {
            writer.Part("Transpose", "Transpose_1", new OnnxAttributes().Add("perm", 0, 2, 1));
        }
    }

    public static void Standardization(OnnxLayerWriter writer)
    {
        GraphTensor deviation = GraphTensor.Of(
            [.. writer.Parameter("variance").Floats.Select(variance => (float)Math.Max(Math.Sqrt(variance), LeastDeviation))]);
        writer.Part("Sub", "Sub", null, writer.Constant("mean", writer.Arranged(writer.Parameter("mean"))));
        writer.Whole("Div", null, writer.Constant("deviation", writer.Arranged(deviation)));
    }

    public static void Rescaling(OnnxLayerWriter writer)
    {
        double offset = writer.Number("offset") ?? 0;
        string scale = writer.Constant("scale", writer.Number("scale") ?? 1);
        if (offset == 0)
        {
            writer.Whole("Mul", null, scale);
            return;
        }

        writer.Part("Mul", "Mul", null, scale);
        writer.Whole("Add", null, writer.Constant("offset", offset));
    }

    /// <summary>The factor and the term; where the layer has none, numbers that change nothing, under other names.</summary>
    private static (string Gamma, string Beta) Affine(OnnxLayerWriter writer, int count) => (
        writer.HasParameter("gamma") ? writer.Constant("gamma", writer.Parameter("gamma")) : writer.Constant("ones", Filled(1, count)),
        writer.HasParameter("beta") ? writer.Constant("beta", writer.Parameter("beta")) : writer.Constant("zeros", Filled(0, count)));

    private static GraphTensor Filled(float number, int count) => GraphTensor.Of([.. Enumerable.Repeat(number, count)]);
}
