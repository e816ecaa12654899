using System;
using System.Linq;
using NetGen.Import.Declaration;

namespace NetGen.Import.Graphs.Lowering;

/// <summary>
/// Normalizations. One over batches stays a layer wherever it stands: NetGen makes it part of the weights before it in predictions, and whoever trains the
/// network further needs it.
/// </summary>
internal static class LowerNormalizations
{
    private const double UsualEpsilon = 1e-5;

    public static void Batch(LoweringContext context, GraphNode node)
    {
        bool isTraining = node.Integer("training_mode", 0) != 0 || (node.Version < 7 && node.Integer("is_test", 0) == 0);
        bool isOfAll = node.Version < 9 && node.Integer("spatial", 1) == 0;
        if (isTraining || isOfAll || node.Outputs.Skip(1).Any(output => output.Readers.Count > 0))
        {
            context.Refuse(node, isOfAll ? "has statistics for every value" : "is in training mode",
                "normalizations by channel, as they are in predictions, can be imported");
            return;
        }

        if (context.Find(node.Input(0)) is not { } input || Parameters(context, node, 4) is not { } parameters
            || ByChannel(context, node, input) is not { } value)
        {
            return;
        }

        int channel = ChannelAxis(node, value);
        int size = value.Sizes[channel];
        GraphTensor[] arranged = [.. parameters.Where(one => one.Count == size).Select(one => value.Arrange(one.With(Along(value, channel)))!)];
        if (arranged.Length != parameters.Length)
        {
            context.Refuse(node, "has parameters of another size than its channels", "a value for each channel can be imported");
            return;
        }

        (bool center, bool scale) = Affine(context, node);
        DraftLayer layer = DraftLayers.BatchNormalization(node.Name, Epsilon(node), OnnxNumber(node.Number("momentum", 0.99)), center, scale);
        string[] names = ["gamma", "beta", "moving_mean", "moving_variance"];
        for (int i = 0; i < names.Length; i++)
        {
            if ((i != 0 || scale) && (i != 1 || center))
            {
                layer.Weighing(names[i], [size], arranged[i].Floats);
            }
        }

        context.Set(node.Output, value.By(context.Append(node, layer, value)));
    }

    /// <summary>Over each channel of a sample by itself, or over groups of channels.</summary>
    public static void Groups(LoweringContext context, GraphNode node)
    {
        if (context.Find(node.Input(0)) is not { } input || Parameters(context, node, 2) is not { } parameters
            || ByImage(context, node, input) is not { } value)
        {
            return;
        }

        int channels = value.Shape[value.Shape.Length - 1];
        int groups = node.Kind == "InstanceNormalization" ? channels : node.Integer("num_groups", 0);
        if (groups < 1 || channels % groups != 0 || parameters.Any(one => one.Count != channels && one.Count != groups))
        {
            context.Refuse(node, $"has {groups} groups for {channels} channels", "groups that divide the channels can be imported");
            return;
        }

        // Opset 18 has a factor for each group, later ones for each channel, as NetGen does.
        float[] OfChannels(GraphTensor one) =>
            one.Count == channels ? one.Floats : [.. one.Floats.SelectMany(number => Enumerable.Repeat(number, channels / groups))];
        float[][] values = [.. parameters.Select(OfChannels)];
        bool isEach = groups == channels && (context.Hint(node).IsNone || node.Kind == "InstanceNormalization");
        (bool center, bool scale) = Affine(context, node);
        DraftLayer layer = DraftLayers.GroupNormalization(node.Name, isEach ? -1 : groups, Epsilon(node), center, scale);
        Weigh(layer, [channels], values[0], values[1], center, scale);
        context.Set(node.Output, value.By(context.Append(node, layer, value)));
    }

    public static void Layers(LoweringContext context, GraphNode node)
    {
        if (context.Find(node.Input(0)) is not { } value)
        {
            return;
        }

        int rank = value.Sizes.Length + 1;
        int[] given = node.Integers("axes")
            ?? (ShapeInference.Axis(node.Integer("axis", -1), rank) is { } first ? [.. Enumerable.Range(first, rank - first)] : []);
        int[] axes = [.. given.Select(axis => ShapeInference.Axis(axis, rank) ?? 0)];
        bool isWhole = node.Constant(1) is not null && !node.IsComputed(2) && node.Outputs.Skip(1).All(output => output.Readers.Count == 0);
        if (!isWhole || axes.Length == 0 || axes.Contains(0) || axes.Any(axis => value.Map[axis - 1] < 0 && value.Sizes[axis - 1] > 1))
        {
            context.Refuse(node, $"normalizes the axes {ShapeText.Of(axes)} of {rank}", "axes of a sample, with a constant factor and term, can be imported");
            return;
        }

        int[] own = [.. axes.Select(axis => value.Map[axis - 1]).Where(axis => axis >= 0).OrderBy(axis => axis)];
        GraphTensor? gamma = value.Arrange(node.Constant(1)!);
        GraphTensor? beta = node.Constant(2) is { } term ? value.Arrange(term) : gamma;
        int[] sizes = [.. own.Select(axis => value.Shape[axis])];
        if (gamma is null || beta is null || ShapeText.Count(sizes) is var count && (gamma.Count != count || beta.Count != count))
        {
            context.Refuse(node, "has factors of another shape than its axes", "a value for each place along the axes can be imported");
            return;
        }

        bool isLast = own.Length == 1 && own[0] == value.Shape.Length - 1;
        (bool center, bool scale) = Affine(context, node);
        center &= node.Constant(2) is not null;
        DraftLayer layer = DraftLayers.LayerNormalization(node.Name, isLast ? [-1] : [.. own.Select(axis => axis + 1)], Epsilon(node), center, scale);
        Weigh(layer, sizes, gamma.Floats, beta.Floats, center, scale);
        context.Set(node.Output, value.By(context.Append(node, layer, value)));
    }

    public static double Epsilon(GraphNode node) => OnnxNumber(node.Number("epsilon", UsualEpsilon));

    /// <summary>A single as the shortest decimal that is read as it: 0.001 and not 0.0010000000474974513.</summary>
    public static double OnnxNumber(double number) =>
        double.Parse(((float)number).ToString("R", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>An axis of the file's, and size 1 along all others.</summary>
    private static int[] Along(Lowered value, int axis) => [.. value.Sizes.Select((size, i) => i == axis ? size : 1)];

    private static int ChannelAxis(GraphNode node, Lowered value) => LowerConvolutions.IsChannelsLast(node) ? value.Sizes.Length - 1 : 0;

    /// <summary>The value with its channels as NetGen's last axis.</summary>
    private static Lowered? ByChannel(LoweringContext context, GraphNode node, Lowered value)
    {
        int axis = value.Map[ChannelAxis(node, value)];
        return axis == value.Shape.Length - 1 || (axis < 0 && value.Shape[value.Shape.Length - 1] == 1) ? value : context.ToImage(node, value);
    }

    /// <summary>An image, or a vector or matrix whose channels are the last axis as it is.</summary>
    private static Lowered? ByImage(LoweringContext context, GraphNode node, Lowered value) =>
        value.Sizes.Length < 3 && value.Unflattened is null && value.Map[ChannelAxis(node, value)] == value.Shape.Length - 1
            ? value
            : context.ToImage(node, value);

    private static GraphTensor[]? Parameters(LoweringContext context, GraphNode node, int count)
    {
        GraphTensor?[] all = [.. Enumerable.Range(1, count).Select(node.Constant)];
        if (!all.Contains(null))
        {
            return [.. all.Select(one => one!)];
        }

        context.Refuse(node, "computes its parameters", "parameters that are constants can be imported");
        return null;
    }

    /// <summary>Whether there is a term and a factor: NetGen writes the names of those that its layer has.</summary>
    private static (bool Center, bool Scale) Affine(LoweringContext context, GraphNode node) => context.Hint(node).IsNone
        ? (true, true)
        : (node.Input(2)?.Name.EndsWith("/beta", StringComparison.Ordinal) == true, node.Input(1)?.Name.EndsWith("/gamma", StringComparison.Ordinal) == true);

    private static void Weigh(DraftLayer layer, int[] shape, float[] gamma, float[] beta, bool center, bool scale)
    {
        if (scale)
        {
            layer.Weighing("gamma", shape, gamma);
        }

        if (center)
        {
            layer.Weighing("beta", shape, beta);
        }
    }
}
