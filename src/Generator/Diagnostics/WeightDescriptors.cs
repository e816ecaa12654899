using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics;

/// <summary>Rules about files of weights that become part of the program.</summary>
internal static class WeightDescriptors
{
    public static readonly DiagnosticDescriptor NoWeightFile = Descriptor.Blocking(
        RuleId.NoWeightFile,
        "The build has no such file of weights",
        "The build has no file of weights at {0}; [Weights] must name a safetensors file beside the source or in the project's folder, as text, or one that is listed as an item NetGenWeights");

    public static readonly DiagnosticDescriptor UnreadableWeights = Descriptor.Blocking(
        RuleId.UnreadableWeights,
        "The file of weights cannot be read",
        "'{0}' cannot be read: {1}; it must be a whole safetensors file of F32, F16, BF16 or F64, as network.Save writes it");

    public static readonly DiagnosticDescriptor MissingTensors = Descriptor.Blocking(
        RuleId.MissingTensors,
        "The file of weights lacks parameters",
        "'{0}' lacks {1}; a file of weights must hold every parameter of '{2}'");

    public static readonly DiagnosticDescriptor ExtraTensors = Descriptor.Blocking(
        RuleId.ExtraTensors,
        "The file of weights holds what the network has not",
        "'{0}' holds {1}, which '{2}' has not; a file of weights must hold the network's parameters alone");

    public static readonly DiagnosticDescriptor MisshapenTensors = Descriptor.Blocking(
        RuleId.MisshapenTensors,
        "The shapes of the file of weights are not the network's",
        "'{0}' does not fit '{1}': {2}; a file of weights must have the shapes of the network's parameters");

    public static readonly DiagnosticDescriptor WeightsWithoutNetwork = Descriptor.Blocking(
        RuleId.WeightsWithoutNetwork,
        "Weights need a network",
        "'{0}' has [Weights] and no network; the class must have [Network] and layers too");

    public static readonly DiagnosticDescriptor PretrainedSetsNoMembers = Descriptor.Blocking(
        RuleId.PretrainedSetsNoMembers,
        "Required members stay unset",
        "'{0}' has required members, and Pretrained() cannot know their values; the members of a class with [Weights] must do without 'required'");
}
