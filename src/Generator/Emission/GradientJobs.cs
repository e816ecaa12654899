using System;
using System.Linq;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Writes the jobs that complete the gradients after the lanes: sums over lanes, and weight gradients of dense layers.</summary>
internal sealed class GradientJobs(CodeWriter writer, ExecutionPlan plan, Places places, string className)
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

            foreach (Step step in plan.Steps)
            {
                switch (step)
                {
                    case ConvolutionStep convolution:
                        WriteReduce(convolution);
                        break;
                    case DenseStep dense:
                        WriteDense(dense);
                        break;
                    default:
                        break;
                }
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

    private void WriteReduce(ConvolutionStep step)
    {
        int rows = RowsPerJob(step);
        using (WriteJobs(step, Count(step)))
        {
            writer.Line($"int first = job * {rows};");
            string target = Reference.At("gradient", plan.ParameterOffsets[step.Node.Index]);
            writer.Line($"{step.Name}Reduce(pass.LaneGradients, lanes, first, Math.Min(first + {rows}, {ReduceRows(step)}), ref {target});");
            writer.Line("return;");
        }

        writer.Line($"job -= {Count(step)};");
    }

    private void WriteDense(DenseStep step)
    {
        DensePlan dense = step.Plan;
        int kernel = plan.ParameterOffsets[step.Node.Index];
        using (WriteJobs(step, dense.Jobs))
        {
            writer.Line($"int first = job * {dense.JobFeatures};");
            string input = places.Name(plan.NameOf(step.Input) + "Kept", step.Input.Training.Offset);
            writer.Line($"ref float x = ref {Reference.At("rows", $"capacity * {input}")};");
            writer.Line($"ref float dz = ref {Reference.At("rows", $"capacity * {places.Name(step.Name + "LinearGradient", dense.LinearGradient.Offset)}")};");
            writer.Line($"{step.Name}WeightGradient(ref x, ref dz, ref {Reference.At("gradient", kernel)}, count, first, Math.Min(first + {dense.JobFeatures}, {dense.Features}));");
            if (step.Layer.Weighted.UseBias)
            {
                using (writer.Block("if (job == 0)"))
                {
                    writer.Line($"{step.Name}BiasGradient(ref dz, ref {Reference.At("gradient", kernel + (dense.Features * dense.Units))}, count);");
                }
            }

            writer.Line("return;");
        }

        writer.Line($"job -= {dense.Jobs};");
    }

    private CodeWriter.Scope WriteJobs(Step step, int count)
    {
        writer.Heading(step.Text);
        return writer.Block($"if (job < {count})");
    }
}
