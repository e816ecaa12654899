using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics;

/// <summary>Rules about what flows between layers.</summary>
internal static class ShapeDescriptors
{
    public static readonly DiagnosticDescriptor InputBelowOne = Descriptor.Blocking(
        RuleId.InputBelowOne,
        "An input's dimension must be at least 1",
        "The input's {0} is {2}; it must be at least 1");

    public static readonly DiagnosticDescriptor UnusedCells = Descriptor.Warning(
        RuleId.UnusedCells,
        "Cells of a window never lie on a pixel",
        "The window of {0} is {1}, and {2} arrives here; {3} of its {4} cells never lie on a pixel, wherever it stands: it should be smaller");

    public static readonly DiagnosticDescriptor NoOutput = Descriptor.Blocking(
        RuleId.NoOutput,
        "An output has no cells",
        "The window of {0} is {1}, and {2} arrives here{4}; not one window fits, and the smallest input of the network that works is {3}");

    public static readonly DiagnosticDescriptor ImageLayerOnVector = Descriptor.Blocking(
        RuleId.ImageLayerOnVector,
        "This layer needs an image",
        "{0} needs an image (height, width, channels); {1} arrives here");

    public static readonly DiagnosticDescriptor DenseOnImage = Descriptor.Blocking(
        RuleId.DenseOnImage,
        "Dense needs a vector",
        "Dense needs a vector; {0} arrives here: [Flatten] must stand before it");

    public static readonly DiagnosticDescriptor FlattenOnVector = Descriptor.Warning(
        RuleId.FlattenOnVector,
        "Nothing to flatten",
        "Flatten has nothing to do; it takes an image; a vector of {0} values arrives here");

    public static readonly DiagnosticDescriptor TooManyValues = Descriptor.Blocking(
        RuleId.TooManyValues,
        "Too many values",
        "{0} has too many values; {2} are the most that fit; given is {1}");

    public static readonly DiagnosticDescriptor ChannelsFirst = Descriptor.Warning(
        RuleId.ChannelsFirst,
        "An input with its channels first",
        "An input of {0} rows and {1} channels is meant with its channels first; the order is (height, width, channels), here {2}");

    public static readonly DiagnosticDescriptor ChannelsBeforeKernel = Descriptor.Warning(
        RuleId.ChannelsBeforeKernel,
        "The arguments of a convolution are in PyTorch's order",
        "Conv2D({0}, {1}, {2}) has {0} filters of {1}x{1} at strides of {2}, and {0} channels arrive here; the order is filters, kernel size, strides, and "
            + "(in, out, kernel) is written Conv2D({1}, {2})");

    public static readonly DiagnosticDescriptor ReshapedSizes = Descriptor.Blocking(
        RuleId.ReshapedSizes,
        "A reshape must keep all values",
        "Reshape makes {0} of {1} values, and {2} arrives here, which has {3}; no value may be lost or added");

    public static readonly DiagnosticDescriptor PermutedAxes = Descriptor.Blocking(
        RuleId.PermutedAxes,
        "A permutation must name all axes",
        "Permute names {0} axes, and {1} arrives here, with {2}; each axis must be named once");

    public static readonly DiagnosticDescriptor SharedAxisOutOfRange = Descriptor.Blocking(
        RuleId.SharedAxisOutOfRange,
        "Slopes cannot be shared along this axis",
        "PReLU cannot share slopes along the axis {0}; it must be from 1 to {1}, for {2} arrives here and 0 would be the batch");

    public static readonly DiagnosticDescriptor NothingLeft = Descriptor.Blocking(
        RuleId.NothingLeft,
        "A cropping leaves nothing",
        "{0} cuts off all rows or columns; it must leave at least one of each; given is a cropping of {1}, and {2} arrives here");

    public static readonly DiagnosticDescriptor ShapesDoNotFit = Descriptor.Blocking(
        RuleId.ShapesDoNotFit,
        "Shapes cannot be merged",
        "{0} cannot join '{1}', {2}, with '{3}', {4}; each size must be equal to its counterpart or 1, counted from the right{5}");

    public static readonly DiagnosticDescriptor AxisOutOfRange = Descriptor.Blocking(
        RuleId.AxisOutOfRange,
        "Nothing can be joined along this axis",
        "Concatenate cannot join along the axis {0}; it must be {1}{2}");

    public static readonly DiagnosticDescriptor SizesDiffer = Descriptor.Blocking(
        RuleId.SizesDiffer,
        "Shapes cannot be concatenated",
        "{0} cannot join '{1}', {2}, with '{3}', {4}, along the {5}; all other sizes must be equal{6}");

    public static readonly DiagnosticDescriptor NormalizedAxis = Descriptor.Blocking(
        RuleId.NormalizedAxis,
        "An axis that cannot be normalized",
        "LayerNormalization cannot take axis {0}: {1}; {2}");

    public static readonly DiagnosticDescriptor GroupsDoNotDivide = Descriptor.Blocking(
        RuleId.GroupsDoNotDivide,
        "The groups do not divide the channels",
        "GroupNormalization has {0} groups, and {1} arrives here; they must divide the {2} channels: the nearest number is {3}");
}
