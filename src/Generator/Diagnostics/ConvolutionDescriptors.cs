using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics;

/// <summary>Rules about the ways in which convolutions join channels and are computed.</summary>
internal static class ConvolutionDescriptors
{
    public static readonly DiagnosticDescriptor GroupsOfFilters = Descriptor.Blocking(
        RuleId.GroupsOfFilters,
        "Groups must divide the filters",
        "{0} filters of Conv2D do not fall into {1} groups of equally many; Groups must divide the number of filters");

    public static readonly DiagnosticDescriptor OutputPadding = Descriptor.Blocking(
        RuleId.OutputPadding,
        "An output padding must be below the strides",
        "{0} of Conv2DTranspose is {1}; it must be at least 0 and below the strides, {2}");

    public static readonly DiagnosticDescriptor OutputPaddingOfEvenKernel = Descriptor.Blocking(
        RuleId.OutputPaddingOfEvenKernel,
        "No output padding of 0 for an even kernel under 'same' padding",
        "A kernel over {0} pixels, an even number, with Padding.Same and {1} = 0 gives other sizes with each of Keras's backends; {1} must be left out or at least 1");

    public static readonly DiagnosticDescriptor NoWinograd = Descriptor.Blocking(
        RuleId.NoWinograd,
        "Winograd's algorithm computes kernels of 3x3 and 5x5 alone",
        "Convolution.Winograd computes kernels of 3x3 and 5x5 at strides of 1x1 with a dilation of 1x1 in 1 group; given are {0}, {1}, {2} and {3}");

    public static readonly DiagnosticDescriptor GroupsOfChannels = Descriptor.Blocking(
        RuleId.GroupsOfChannels,
        "Groups must divide the channels",
        "{0} channels arrive at Conv2D, which do not fall into {1} groups of equally many; Groups must divide their number");
}
