using System;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Emission.Kernels;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Emission.Drivers;

/// <summary>Writes the forward pass of inference: which kernel runs on which buffers, in order.</summary>
internal sealed class InferenceDriver(CodeWriter writer, ExecutionPlan plan, Places places, KernelLibrary kernels)
{
    private readonly Arguments _arguments = new(plan, places, kernels);

    /// <summary>Whether the output is copied to the caller's, or left in the workspace like every other layer's.</summary>
    private bool CopiesOutput => plan.Setting.Purpose == Purpose.Inference;

    /// <summary>Whether threads may share a sample. They never share one whose layers' outputs all stay.</summary>
    private bool Shares => CopiesOutput && plan.SharesSamples;

    public void Write()
    {
        WritePack();
        writer.Gap();
        WriteForward();
    }

    private void WritePack()
    {
        writer.Line("/// <summary>Brings the parameters into the layouts that <see cref=\"Forward\"/> reads.</summary>");
        using (writer.Block("internal static void PackInference(ref float parameters, ref float packed)"))
        {
            foreach (Step step in plan.Steps)
            {
                foreach (Kernel kernel in PackJobs.Kernels(step))
                {
                    writer.Line(_arguments.Call(step, kernel));
                }
            }
        }
    }

    private void WriteForward()
    {
        writer.Line($"/// <summary>Carries up to {plan.GroupSize} samples forward.</summary>");
        string output = CopiesOutput ? "ref float output, " : "";
        using (writer.Block($"internal static void Forward(ref float weights, ref float work, ref float input, {output}int count)"))
        {
            foreach (Stretch stretch in plan.FirstStretches)
            {
                WriteStretch(stretch);
            }

            if (Shares)
            {
                writer.Line("Finish(ref weights, ref work, ref output, count);");
            }
            else
            {
                WriteRest();
            }
        }

        if (Shares)
        {
            new SharedSampleDriver(writer, plan, this).Write();
        }
    }

    /// <summary>What follows when all samples of the group are through the first stretches.</summary>
    public void WriteRest()
    {
        foreach (Stretch stretch in plan.LastStretches)
        {
            WriteStretch(stretch);
        }

        if (CopiesOutput && plan.Output.IsRow)
        {
            using (ForSamples())
            {
                WriteResult();
            }
        }
    }

    private void WriteStretch(Stretch stretch)
    {
        bool ends = CopiesOutput && !plan.Output.IsRow && stretch == plan.Stretches[plan.Stretches.Length - 1];
        using (stretch.IsBySample ? ForSamples() as IDisposable : null)
        {
            foreach (Step step in stretch.Steps)
            {
                WriteStep(step, !stretch.IsBySample);
            }

            if (ends)
            {
                using (stretch.IsBySample ? null : ForSamples() as IDisposable)
                {
                    WriteResult();
                }
            }
        }
    }

    /// <summary>Copies sample i's result to the caller.</summary>
    public void WriteResult()
    {
        int size = plan.Output.Size;
        writer.Line($"Span<float> result = MemoryMarshal.CreateSpan(ref {_arguments.Values(plan.Output)}, {size});");
        writer.Line($"result.CopyTo(MemoryMarshal.CreateSpan(ref {Reference.At("output", Reference.Product("i", size))}, {size}));");
    }

    /// <summary>A step of sample i, or of all samples.</summary>
    public void WriteStep(Step step, bool isOfGroup)
    {
        if (step.IsSkipped)
        {
            return;
        }

        writer.Heading(step.Text);
        foreach (Kernel kernel in step.Kernels.Where(kernel => kernel.Stage == Stage.Forward && !kernel.IsPart))
        {
            using (isOfGroup && kernel.Cut == Cut.Sample ? ForSamples() as IDisposable : null)
            {
                writer.Line(_arguments.Call(step, kernel));
            }
        }
    }

    private CodeWriter.Scope ForSamples() => writer.Block("for (int i = 0; i < count; i++)");

    /// <summary>One part of a step that threads share, of sample i or of all.</summary>
    public void WriteShared(Step step)
    {
        writer.Line(_arguments.Call(step, PartOf(step)!, scratch: "scratch"));
    }

    /// <summary>The kernel that does one part, or null.</summary>
    public static Kernel? PartOf(Step step) => step.Kernels.FirstOrDefault(kernel => kernel.IsPart);
}
