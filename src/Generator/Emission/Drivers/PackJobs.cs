using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Emission.Drivers;

/// <summary>Writes the jobs that come before the lanes: each packs the parameters of one layer.</summary>
internal sealed class PackJobs(CodeWriter writer, ExecutionPlan plan, Arguments arguments)
{
    public static int Count(ExecutionPlan plan) => plan.Steps.Count(step => Kernels(step).Any());

    /// <summary>The kernels of a step that pack.</summary>
    public static IEnumerable<Kernel> Kernels(Step step) => step.Kernels.Where(kernel => kernel.Stage == Stage.Pack);

    public void Write()
    {
        writer.Line("/// <summary>Brings one layer's parameters into the layouts that training reads.</summary>");
        using (writer.Block("internal static void Pack(int job, ref float parameters, ref float packed)"))
        using (writer.Block("switch (job)"))
        {
            int job = 0;
            foreach (Step step in plan.Steps.Where(step => Kernels(step).Any()))
            {
                using (writer.Indent($"case {job++}:"))
                {
                    foreach (Kernel kernel in Kernels(step))
                    {
                        writer.Line(arguments.Call(step, kernel));
                    }

                    writer.Line("break;");
                }
            }

            using (writer.Indent("default:"))
            {
                writer.Line("break;");
            }
        }
    }
}
