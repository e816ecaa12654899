using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Emission.Drivers;

/// <summary>Writes the jobs that come before the lanes: each packs the parameters of one layer.</summary>
internal sealed class PackJobs(CodeWriter writer, ExecutionPlan plan, TrainingPlaces at)
{
    public static int Count(ExecutionPlan plan) => plan.Steps.Count(HasParameters);

    public void Write()
    {
        writer.Line("/// <summary>Brings one layer's parameters into the layouts that training reads.</summary>");
        using (writer.Block("internal static void Pack(int job, ref float parameters, ref float packed)"))
        using (writer.Block("switch (job)"))
        {
            int job = 0;
            foreach (Step step in plan.Steps)
            {
                if (HasParameters(step))
                {
                    using (writer.Indent($"case {job++}:"))
                    {
                        WriteJob(step);
                        writer.Line("break;");
                    }
                }
            }

            using (writer.Indent("default:"))
            {
                writer.Line("break;");
            }
        }
    }

    private void WriteJob(Step step)
    {
        if (step is ConvolutionStep convolution)
        {
            PackCall.Write(writer, plan, step, convolution.Layer.Weighted, "Pack", at.ForwardWeights(step, convolution.Plan.TrainingPacked));
            if (!convolution.Plan.InputGradient.IsEmpty)
            {
                PackCall.Write(writer, plan, step, convolution.Layer.Weighted, "PackInputGradient", at.BackwardWeights(step, convolution.Plan.InputGradientPacked));
            }
        }
        else if (step is NormalizationStep normalization)
        {
            PackCall.Write(writer, plan, normalization, at.ForwardWeights(step, normalization.Plan.TrainingPacked));
        }
        else if (step is DenseStep dense)
        {
            PackCall.Write(writer, plan, step, dense.Layer.Weighted, "Pack", at.ForwardWeights(step, dense.Plan.TrainingPacked));
            if (step.Input.NeedsGradient)
            {
                PackCall.Write(writer, plan, step, dense.Layer.Weighted, "PackTransposed", at.BackwardWeights(step, dense.Plan.TrainingTransposed));
            }
        }
    }

    private static bool HasParameters(Step step) => step is ConvolutionStep or DenseStep or NormalizationStep;
}
