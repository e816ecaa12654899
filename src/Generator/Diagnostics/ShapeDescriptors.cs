using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics;

/// <summary>Rules about what flows between layers.</summary>
internal static class ShapeDescriptors
{
    public static readonly DiagnosticDescriptor InputBelowOne = new(
        RuleId.InputBelowOne,
        "An input's dimension must be at least 1",
        "The input's {0} is {2}; it must be at least 1",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.InputBelowOne),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnusedCells = new(
        RuleId.UnusedCells,
        "Cells of a window never lie on a pixel",
        "The window of {0} is {1}, and {2} arrives here; {3} of its {4} cells never lie on a pixel, wherever it stands: it should be smaller",
        Category.Shapes,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.UnusedCells));

    public static readonly DiagnosticDescriptor NoOutput = new(
        RuleId.NoOutput,
        "An output has no cells",
        "The window of {0} is {1}, and {2} arrives here{4}; not one window fits, and the smallest input of the network that works is {3}",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.NoOutput),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor ImageLayerOnVector = new(
        RuleId.ImageLayerOnVector,
        "This layer needs an image",
        "{0} needs an image (height, width, channels); a vector of {1} values arrives here",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.ImageLayerOnVector),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor DenseOnImage = new(
        RuleId.DenseOnImage,
        "Dense needs a vector",
        "Dense needs a vector; an image of {0} arrives here: [Flatten] must stand before it",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.DenseOnImage),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor FlattenOnVector = new(
        RuleId.FlattenOnVector,
        "Nothing to flatten",
        "Flatten has nothing to do; it takes an image; a vector of {0} values arrives here",
        Category.Shapes,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.FlattenOnVector));

    public static readonly DiagnosticDescriptor TooManyValues = new(
        RuleId.TooManyValues,
        "Too many values",
        "{0} has too many values; {2} are the most that fit; given is {1}",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.TooManyValues),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor ChannelsFirst = new(
        RuleId.ChannelsFirst,
        "An input with its channels first",
        "An input of {0} rows and {1} channels is meant with its channels first; the order is (height, width, channels), here {2}",
        Category.Shapes,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.ChannelsFirst));

    public static readonly DiagnosticDescriptor ChannelsBeforeKernel = new(
        RuleId.ChannelsBeforeKernel,
        "The arguments of a convolution are in PyTorch's order",
        "Conv2D({0}, {1}, {2}) has {0} filters of {1}x{1} at strides of {2}, and {0} channels arrive here; the order is filters, kernel size, strides, and (in, out, kernel) is written Conv2D({1}, {2})",
        Category.Shapes,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.ChannelsBeforeKernel));
}
