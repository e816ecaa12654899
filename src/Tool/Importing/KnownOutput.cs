using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Import;

namespace NetGen.Tool.Importing;

/// <summary>An input and what the network made of it elsewhere, both as files of numpy's.</summary>
/// <param name="Input">The file of inputs, as the network's own file takes them; several samples may lie one behind the other.</param>
/// <param name="Output">The file of outputs.</param>
internal sealed record KnownOutput(string Input, string Output)
{
    private const double Tolerance = 1e-4;

    /// <summary>Reads "input.npy=output.npy"; null where it is no such pair.</summary>
    public static KnownOutput? Parse(string text) =>
        text.Split('=') is [{ Length: > 0 } input, { Length: > 0 } output] ? new KnownOutput(input, output) : null;

    /// <summary>Computes the outputs and tells how far they are from those of the file.</summary>
    /// <returns>The sentence that says so, and whether the outputs are the same but for rounding.</returns>
    /// <exception cref="ToolException">The arrays have not the network's shapes.</exception>
    public (string Text, bool IsClose) Run(ImportedNetwork imported, INetwork network)
    {
        NpyFile input = NpyFile.Read(Input);
        NpyFile output = NpyFile.Read(Output);
        int count = input.Values.Length / network.Info.InputSize;
        float[] samples = AsImages(Input, input, network.Info.InputShape, imported.IsChannelsFirst, "input");
        float[] expected = AsImages(Output, output, network.Info.OutputShape, imported.IsChannelsFirst, "output");
        var got = new float[count * network.Info.OutputSize];
        if (got.Length != expected.Length)
        {
            throw new ToolException($"{Input} holds {count} samples and {Output} the outputs of {expected.Length / network.Info.OutputSize}.");
        }

        network.Predict(samples, got);
        double largest = expected.Max(value => Math.Abs((double)value));
        double difference = got.Zip(expected, (mine, known) => Math.Abs((double)mine - known)).Max();
        string text = string.Create(
            CultureInfo.InvariantCulture, $"{Output}: the largest difference is {difference:0.0e+0}, where the largest value is {largest:0.###}.");
        return (text, difference <= Tolerance * largest);
    }

    /// <summary>The values channels last, and as whole samples.</summary>
    private static float[] AsImages(string path, NpyFile array, IReadOnlyList<int> shape, bool isChannelsFirst, string what)
    {
        int[] sample = [.. array.Shape.Skip(1)];
        if (isChannelsFirst && shape is [int height, int width, int channels] && sample.SequenceEqual([channels, height, width]))
        {
            return ChannelsLast(array.Values, channels, height * width);
        }

        // A sample alone, and an image of one channel without it, say what is meant.
        bool isMeant = sample.SequenceEqual(shape) || array.Shape.SequenceEqual(shape) || (shape is [.., 1] && sample.SequenceEqual(shape.Take(shape.Count - 1)));
        return isMeant && array.Values.Length > 0
            ? array.Values
            : throw new ToolException(
                $"{path} has the shape ({string.Join(", ", array.Shape)}); "
                    + $"the network's {what} is ({string.Join(", ", isChannelsFirst && shape.Count == 3 ? [shape[2], shape[0], shape[1]] : shape)}), behind a number of samples.");
    }

    private static float[] ChannelsLast(float[] values, int channels, int pixels)
    {
        var moved = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            (int sample, int place) = Math.DivRem(i, channels * pixels);
            (int channel, int pixel) = Math.DivRem(place, pixels);
            moved[(((sample * pixels) + pixel) * channels) + channel] = values[i];
        }

        return moved;
    }
}
