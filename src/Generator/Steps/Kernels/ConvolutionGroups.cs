using System;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Writes kernels of convolutions in groups: a group is a convolution of its own among the channels of the others, and so a method that is called once for each with
/// references that begin at its part. Without groups the kernel is that method.
/// </summary>
internal static class ConvolutionGroups
{
    /// <param name="writer">Where to.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="plan">The convolution.</param>
    /// <param name="weights">Floats of a group among the packed weights that the kernel reads or writes.</param>
    /// <param name="heading">What the kernel is.</param>
    /// <param name="isHot">Whether its body has loops of its own.</param>
    /// <param name="writeBody">Writes what is to be done for a group.</param>
    /// <param name="writeBefore">Writes what is to be done once for all of several groups.</param>
    public static void Write(
        CodeWriter writer, Kernel kernel, ConvolutionPlan plan, int weights, string heading, bool isHot, Action writeBody, Action? writeBefore = null)
    {
        if (plan.Groups == 1)
        {
            writer.Heading(heading);
            using (isHot ? kernel.Open(writer) : kernel.OpenDriver(writer))
            {
                writeBody();
            }

            return;
        }

        string name = kernel.Name + "Group";
        string[] parameters = [.. kernel.Operands.Select(operand => operand.Declaration)];
        writer.Heading($"{heading.TrimEnd('.')}; one group.");
        using (isHot ? Method.Kernel(writer, name, "void", parameters) : Method.Driver(writer, name, "void", parameters))
        {
            writeBody();
        }

        writer.Heading(heading);
        using (kernel.OpenDriver(writer))
        {
            writeBefore?.Invoke();
            using (writer.Block($"for (int group = 0; group < {plan.Groups}; group++)"))
            {
                writer.Line($"{name}({string.Join(", ", kernel.Operands.Select(operand => "ref " + Reference.At(operand.Name, Reference.Product("group", StrideOf(operand, plan, weights)))))});");
            }
        }
    }

    /// <summary>Elements from one group's part to the next one's.</summary>
    private static int StrideOf(Operand operand, ConvolutionPlan plan, int weights) => operand.Name switch
    {
        "x" or "dx" => plan.Channels,
        "packed" or "weights" => weights,
        "strip" or "scratch" => 0,
        "dweights" => plan.LaneLength,
        _ => plan.Filters,
    };
}
