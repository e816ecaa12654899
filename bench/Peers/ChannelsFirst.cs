using System;

namespace NetGen.Bench.Peers;

/// <summary>From the layouts of Keras and NetGen (channels last) to those of the peers (channels first).</summary>
internal static class ChannelsFirst
{
    /// <summary>Images (N, H, W, C) to (N, C, H, W), mirrored on both axes where that is wanted; vectors stay as they are.</summary>
    public static float[] Samples(float[] samples, int[] shape, bool mirrored = false)
    {
        if (shape.Length == 1)
        {
            return samples;
        }

        int pixels = shape[0] * shape[1];
        int channels = shape[2];
        var result = new float[samples.Length];
        for (int first = 0; first < samples.Length; first += pixels * channels)
        {
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                int place = mirrored ? pixels - 1 - pixel : pixel;
                for (int channel = 0; channel < channels; channel++)
                {
                    result[first + (channel * pixels) + place] = samples[first + (pixel * channels) + channel];
                }
            }
        }

        return result;
    }

    /// <summary>
    /// A shape of Keras's as the peers have it: (kh, kw, a, b) as (b, a, kh, kw), a depthwise kernel's as (c, 1, kh, kw), (in, out) as (out, in).
    /// </summary>
    public static int[] Shape(Parameter parameter) => (parameter.Node.Operation, parameter.Shape) switch
    {
        (DepthwiseConvolution, [int height, int width, int channels, _]) => [channels, 1, height, width],
        (_, [int height, int width, int a, int b]) => [b, a, height, width],
        (_, [int inputs, int outputs]) => [outputs, inputs],
        (_, int[] vector) => vector,
    };

    /// <summary>A parameter's values out of a flat block of Keras's layouts.</summary>
    public static float[] Values(Parameter parameter, ReadOnlySpan<float> weights, bool mirrored = false)
    {
        var result = new float[parameter.Size];
        for (int index = 0; index < result.Length; index++)
        {
            result[Place(parameter, index, mirrored)] = weights[parameter.Offset + index];
        }

        return result;
    }

    /// <summary>The reverse of <see cref="Values"/>: writes values of the peers' layout into a flat block of Keras's.</summary>
    public static void ReadValues(Parameter parameter, ReadOnlySpan<float> values, Span<float> weights, bool mirrored = false)
    {
        for (int index = 0; index < values.Length; index++)
        {
            weights[parameter.Offset + index] = values[Place(parameter, index, mirrored)];
        }
    }

    /// <summary>Where the peers keep the value that Keras keeps at <paramref name="index"/> of the parameter.</summary>
    private static int Place(Parameter parameter, int index, bool mirrored)
    {
        int[] shape = parameter.Shape;
        int output = index % shape[^1];
        int input = index / shape[^1];
        if (shape.Length == 4)
        {
            int taps = shape[0] * shape[1];
            int channel = input % shape[2];
            int tap = input / shape[2];
            return (((output * shape[2]) + channel) * taps) + (mirrored ? taps - 1 - tap : tap);
        }

        if (parameter.Role == Role.Kernel && parameter.Node.Input is { Operation: Flattening } flattening)
        {
            // Behind a flattening the rows are pixels with the channel fastest here, and with the channel slowest there.
            int[] image = flattening.Input.Shape;
            int channel = input % image[2];
            int pixel = input / image[2];
            input = (channel * image[0] * image[1]) + pixel;
        }

        return shape.Length == 2 ? (output * shape[0]) + input : index;
    }
}
