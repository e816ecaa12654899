using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NetGen.Tool.Weights;

/// <summary>What a safetensors file says it holds. Values are not read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Tensors">Its tensors, in the order of their values.</param>
internal sealed record WeightFile(string Path, IReadOnlyList<TensorEntry> Tensors)
{
    /// <summary>The file's name.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Bytes of all values.</summary>
    public long Bytes => Tensors.Sum(tensor => tensor.End - tensor.Begin);

    /// <summary>Reads a file's header.</summary>
    /// <exception cref="InvalidDataException">It is no safetensors file, or its values are cut short or go on beyond their end.</exception>
    public static WeightFile Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        List<TensorEntry> read = SafeTensors.ReadTensors(stream, path);
        TensorEntry[] tensors = [.. read.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.Name, StringComparer.Ordinal)];
        long expected = tensors.Length == 0 ? 0 : tensors[^1].End;
        long there = stream.Length - stream.Position;
        return there == expected
            ? new WeightFile(path, tensors)
            : throw new InvalidDataException(there < expected
                ? FormattableString.Invariant($"{path} is cut short: its tensors have {expected} bytes, {there} are there.")
                : FormattableString.Invariant($"{path} goes on after the {expected} bytes of its tensors: {there} are there."));
    }

    /// <summary>Number of values of a tensor; as a decimal, since a file may claim any.</summary>
    public static decimal Count(TensorEntry tensor)
    {
        decimal count = 1;
        foreach (long side in tensor.Shape)
        {
            count = count > long.MaxValue ? count : count * side;
        }

        return count;
    }
}
