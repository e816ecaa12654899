using System;

namespace NetGen.Generator.Layers;

/// <summary>Rules for those who come from libraries that put channels first, or name them before the kernel.</summary>
internal static class ChannelOrder
{
    /// <summary>Grey, grey and opacity, colour, colour and opacity.</summary>
    private const int MostImageChannels = 4;

    private const int SmallestSide = 8;

    /// <summary>An image of one to four rows with many channels is mostly one of that many channels, given before its sides.</summary>
    public static void CheckInput(Shape input, AttributeReader reader)
    {
        if (LooksChannelsFirst(input))
        {
            reader.Remark(
                RuleId.ChannelsFirst,
                null,
                NumberText.Plain(input.Height),
                NumberText.Plain(input.Channels),
                Shape.Image(input.Width, input.Channels, input.Height).ToString());
        }
    }

    /// <summary>
    /// PyTorch's (in, out, kernel): as many filters as channels arrive, and a kernel that is a number of channels. Who writes three
    /// numbers and means filters, kernel size and strides has smaller kernels, or an odd one where strides are odd.
    /// </summary>
    public static void CheckConvolution(Conv2D layer, Shape input, LayerReader reader)
    {
        (int size, int strides) = (layer.Kernel.Height, layer.Strides.Height);
        bool isChannelCount = size >= SmallestSide || (size % 2 == 0 && strides % 2 == 1 && strides > 1);
        if (reader.Has("kernelSize") && reader.Has("strides") && layer.Filters == input.Channels && size > strides && isChannelCount)
        {
            reader.Remark(RuleId.ChannelsBeforeKernel, null, NumberText.Plain(layer.Filters), NumberText.Plain(size), NumberText.Plain(strides));
        }
    }

    /// <summary>A shape in words, with what its numbers mean where they seem to have been meant otherwise; empty where not.</summary>
    public static string Hint(Shape networkInput) => LooksChannelsFirst(networkInput) ? $", of an input of {networkInput} (height, width, channels)" : "";

    /// <summary>Signals of one or two rows exist; that they have as many channels as columns is no accident.</summary>
    private static bool LooksChannelsFirst(Shape input) =>
        input.IsImage
        && input.Height <= MostImageChannels
        && Math.Min(input.Width, input.Channels) >= SmallestSide
        && (input.Height < 3 ? input.Width == input.Channels : Math.Max(input.Width, input.Channels) <= 2L * Math.Min(input.Width, input.Channels));
}
