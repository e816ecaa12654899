using System;

namespace NetGen.Bench.Peers;

/// <summary>From the layouts of Keras and NetGen (channels last) to those of the peers (channels first).</summary>
internal static class ChannelsFirst
{
    /// <summary>Images (N, H, W, C) to (N, C, H, W); vectors stay as they are.</summary>
    public static float[] Samples(float[] samples, int[] shape)
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
                for (int channel = 0; channel < channels; channel++)
                {
                    result[first + (channel * pixels) + pixel] = samples[first + (pixel * channels) + channel];
                }
            }
        }

        return result;
    }

    /// <summary>The kernel of a stage: (kh, kw, in, out) to (out, in, kh, kw), (in, out) to (out, in).</summary>
    public static float[] Kernel(WeightedStage stage, ReadOnlySpan<float> weights)
    {
        var result = new float[stage.KernelSize];
        for (int index = 0; index < result.Length; index++)
        {
            result[Place(stage, index)] = weights[stage.KernelOffset + index];
        }

        return result;
    }

    /// <summary>The reverse of <see cref="Kernel"/>: writes a kernel of the peers' layout into a flat block of Keras's.</summary>
    public static void ReadKernel(WeightedStage stage, ReadOnlySpan<float> kernel, Span<float> weights)
    {
        for (int index = 0; index < kernel.Length; index++)
        {
            weights[stage.KernelOffset + index] = kernel[Place(stage, index)];
        }
    }

    /// <summary>Where the peers keep the value that Keras keeps at <paramref name="index"/> of the kernel.</summary>
    private static int Place(WeightedStage stage, int index)
    {
        int output = index % stage.Outputs;
        int input = index / stage.Outputs;
        if (stage.Stage is Convolution convolution)
        {
            int channels = stage.Input[2];
            int channel = input % channels;
            int tap = input / channels;
            return (((output * channels) + channel) * convolution.Kernel * convolution.Kernel) + tap;
        }

        if (stage.Image is { } image)
        {
            // Behind a flattening the rows are pixels with the channel fastest here, and with the channel slowest there.
            int channel = input % image[2];
            int pixel = input / image[2];
            input = (channel * image[0] * image[1]) + pixel;
        }

        return (output * stage.Inputs) + input;
    }
}
