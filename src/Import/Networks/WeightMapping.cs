using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Import.Files;

namespace NetGen.Import;

/// <summary>Which tensors of a file a network's parameters were taken from.</summary>
public sealed class WeightMapping
{
    private readonly string _source;
    private readonly IReadOnlyList<Networks.AssignedTensor> _tensors;

    internal WeightMapping(string source, string format, IReadOnlyList<Networks.AssignedTensor> tensors, IReadOnlyList<string> differences)
    {
        _source = source;
        Format = format;
        _tensors = tensors;
        Differences = differences;
    }

    /// <summary>What wrote the file, as far as it says so.</summary>
    public string Format { get; }

    /// <summary>The network's parameters in order, each with the name of its tensor in the file.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Sources => [.. _tensors.Select(tensor => KeyValuePair.Create(tensor.Parameter, tensor.Source))];

    /// <summary>
    /// In what else than weights the network differs from the one of the file, a sentence for each: "'batch_normalization' has the epsilon 0.001, and the file's 'bn1' 1E-05." Empty where
    /// nothing does, and for files that do not describe a network that NetGen has (weights alone, PyTorch's).
    /// </summary>
    public IReadOnlyList<string> Differences { get; }

    /// <summary>A line for each parameter: "conv2d/kernel (3, 3, 1, 8) from conv1.weight (8, 1, 3, 3)"; and one for each difference.</summary>
    public override string ToString()
    {
        IEnumerable<string> lines = _tensors.Select(tensor =>
            $"{tensor.Parameter} {Shape(tensor.Shape)} from {FileText.Of(tensor.Source)} {Shape(tensor.SourceShape)}"
            + (tensor.IsFlattenedImage ? ", in the order of flattened (height, width, channels)" : ""));
        string count = _tensors.Count.ToString(CultureInfo.InvariantCulture);
        return string.Join('\n', [$"{count} parameters loaded from {FileText.Of(_source)} ({Format})", .. lines, .. Differences]);
    }

    private static string Shape(IReadOnlyList<int> sizes) => $"({string.Join(", ", sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)))})";
}
