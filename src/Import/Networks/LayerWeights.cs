using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Import.Files;

namespace NetGen.Import.Networks;

/// <summary>Brings the tensors of one layer into NetGen's layout.</summary>
internal static class LayerWeights
{
    private const string Weight = "weight";

    /// <summary>Assigns all parameters of a layer, or adds what does not fit.</summary>
    public static void Assign(
        NetworkInfo network, LayerInfo layer, FileLayer found, WeightLayout layout, List<AssignedTensor> assigned, List<string> complaints)
    {
        // Keras counts beside a normalization's statistics the batches that they were taken of.
        int counters = layer.Kind == "Normalization" ? found.Tensors.Count(tensor => tensor.Tensor.Shape.Count == 0) : 0;
        if (found.Tensors.Count - counters != layer.Parameters.Count)
        {
            string roles = string.Join(", ", found.Tensors.Select(tensor => FileText.Of(tensor.Role)));
            complaints.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"'{layer.Name}' has {layer.Parameters.Count} parameters, and '{FileText.Of(found.Name)}' {found.Tensors.Count} ({roles})"));
            return;
        }

        int[]? image = layout == WeightLayout.PyTorch ? FlattenedImages.Before(network, layer) : null;
        if (image is not null && FlattenedImages.MixesNeighbours(layer))
        {
            complaints.Add($"'{layer.Name}' has groups of the values of a flattened image, which PyTorch has in another order");
            return;
        }

        for (int i = 0; i < layer.Parameters.Count; i++)
        {
            ParameterInfo parameter = layer.Parameters[i];
            string role = parameter.Name[(parameter.Name.LastIndexOf('/') + 1)..];
            string[] names = layout == WeightLayout.PyTorch ? PyTorchNames(role) : KerasNames(role, i);
            ImportedTensor? tensor = found.Tensors.FirstOrDefault(candidate => names.Contains(candidate.Role)).Tensor;
            if (tensor is null)
            {
                complaints.Add($"'{parameter.Name}' would be '{FileText.Of(found.Name)}' with {string.Join(" or ", names)}, which there is not");
                continue;
            }

            if (Values(layer, role, parameter.Shape, tensor, layout) is not { } values)
            {
                complaints.Add(
                    $"'{parameter.Name}' has the shape ({string.Join(", ", parameter.Shape)}), "
                    + $"which '{FileText.Of(tensor.Name)}' of ({string.Join(", ", tensor.Shape)}) does not become");
                continue;
            }

            bool isMoved = image is not null && IsOverFlattened(role, parameter.Shape, image);
            assigned.Add(
                new AssignedTensor(parameter.Name, parameter.Shape, isMoved ? ChannelsLast(values, image!) : values, tensor.Name, tensor.Shape, isMoved));
        }
    }

    private static string[] KerasNames(string role, int index) =>
        role == "kernel" ? [role, "depthwise_kernel", index.ToString(CultureInfo.InvariantCulture)] : [role, index.ToString(CultureInfo.InvariantCulture)];

    private static string[] PyTorchNames(string role) => role switch
    {
        "kernel" or "gamma" or "alpha" => [Weight],
        "bias" or "beta" => ["bias"],
        "moving_mean" => ["running_mean"],
        "moving_variance" => ["running_var"],
        _ => [role],
    };

    /// <summary>The values in NetGen's layout; null where the shapes do not allow it.</summary>
    private static float[]? Values(LayerInfo layer, string role, IReadOnlyList<int> shape, ImportedTensor tensor, WeightLayout layout)
    {
        if (layout == WeightLayout.Keras)
        {
            return tensor.Shape.SequenceEqual(shape) ? tensor.Values : null;
        }

        int[] from = [.. tensor.Shape];
        return (layer.Kind, role) switch
        {
            ("Conv2D", "kernel") => Moved([2, 3, 1, 0]),
            ("Conv2DTranspose", "kernel") => Moved([2, 3, 1, 0]),
            ("Dense", "kernel") => Moved([1, 0]),
            ("SeparableConv2D", "pointwise_kernel") => Moved([2, 3, 1, 0]),

            // Filters are (channel, multiple), and each reads one channel.
            ("DepthwiseConv2D", "kernel") or ("SeparableConv2D", "depthwise_kernel") when from.Length == 4 && from[1] == 1 && shape.Count == 4
                && from[0] == shape[2] * shape[3] =>
                Permuted(tensor.Values, [shape[2], shape[3], from[2], from[3]], [2, 3, 0, 1], shape),
            ("LayerNormalization", _) when from.Length == 3 => Moved([1, 2, 0]),
            ("PReLU", "alpha") when from.Length == 1 && from[0] == shape[shape.Count - 1]
                && shape.Take(shape.Count - 1).All(size => size == 1) => tensor.Values,
            _ => from.SequenceEqual(shape) ? tensor.Values : null,
        };

        float[]? Moved(int[] axes) => from.Length == axes.Length ? Permuted(tensor.Values, from, axes, shape) : null;
    }

    private static bool IsOverFlattened(string role, IReadOnlyList<int> shape, int[] image) =>
        shape[0] == image[0] * image[1] * image[2] && (shape.Count == 1 ? role != "bias" : role == "kernel");

    /// <summary>Rows of (channels, height, width) as those of (height, width, channels).</summary>
    private static float[] ChannelsLast(float[] values, int[] image)
    {
        int rest = values.Length / (image[0] * image[1] * image[2]);
        return Permuted(values, [image[2], image[0], image[1], rest], [1, 2, 0, 3], [image[0], image[1], image[2], rest])!;
    }

    private static float[]? Permuted(float[] values, int[] from, int[] axes, IReadOnlyList<int> to)
    {
        if (!axes.Select(axis => from[axis]).SequenceEqual(to))
        {
            return null;
        }

        var strides = new int[from.Length];
        for (int axis = from.Length - 1, stride = 1; axis >= 0; stride *= from[axis--])
        {
            strides[axis] = stride;
        }

        var moved = new float[values.Length];
        var at = new int[axes.Length];
        for (int i = 0; i < moved.Length; i++)
        {
            int place = 0;
            for (int axis = 0; axis < at.Length; axis++)
            {
                place += at[axis] * strides[axes[axis]];
            }

            moved[i] = values[place];
            for (int axis = at.Length - 1; axis >= 0 && ++at[axis] == to[axis]; axis--)
            {
                at[axis] = 0;
            }
        }

        return moved;
    }
}
