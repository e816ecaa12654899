using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NetGen;

/// <summary>The way from a file into a network: everything is checked and read before the first value changes, and all values change at once.</summary>
internal static class WeightLoading
{
    /// <summary>Loads a file that is the network's own.</summary>
    /// <exception cref="InvalidDataException">The content is no valid safetensors, or not the parameters of this network.</exception>
    public static void Exact(Stream stream, NetworkParameters parameters, string source)
    {
        List<TensorEntry> tensors = SafeTensors.ReadTensors(stream, source);
        Read(stream, tensors, TensorMatch.Exact(tensors, parameters, source), parameters, source);
    }

    /// <summary>Loads what lies in memory as a file has it, without a copy of it.</summary>
    /// <exception cref="InvalidDataException">The content is no valid safetensors, or not the parameters of this network.</exception>
    public static unsafe void Mapped(UnmanagedMemoryStream stream, NetworkParameters parameters, string source)
    {
        List<TensorEntry> tensors = SafeTensors.ReadTensors(stream, source);
        List<TensorMatch> matches = TensorMatch.Exact(tensors, parameters, source);
        if (!matches.TrueForAll(match => TensorElements.AreAllSingle(match.Tensor.DataType)))
        {
            Read(stream, tensors, matches, parameters, source);
            return;
        }

        long length = SafeTensors.LengthOf(tensors);
        long left = stream.Length - stream.Position;
        SafeTensors.CheckLength(left, length, isMore: left > length, source);
        using (parameters.BeginChange())
        {
            foreach (TensorMatch match in matches)
            {
                int bytes = checked((int)(match.Tensor.End - match.Tensor.Begin));
                var data = new ReadOnlySpan<byte>(stream.PositionPointer + match.Tensor.Begin, bytes);
                TensorElements.Read(match.Tensor.DataType, data, parameters.MutableValues.Slice(match.Parameter.Offset, match.Parameter.Size));
            }
        }
    }

    /// <summary>Loads what options choose.</summary>
    /// <exception cref="ArgumentException">The options do not fit the network.</exception>
    /// <exception cref="InvalidDataException">The content is no valid safetensors, or not what the options want.</exception>
    public static LoadReport Chosen(Stream stream, INetwork network, LoadOptions options, string source)
    {
        List<TensorEntry> tensors = SafeTensors.ReadTensors(stream, source);
        (List<TensorMatch> matches, LoadReport report) = TensorChoice.Of(tensors, network, options, source);
        Read(stream, tensors, matches, network.Parameters, source);
        return report;
    }

    private static void Read(Stream stream, List<TensorEntry> tensors, List<TensorMatch> matches, NetworkParameters parameters, string source)
    {
        float[] values = new float[parameters.Values.Length];
        SafeTensors.ReadValues(stream, tensors, matches.ToDictionary(match => match.Tensor, match => match.Parameter), values, source);
        parameters.Update((values, matches), static (loaded, block) =>
        {
            foreach (ParameterInfo parameter in loaded.matches.Select(match => match.Parameter))
            {
                loaded.values.AsSpan(parameter.Offset, parameter.Size).CopyTo(block[parameter.Offset..]);
            }
        });
    }
}
