using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics;

/// <summary>Rules about a layer's arguments.</summary>
internal static class HyperparameterDescriptors
{
    public static readonly DiagnosticDescriptor BelowOne = Descriptor.Blocking(
        RuleId.BelowOne,
        "A size must be at least 1",
        "{0} of {1} is {2}; it must be at least 1");

    public static readonly DiagnosticDescriptor EvenKernel = Descriptor.Error(
        RuleId.EvenKernel,
        "An even kernel has no centre for 'same' padding",
        "An even kernel has no centre, and Padding.Same pads (size - 1) / 2 pixels on each side; the size must be odd, or the padding Padding.Valid; {0} is {1}");

    public static readonly DiagnosticDescriptor StridesWithDilation = Descriptor.Blocking(
        RuleId.StridesWithDilation,
        "Strides and dilation exclude each other",
        "Strides above 1 cannot be combined with dilation above 1; one of them must be 1; given are strides {0} and dilation {1}");

    public static readonly DiagnosticDescriptor DropoutRate = Descriptor.Blocking(
        RuleId.DropoutRate,
        "A dropout rate must lie in [0, 1)",
        "{0} of {1} is {2}; it must be at least 0 and below 1{3}");

    public static readonly DiagnosticDescriptor NegativePenalty = Descriptor.Blocking(
        RuleId.NegativePenalty,
        "A penalty must not be negative",
        "{0} of {1} is {2}; it must be {3}");

    public static readonly DiagnosticDescriptor NegativeBorder = Descriptor.Blocking(
        RuleId.NegativeBorder,
        "Rows and columns at a side must not be negative",
        "{0} of {1} is {2}; it must be at least 0{3}");

    public static readonly DiagnosticDescriptor PaddedTwice = Descriptor.Blocking(
        RuleId.PaddedTwice,
        "Padding.Same and padding by number exclude each other",
        "{0} has both Padding.Same and {1}; one of them must go: Padding.Same counts its padding itself");

    public static readonly DiagnosticDescriptor WindowOfPadding = Descriptor.Blocking(
        RuleId.WindowOfPadding,
        "A window must hold a pixel",
        "{0} has windows that hold padding alone; every window must hold a pixel; given are windows of {1} and a padding of {2}");

    public static readonly DiagnosticDescriptor TargetShape = Descriptor.Blocking(
        RuleId.TargetShape,
        "A size of a reshape is none",
        "{0} of Reshape is {1}; {2}");

    public static readonly DiagnosticDescriptor NoPermutation = Descriptor.Blocking(
        RuleId.NoPermutation,
        "An order of axes must name each once",
        "Permute has the axes {0}; each from 1 to {1} must be named once, for they are counted from 1");

    public static readonly DiagnosticDescriptor SlopeForEachValue = Descriptor.Remark(
        RuleId.SlopeForEachValue,
        "PReLU has a slope for every value of an image",
        "PReLU learns {0} slopes, one for every value of the image; SharedAxes = new[] {{ 1, 2 }} makes them {1}, one for each channel");

    public static readonly DiagnosticDescriptor NothingPasses = Descriptor.Warning(
        RuleId.NothingPasses,
        "No value passes a rectifier",
        "MaxValue of ReLU is {0}, and Threshold is {1}; no value passes unchanged, for it would have to lie between the two");

    public static readonly DiagnosticDescriptor WithoutEffect = Descriptor.Warning(
        RuleId.WithoutEffect,
        "This argument has no effect",
        "{0} has no effect: {1}; given is {2}");

    public static readonly DiagnosticDescriptor SoftmaxOverOneValue = Descriptor.Blocking(
        RuleId.SoftmaxOverOneValue,
        "Softmax over one value is always 1",
        "{0} over one value is always {1}; it needs at least 2 values, and a single probability needs Activation.Sigmoid; given is {2}");

    public static readonly DiagnosticDescriptor HiddenSaturation = Descriptor.Warning(
        RuleId.HiddenSaturation,
        "Softmax and sigmoid belong to the output",
        "{0} in a hidden layer saturates, and little gradient comes through; hidden layers should use Activation.ReLU or its kin; {1} is followed by further layers");

    public static readonly DiagnosticDescriptor ActivationOnShapeLayer = Descriptor.Blocking(
        RuleId.ActivationOnShapeLayer,
        "This layer has no activation",
        "{0} has no activation; it must stand on the layer before or be a layer of its own, [Activation(...)]");

    public static readonly DiagnosticDescriptor StrideBeyondWindow = Descriptor.Warning(
        RuleId.StrideBeyondWindow,
        "A window skips pixels",
        "{0} skips {1} rows and {2} columns that no window sees; strides should not be larger than the window; given are strides {4} and a window of {3}");

    public static readonly DiagnosticDescriptor PoolDropsCells = Descriptor.Remark(
        RuleId.PoolDropsCells,
        "Pooling drops rows or columns",
        "{0} drops {1} rows and {2} columns that fill no window: {3} -> {4}; Padding.Same would keep them");

    public static readonly DiagnosticDescriptor DropoutAtTheEnd = Descriptor.Warning(
        RuleId.DropoutAtTheEnd,
        "Dropout after the last layer",
        "Dropout after the last layer {0} in training; it should stand before a layer with weights");

    public static readonly DiagnosticDescriptor UndefinedMember = Descriptor.Blocking(
        RuleId.UndefinedMember,
        "Not a member of the enum",
        "{0} of {1} is ({2}){3}; it must be a member of {2}");

    public static readonly DiagnosticDescriptor NumberOutOfRange = Descriptor.Blocking(
        RuleId.NumberOutOfRange,
        "A number is out of range",
        "{0} of {1} is {2}; it must be {3}");

    public static readonly DiagnosticDescriptor OrthogonalBias = Descriptor.Blocking(
        RuleId.OrthogonalBias,
        "A vector cannot be orthogonal",
        "Initializer.Orthogonal makes matrices, and {0} is a vector; {1} must be another one");

    public static readonly DiagnosticDescriptor NegativeNorm = Descriptor.Blocking(
        RuleId.NegativeNorm,
        "A largest norm must not be negative",
        "{0} of {1} is {2}; it must be {3}");

    public static readonly DiagnosticDescriptor OutsideUnitInterval = Descriptor.Blocking(
        RuleId.OutsideUnitInterval,
        "This number must lie in [0, 1]",
        "{0} of {1} is {2}; it must be at least 0 and at most 1{3}");

    public static readonly DiagnosticDescriptor AugmentationNeedsNoGradient = Descriptor.Blocking(
        RuleId.AugmentationNeedsNoGradient,
        "Augmentation stands before the first layer with weights",
        "{0} lets no gradient through; it must stand before the first layer with weights, in a network without InputGradient; given is {1}");

    public static readonly DiagnosticDescriptor NoKernelSize = Descriptor.Blocking(
        RuleId.NoKernelSize,
        "A convolution needs the size of its kernel",
        "{0} has no kernel {1}; kernelSize must be given, or KernelHeight and KernelWidth");

    public static readonly DiagnosticDescriptor IntegerDivision = Descriptor.Blocking(
        RuleId.IntegerDivision,
        "A division of whole numbers loses its fraction",
        "{0} is {1}, for both numbers are whole; a fraction is written {2}");

    public static readonly DiagnosticDescriptor LinearStack = Descriptor.Warning(
        RuleId.LinearStack,
        "Linear layers in a row are one",
        "{0} has no activation, and {1} follows; two linear maps in a row are one, and a hidden layer should have Activation.ReLU or its kin");

    public static readonly DiagnosticDescriptor ZeroKernel = Descriptor.Warning(
        RuleId.ZeroKernel,
        "A hidden kernel starts with zeros",
        "A kernel of zeros {0}; hidden layers need an initializer that draws; given is {1}");

    public static readonly DiagnosticDescriptor SquashedTwice = Descriptor.Warning(
        RuleId.SquashedTwice,
        "Softmax or sigmoid over probabilities",
        "{0} over {1} squashes values that lie between 0 and 1 already, and nothing above {2} comes out; one of the two should go");

    public static readonly DiagnosticDescriptor SoftmaxPerPixel = Descriptor.Remark(
        RuleId.SoftmaxPerPixel,
        "Softmax over the channels of each pixel",
        "Softmax runs over the channels, and each of {0} pixels has probabilities of its own; for one class per image, [Flatten] and a Dense layer must come before it");

    public static readonly DiagnosticDescriptor RescaledTwice = Descriptor.Warning(
        RuleId.RescaledTwice,
        "Rescaled twice",
        "Two Rescaling layers in a row are one, x * {0} + {1}; pixels should be rescaled once; given are {2} and {3}");

    public static readonly DiagnosticDescriptor RescalingBehindWeights = Descriptor.Remark(
        RuleId.RescalingBehindWeights,
        "Rescaling behind weights",
        "Rescaling behind {0} scales what the network has computed and no pixels; for these it must stand before the first layer with weights");

    public static readonly DiagnosticDescriptor ContrastLimits = Descriptor.Warning(
        RuleId.ContrastLimits,
        "Values are cut off where no pixel is",
        "{0} cuts off at 0 and 255, and Rescaling makes {1} to {2} of such pixels before it; MinValue and MaxValue should say so");

    public static readonly DiagnosticDescriptor MissingFactor = Descriptor.Blocking(
        RuleId.MissingFactor,
        "An augmentation needs a factor",
        "{0} has nothing to draw from; {1} must be given, or {2}");

    public static readonly DiagnosticDescriptor CropTooLarge = Descriptor.Blocking(
        RuleId.CropTooLarge,
        "A part is larger than the image",
        "RandomCrop cannot cut {0} out of {1}; it must be no larger than the image, and [ZeroPadding2D] before it makes that larger");

    public static readonly DiagnosticDescriptor UnevenOverlap = Descriptor.Remark(
        RuleId.UnevenOverlap,
        "A kernel meets some pixels more often than others",
        "Kernels of {0} at strides of {1} meet some pixels of the output more often than others, which shows as a checkerboard; "
            + "{2} should be a multiple of the strides");

    public static readonly DiagnosticDescriptor NoOutputLayer = Descriptor.Remark(
        RuleId.NoOutputLayer,
        "The network has no output layer",
        "The network ends in {0}, with {1} values that are features and no answer; [Flatten] and a Dense layer with one unit per class or value should follow");

    public static readonly DiagnosticDescriptor MomentumOfPyTorch = Descriptor.Warning(
        RuleId.MomentumOfPyTorch,
        "A momentum that is hardly any",
        "Momentum of BatchNormalization is {0}; it is the share of the moving statistics that a step keeps, and PyTorch's is the share that a step replaces: its {0} is {1} here");

    public static readonly DiagnosticDescriptor BiasBeforeNormalization = Descriptor.Remark(
        RuleId.BiasBeforeNormalization,
        "A bias before a normalization has no effect",
        "The bias of {0} is taken away again by the {1} behind it{2}; UseBias = false saves it");

    public static readonly DiagnosticDescriptor NormalizedOutput = Descriptor.Warning(
        RuleId.NormalizedOutput,
        "The network's outputs are normalized",
        "{0} {1}; it should stand before the last layer with weights");

    public static readonly DiagnosticDescriptor NothingToTrain = Descriptor.Warning(
        RuleId.NothingToTrain,
        "Nothing is trained",
        "No layer of the network is trained, and training would change nothing; given is {0}");

    public static readonly DiagnosticDescriptor UnknownTrainableFrom = Descriptor.Blocking(
        RuleId.UnknownTrainableFrom,
        "TrainableFrom names no layer",
        "TrainableFrom is \"{0}\", and no layer has that name; there are {1}");

    public static readonly DiagnosticDescriptor NoGroups = Descriptor.Blocking(
        RuleId.NoGroups,
        "A number of groups that is none",
        "Groups of GroupNormalization is {0}; it must be at least 1, or -1 for a group of each channel");

    public static readonly DiagnosticDescriptor OneValuePerStatistic = Descriptor.Warning(
        RuleId.OneValuePerStatistic,
        "A statistic of one value",
        "Each statistic of {0} is of one value where {1} arrives, and a value less its mean is 0; what goes out is {2}, whatever comes in");

    public static readonly DiagnosticDescriptor BetaBeforeNormalization = Descriptor.Remark(
        RuleId.BetaBeforeNormalization,
        "A beta before a normalization has no effect",
        "The beta of {0} is taken away again by the {1} behind it; Center = false saves it");
}
