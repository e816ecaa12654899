using System;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Emission.Drivers;

/// <summary>Writes the jobs that complete the gradients after the lanes: sums over lanes, and weight gradients of dense layers.</summary>
internal sealed class GradientJobs(CodeWriter writer, ExecutionPlan plan, TrainingPlaces at, string className)
{
    /// <summary>Floats that one job adds up.</summary>
    private const int JobFloats = 16 * 1024;

    public static int Count(ExecutionPlan plan) => plan.Steps.Sum(Count);

    public void Write()
    {
        writer.Line("/// <summary>Completes a part of the gradients; every job writes a part of its own.</summary>");
        using (writer.Block($"internal static void RunGradientJob({className}_TrainingPass pass, int count, int lanes, int job)"))
        {
            if (Count(plan) > 0)
            {
                writer.Line("ref float gradient = ref MemoryMarshal.GetArrayDataReference(pass.Gradients);");
            }

            if (plan.Steps.Any(step => step is DenseStep))
            {
                writer.Line("ref float rows = ref pass.Batch.Start;");
                writer.Line("nint capacity = pass.Capacity;");
            }

            int before = 0;
            foreach (Step step in plan.Steps)
            {
                if (Count(step) == 0)
                {
                    continue;
                }

                WriteJobs(step, before);
                before = Count(step);
            }
        }
    }

    private static int Count(Step step) => step switch
    {
        ConvolutionStep convolution => Blocks(ReduceRows(convolution), RowsPerJob(convolution)),
        DenseStep dense => dense.Plan.Jobs,
        _ => 0,
    };

    private static int Blocks(int length, int size) => (length + size - 1) / size;

    private static int ReduceRows(ConvolutionStep step) => step.Plan.KernelSteps + (step.Layer.Weighted.UseBias ? 1 : 0);

    private static int RowsPerJob(ConvolutionStep step) => Math.Max(1, JobFloats / step.Plan.PaddedFilters);

    /// <param name="before">Jobs of the step before: numbers count on from there.</param>
    private void WriteJobs(Step step, int before)
    {
        if (before > 0)
        {
            writer.Line($"job -= {before};");
        }

        writer.Heading(step.Text);
        using (writer.Block($"if (job < {Count(step)})"))
        {
            if (step is DenseStep dense)
            {
                WriteDense(dense);
            }
            else
            {
                WriteReduce((ConvolutionStep)step);
            }

            writer.Line("return;");
        }
    }

    private void WriteReduce(ConvolutionStep step)
    {
        int rows = RowsPerJob(step);
        writer.Line($"int first = job * {rows};");
        string target = Reference.At("gradient", plan.ParameterOffsets[step.Node.Index]);
        writer.Line($"{step.Name}Reduce(pass.LaneGradients, lanes, first, Math.Min(first + {rows}, {ReduceRows(step)}), ref {target});");
    }

    private void WriteDense(DenseStep step)
    {
        DensePlan dense = step.Plan;
        int kernel = plan.ParameterOffsets[step.Node.Index];
        writer.Line($"int first = job * {dense.JobFeatures};");
        writer.Line($"ref float x = ref {at.Batch(at.Kept(step.Input))};");
        writer.Line($"ref float dz = ref {at.Batch(TrainingPlaces.LinearGradient(step))};");
        writer.Line($"{step.Name}WeightGradient(ref x, ref dz, ref {Reference.At("gradient", kernel)}, count, first, Math.Min(first + {dense.JobFeatures}, {dense.Features}));");
        if (step.Layer.Weighted.UseBias)
        {
            using (writer.Block("if (job == 0)"))
            {
                writer.Line($"{step.Name}BiasGradient(ref dz, ref {Reference.At("gradient", kernel + (dense.Features * dense.Units))}, count);");
            }
        }
    }
}
