using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics;

/// <summary>Rules about a layer's arguments.</summary>
internal static class HyperparameterDescriptors
{
    public static readonly DiagnosticDescriptor BelowOne = new(
        RuleId.BelowOne,
        "A size must be at least 1",
        "{0} of {1} is {2}; it must be at least 1",
        Category.Hyperparameters,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.BelowOne),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor EvenKernel = new(
        RuleId.EvenKernel,
        "An even kernel has no centre for 'same' padding",
        "An even kernel has no centre, and Padding.Same pads (size - 1) / 2 pixels on each side; the size must be odd, or the padding Padding.Valid; {0} is {1}",
        Category.Hyperparameters,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.EvenKernel));

    public static readonly DiagnosticDescriptor StridesWithDilation = new(
        RuleId.StridesWithDilation,
        "Strides and dilation exclude each other",
        "Strides above 1 cannot be combined with dilation above 1; one of them must be 1; given are strides {0} and dilation {1}",
        Category.Hyperparameters,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.StridesWithDilation),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor DropoutRate = new(
        RuleId.DropoutRate,
        "A dropout rate must lie in [0, 1)",
        "{0} of {1} is {2}; it must be at least 0 and below 1{3}",
        Category.Hyperparameters,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.DropoutRate),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NegativePenalty = new(
        RuleId.NegativePenalty,
        "A penalty must not be negative",
        "{0} of {1} is {2}; it must be {3}",
        Category.Hyperparameters,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.NegativePenalty),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor WithoutEffect = new(
        RuleId.WithoutEffect,
        "This argument has no effect",
        "{0} has no effect: {1}; given is {2}",
        Category.Hyperparameters,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.WithoutEffect));

    public static readonly DiagnosticDescriptor SoftmaxOverOneValue = new(
        RuleId.SoftmaxOverOneValue,
        "Softmax over one value is always 1",
        "Softmax over one value is always 1; it needs at least 2 values, and a single probability needs Activation.Sigmoid; given is {0}",
        Category.Hyperparameters,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.SoftmaxOverOneValue),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor HiddenSaturation = new(
        RuleId.HiddenSaturation,
        "Softmax and sigmoid belong to the output",
        "{0} in a hidden layer saturates, and little gradient comes through; hidden layers should use Activation.ReLU or its kin; {1} is followed by further layers",
        Category.Hyperparameters,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.HiddenSaturation));

    public static readonly DiagnosticDescriptor ActivationOnShapeLayer = new(
        RuleId.ActivationOnShapeLayer,
        "This layer has no activation",
        "{0} has no activation; it must stand on the layer before or be a layer of its own, [Activation(...)]",
        Category.Hyperparameters,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.ActivationOnShapeLayer),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor StrideBeyondWindow = new(
        RuleId.StrideBeyondWindow,
        "A window skips pixels",
        "{0} skips {1} rows and {2} columns that no window sees; strides should not be larger than the window; given are strides {4} and a window of {3}",
        Category.Hyperparameters,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.StrideBeyondWindow));

    public static readonly DiagnosticDescriptor PoolDropsCells = new(
        RuleId.PoolDropsCells,
        "Pooling drops rows or columns",
        "{0} drops {1} rows and {2} columns that fill no window: {3} -> {4}; Padding.Same would keep them",
        Category.Hyperparameters,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.PoolDropsCells));

    public static readonly DiagnosticDescriptor DropoutAtTheEnd = new(
        RuleId.DropoutAtTheEnd,
        "Dropout after the last layer",
        "Dropout after the last layer sets outputs to zero in training; it should stand before a layer with weights",
        Category.Hyperparameters,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.DropoutAtTheEnd));

    public static readonly DiagnosticDescriptor UndefinedMember = new(
        RuleId.UndefinedMember,
        "Not a member of the enum",
        "{0} of {1} is ({2}){3}; it must be a member of {2}",
        Category.Hyperparameters,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.UndefinedMember),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NumberOutOfRange = new(
        RuleId.NumberOutOfRange,
        "A number is out of range",
        "{0} of {1} is {2}; it must be {3}",
        Category.Hyperparameters,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.NumberOutOfRange),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor OrthogonalBias = new(
        RuleId.OrthogonalBias,
        "A bias cannot be orthogonal",
        "Initializer.Orthogonal makes matrices, and a bias is a vector; BiasInitializer must be another one",
        Category.Hyperparameters,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.OrthogonalBias),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NegativeNorm = new(
        RuleId.NegativeNorm,
        "A largest norm must not be negative",
        "{0} of {1} is {2}; it must be {3}",
        Category.Hyperparameters,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.NegativeNorm),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor OutsideUnitInterval = new(
        RuleId.OutsideUnitInterval,
        "This number must lie in [0, 1]",
        "{0} of {1} is {2}; it must be at least 0 and at most 1{3}",
        Category.Hyperparameters,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.OutsideUnitInterval),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor AugmentationNeedsNoGradient = new(
        RuleId.AugmentationNeedsNoGradient,
        "Augmentation stands before the first layer with weights",
        "{0} lets no gradient through; it must stand before the first layer with weights, in a network without InputGradient; given is {1}",
        Category.Hyperparameters,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.AugmentationNeedsNoGradient),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NoKernelSize = new(
        RuleId.NoKernelSize,
        "A convolution needs the size of its kernel",
        "Conv2D has no kernel {0}; kernelSize must be given, or KernelHeight and KernelWidth",
        Category.Hyperparameters,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.NoKernelSize),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor IntegerDivision = new(
        RuleId.IntegerDivision,
        "A division of whole numbers loses its fraction",
        "{0} is {1}, for both numbers are whole; a fraction is written {2}",
        Category.Hyperparameters,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.IntegerDivision),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor LinearStack = new(
        RuleId.LinearStack,
        "Linear layers in a row are one",
        "{0} has no activation, and {1} follows; two linear maps in a row are one, and a hidden layer should have Activation.ReLU or its kin",
        Category.Hyperparameters,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.LinearStack));

    public static readonly DiagnosticDescriptor ZeroKernel = new(
        RuleId.ZeroKernel,
        "A hidden kernel starts with zeros",
        "A kernel of zeros {0}; hidden layers need an initializer that draws; given is {1}",
        Category.Hyperparameters,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.ZeroKernel));

    public static readonly DiagnosticDescriptor SquashedTwice = new(
        RuleId.SquashedTwice,
        "Softmax or sigmoid over probabilities",
        "{0} over {1} squashes values that lie between 0 and 1 already, and nothing above {2} comes out; one of the two should go",
        Category.Hyperparameters,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.SquashedTwice));

    public static readonly DiagnosticDescriptor SoftmaxPerPixel = new(
        RuleId.SoftmaxPerPixel,
        "Softmax over the channels of each pixel",
        "Softmax runs over the channels, and each of {0} pixels has probabilities of its own; for one class per image, [Flatten] and a Dense layer must come before it",
        Category.Hyperparameters,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.SoftmaxPerPixel));

    public static readonly DiagnosticDescriptor RescaledTwice = new(
        RuleId.RescaledTwice,
        "Rescaled twice",
        "Two Rescaling layers in a row are one, x * {0} + {1}; pixels should be rescaled once; given are {2} and {3}",
        Category.Hyperparameters,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.RescaledTwice));

    public static readonly DiagnosticDescriptor RescalingBehindWeights = new(
        RuleId.RescalingBehindWeights,
        "Rescaling behind weights",
        "Rescaling behind {0} scales what the network has computed and no pixels; for these it must stand before the first layer with weights",
        Category.Hyperparameters,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.RescalingBehindWeights));

    public static readonly DiagnosticDescriptor ContrastLimits = new(
        RuleId.ContrastLimits,
        "Contrast is cut off where no pixel is",
        "RandomContrast cuts off at 0 and 255, and Rescaling makes {0} to {1} of such pixels before it; MinValue and MaxValue should say so",
        Category.Hyperparameters,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.ContrastLimits));

    public static readonly DiagnosticDescriptor NoOutputLayer = new(
        RuleId.NoOutputLayer,
        "The network has no output layer",
        "The network ends in {0}, with {1} values that are features and no answer; [Flatten] and a Dense layer with one unit per class or value should follow",
        Category.Hyperparameters,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.NoOutputLayer));
}
