using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NetGen;

/// <summary>A tensor of a file that a parameter takes.</summary>
/// <param name="Tensor">The tensor, whose type is one that is read.</param>
/// <param name="Parameter">The parameter, of the same shape.</param>
internal sealed record TensorMatch(TensorEntry Tensor, ParameterInfo Parameter)
{
    /// <summary>The tensor of a file that is the network's own: every parameter has its tensor, and no tensor is left.</summary>
    /// <exception cref="InvalidDataException">They differ, in names, in shapes or in types.</exception>
    public static List<TensorMatch> Exact(List<TensorEntry> tensors, NetworkParameters parameters, string source)
    {
        var expected = parameters.ToDictionary(parameter => parameter.Info.Name, parameter => parameter.Info, System.StringComparer.Ordinal);
        string[] missing = [.. expected.Keys.Except(tensors.Select(tensor => tensor.Name))];
        string[] extra = [.. tensors.Select(tensor => tensor.Name).Except(expected.Keys)];
        if (missing.Length > 0 || extra.Length > 0)
        {
            string lacks = missing.Length > 0 ? $" It lacks {ForeignText.List(missing)}." : "";
            string unknown = extra.Length > 0 ? $" It has {ForeignText.List(extra)}, which the network has not." : "";
            throw new InvalidDataException($"{source} does not belong to this network.{lacks}{unknown}");
        }

        List<TensorMatch> matches = [.. tensors.Select(tensor => new TensorMatch(tensor, expected[tensor.Name]))];
        foreach (TensorMatch match in matches)
        {
            match.CheckType(source);
            if (!match.HasSameShape)
            {
                throw new InvalidDataException(
                    $"{source} has '{ForeignText.Show(match.Tensor.Name)}' of shape {match.Tensor.ShapeText}; the network's is ({string.Join(", ", match.Parameter.Shape)}).");
            }

            match.CheckLength(source);
        }

        return matches;
    }

    /// <summary>Whether the tensor has the parameter's shape.</summary>
    public bool HasSameShape => Tensor.Shape.SequenceEqual(Parameter.Shape.Select(side => (long)side));

    /// <summary>Checks that the tensor's numbers can be read, and that there are as many bytes of them as its shape wants.</summary>
    /// <exception cref="InvalidDataException">They cannot.</exception>
    public void CheckStorage(string source)
    {
        CheckType(source);
        CheckLength(source);
    }

    private void CheckType(string source)
    {
        if (TensorElements.SizeOf(Tensor.DataType) == 0)
        {
            throw new InvalidDataException($"{source} has '{ForeignText.Show(Tensor.Name)}' in {ForeignText.Show(Tensor.DataType)}; only {TensorElements.Known} are read.");
        }
    }

    private void CheckLength(string source)
    {
        long length = (long)Parameter.Size * TensorElements.SizeOf(Tensor.DataType);
        if (Tensor.End - Tensor.Begin != length)
        {
            throw new InvalidDataException(
                $"{source} gives '{ForeignText.Show(Tensor.Name)}' {Tensor.End - Tensor.Begin} bytes; {Tensor.DataType} of shape {Tensor.ShapeText} has {length}.");
        }
    }
}
