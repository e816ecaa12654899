using Microsoft.CodeAnalysis;

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
}
