using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Tool.Weights;

/// <summary>Whether a weights file belongs to a network, tensor by tensor: the same that <c>Load</c> asks, but all of it at once.</summary>
/// <param name="Rows">The network's parameters in their order, then what the file has besides.</param>
internal sealed record WeightFit(IReadOnlyList<FitRow> Rows)
{
    /// <summary>Whether the file can be loaded.</summary>
    public bool Fits => Rows.All(row => row.Problem is null);

    /// <summary>Compares a file with a network.</summary>
    public static WeightFit Of(NetworkInfo network, WeightFile file)
    {
        var tensors = file.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        IEnumerable<FitRow> expected = network.Parameters.Select(parameter =>
        {
            string shape = Text(parameter.Shape);
            if (!tensors.Remove(parameter.Name, out TensorEntry? tensor))
            {
                return new FitRow(parameter.Name, shape, null, "missing in the file");
            }

            bool hasShape = tensor.Shape.SequenceEqual(parameter.Shape.Select(side => (long)side));
            string? problem = !hasShape ? "another shape"
                : TensorElements.SizeOf(tensor.DataType) == 0 ? $"{ForeignText.Show(tensor.DataType)} where {TensorElements.Known} are read"
                : null;
            return new FitRow(parameter.Name, shape, tensor.ShapeText, problem);
        });
        FitRow[] rows = [.. expected];
        IEnumerable<FitRow> others = file.Tensors
            .Where(tensor => tensors.ContainsKey(tensor.Name))
            .Select(tensor => new FitRow(tensor.Name, null, tensor.ShapeText, "not the network's"));
        return new WeightFit([.. rows, .. others]);
    }

    private static string Text(IReadOnlyList<int> shape) => $"({string.Join(", ", shape)})";
}

/// <summary>One tensor of a network, a file or both.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Expected">Its shape in the network; null where the network has none of that name.</param>
/// <param name="Found">Its shape in the file; null where the file has none of that name.</param>
/// <param name="Problem">What is wrong with it; null where nothing is.</param>
internal sealed record FitRow(string Name, string? Expected, string? Found, string? Problem);
