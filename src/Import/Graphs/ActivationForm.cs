using System;
using System.Linq;

namespace NetGen.Import.Graphs;

/// <summary>Which of NetGen's functions an operator is, with its attributes.</summary>
internal static class ActivationForm
{
    public const double SeluAlpha = 1.67326319217681884765625;
    public const double SeluGamma = 1.05070102214813232421875;
    private const double KerasSlope = 0.2;

    /// <summary>A member of NetGen's enum; null where it is none of them.</summary>
    public static string? Of(GraphNode node) => node.Kind switch
    {
        "Swish" when !Is(node.Number("alpha", 1), 1) => null,
        "Elu" => Is(node.Number("alpha", 1), 1) ? "ELU" : null,
        "Selu" => Is(node.Number("alpha", SeluAlpha), SeluAlpha) && Is(node.Number("gamma", SeluGamma), SeluGamma) ? "SELU" : null,
        "Celu" => Is(node.Number("alpha", 1), 1) ? "CELU" : null,
        "Gelu" => node.Text("approximate", "none") == "none" ? "GELU" : null,
        "HardSigmoid" => Is(node.Number("alpha", 0.2), 1 / 6.0) && Is(node.Number("beta", 0.5), 0.5) ? "HardSigmoid" : null,
        "LeakyRelu" => Is(Slope(node), KerasSlope) ? "LeakyReLU" : null,
        "Softmax" or "LogSoftmax" => null,
        "Clip" => Limits(node) switch
        {
            (0, double.PositiveInfinity) => "ReLU",
            (0, 6) => "ReLU6",
            _ => null,
        },
        _ => Operators.Function(node.Kind),
    };

    public static double Slope(GraphNode node) => node.Number("alpha", 0.01);

    /// <summary>Between what a Clip lets pass; null where that is computed.</summary>
    public static (double Least, double Most)? Limits(GraphNode node)
    {
        if (node.IsComputed(1) || node.IsComputed(2))
        {
            return null;
        }

        double least = node.NumberOrInput("min", 1) ?? double.NegativeInfinity;
        double most = node.NumberOrInput("max", 2) ?? double.PositiveInfinity;
        return (least <= float.MinValue ? double.NegativeInfinity : least, most >= float.MaxValue ? double.PositiveInfinity : most);
    }

    /// <summary>The axis that a softmax runs along, counted from the batch; null where it runs along several.</summary>
    public static int? SoftmaxAxis(GraphNode node, int[] shape)
    {
        // Before opset 13 the axis is where the values fall into a matrix, and its rows are what the softmax runs along.
        bool isOfMatrix = node.Version < 13 && node.Integer("channels_last", 0) == 0;
        if (ShapeInference.Axis(node.Integer("axis", isOfMatrix ? 1 : -1), shape.Length) is not { } axis || axis == 0)
        {
            return null;
        }

        if (!isOfMatrix)
        {
            return axis;
        }

        int[] along = [.. Enumerable.Range(axis, shape.Length - axis).Where(one => shape[one] > 1)];
        return along.Length switch { 0 => axis, 1 => along[0], _ => null };
    }

    /// <summary>Whether a number is another, as singles tell it.</summary>
    public static bool Is(double number, double other) => Math.Abs(number - other) <= 1e-6 * Math.Max(1, Math.Abs(other));
}
