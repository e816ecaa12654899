using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics;

/// <summary>Rules about what a network costs.</summary>
internal static class SizeDescriptors
{
    public static readonly DiagnosticDescriptor LargeDense = Descriptor.Remark(
        RuleId.LargeDense,
        "The first dense layer holds most of the parameters",
        "This layer holds {0} % of the network's {1} parameters, for its {2} inputs; pooling or strides before Flatten would make them fewer");

    public static readonly DiagnosticDescriptor MemoryBudget = Descriptor.Blocking(
        RuleId.MemoryBudget,
        "Training takes more memory than its budget",
        "Training takes {0} MB at a batch size of {1}; it must stay within MaxMegabytes; the budget is {2}");

    public static readonly DiagnosticDescriptor ParameterBudget = Descriptor.Blocking(
        RuleId.ParameterBudget,
        "The network has more parameters than its budget",
        "The network has {0} parameters; they must stay within MaxParameters; the budget is {1}");

    public static readonly DiagnosticDescriptor KeptRolled = Descriptor.Remark(
        RuleId.KeptRolled,
        "A window keeps its loop",
        "{0} keeps a loop over the {1} cells of its window and a pass of its own; up to {2} cells are written out in the convolution before it, which is as much as the JIT compiles well");

    public static readonly DiagnosticDescriptor LargeTraining = Descriptor.Remark(
        RuleId.LargeTraining,
        "Training takes gigabytes",
        "Training takes {0} GB at a batch size of {1} on one thread, beside the parameters and what the optimizer keeps; {2} has the largest share, {3} GB");
}
