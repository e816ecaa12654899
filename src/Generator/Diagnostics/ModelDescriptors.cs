using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics;

/// <summary>Rules about files of other frameworks that declare networks.</summary>
internal static class ModelDescriptors
{
    public static readonly DiagnosticDescriptor NoModelFile = Descriptor.Blocking(
        RuleId.NoModelFile,
        "The build has no such model",
        "The build has no model at {0}; [Network] must name a file beside the source or in the project's folder, as text, or one that is listed as an item NetGenModel");

    public static readonly DiagnosticDescriptor UnreadableModel = Descriptor.Blocking(
        RuleId.UnreadableModel,
        "The model cannot be read",
        "'{0}' cannot be read: {1}; it must be a whole model of Keras (.keras, .h5), TensorFlow.js (model.json) or ONNX (.onnx)");

    public static readonly DiagnosticDescriptor UnsupportedModel = Descriptor.Blocking(
        RuleId.UnsupportedModel,
        "The model needs what NetGen does not have",
        "'{0}' cannot be compiled as it says: {1}; {2}");

    public static readonly DiagnosticDescriptor ModelBesideLayers = Descriptor.Blocking(
        RuleId.ModelBesideLayers,
        "Layers stand beside a model",
        "'{0}' has layers, and '{1}' declares layers too; a network must be declared by a file or by attributes");

    public static readonly DiagnosticDescriptor OptionWithoutModel = Descriptor.Blocking(
        RuleId.OptionWithoutModel,
        "What a model leaves open is said of attributes",
        "{0} says what a model's file leaves open, and this network is declared by attributes; the input's shape stands at the beginning: [Network(height, width, channels)]");

    public static readonly DiagnosticDescriptor SizeOfModelIsFixed = Descriptor.Blocking(
        RuleId.SizeOfModelIsFixed,
        "The model's size is fixed",
        "{0} is {1}, and '{2}' {3}; only of a file that leaves the size open can one be chosen");

    public static readonly DiagnosticDescriptor NoModelOutput = Descriptor.Blocking(
        RuleId.NoModelOutput,
        "The model has no such output",
        "'{0}' does not have the output that is to be computed: {1}; {2}");
}
