using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Emission.Drivers;

/// <summary>
/// Writes the forward pass of inference cut into jobs, for threads that share one sample: a large step is a phase with a
/// job for each of its parts, of which one vector form may have several and another none, what lies between such steps a phase of one job. A job computes what the
/// undivided pass computes there, so the results are the same. Where steps take groups, the jobs of their phases take all samples.
/// </summary>
internal sealed class SharedSampleDriver(CodeWriter writer, ExecutionPlan plan, InferenceDriver inference)
{
    private const int PhasesOfLine = 16;

    public void Write()
    {
        List<List<Step>> phases = Phases();
        writer.Heading("The same for threads that share a sample: phases of jobs, then what takes all samples of the group.");
        writer.Line($"internal const int Sharers = {Sharers(phases)};");
        writer.Line($"internal const int Phases = {phases.Count};");
        writer.Gap();
        writer.Line("/// <summary>Number of jobs of a phase, which may run in any order and at once.</summary>");
        writer.Line("internal static int JobsOf(int phase) => phase switch");
        writer.Line("{");
        foreach (IGrouping<int, int> same in Enumerable.Range(0, phases.Count).GroupBy(phase => JobsOf(phases[phase])).Where(same => same.Key > 1))
        {
            foreach (IGrouping<int, int> line in same.Select((phase, i) => (phase, i)).GroupBy(pair => pair.i / PhasesOfLine, pair => pair.phase))
            {
                writer.Line($"    {string.Join(" or ", line)} => {same.Key},");
            }
        }

        writer.Line("    _ => 1,");
        writer.Line("};");
        bool takesGroups = phases.Any(TakesGroup);
        if (takesGroups)
        {
            string ofGroups = string.Join(" or ", Enumerable.Range(0, phases.Count).Where(phase => TakesGroup(phases[phase])));
            writer.Gap();
            writer.Line("/// <summary>Whether the jobs of a phase take all samples of the group.</summary>");
            writer.Line($"internal static bool TakesGroup(int phase) => phase is {ofGroups};");
        }

        writer.Gap();
        writer.Line($"/// <summary>One job of {(takesGroups ? "samples first to end - 1" : "sample i")}; scratch is a workspace of the running thread's own.</summary>");
        const string References = "ref float weights, ref float work, ref float scratch, ref float input, ref float output";
        using (writer.Block($"internal static void RunJob(int phase, int s, {(takesGroups ? "int first, int end" : "int i")}, {References})"))
        using (takesGroups ? writer.Block("for (int i = first; i < end; i++)") as IDisposable : null)
        using (writer.Block("switch (phase)"))
        {
            for (int phase = 0; phase < phases.Count; phase++)
            {
                string text = Shared(phases[phase]) is { } shared ? $" // {shared.Text}" : "";
                using (writer.Indent($"case {phase}:{text}"))
                {
                    WritePhase(phases[phase]);
                    writer.Line("break;");
                }
            }
        }

        writer.Gap();
        writer.Line("/// <summary>What follows the phases of all samples.</summary>");
        using (writer.Block("internal static void Finish(ref float weights, ref float work, ref float output, int count)"))
        {
            inference.WriteRest();
        }
    }

    /// <summary>How many times as fast a sample is where there is a thread for every job, of all phases together; what is not counted as work takes no time.</summary>
    private int Sharers(List<List<Step>> phases)
    {
        double alone = plan.Steps.Sum(step => (double)step.ForwardFlops);
        double saved = phases.Select(Shared).OfType<Step>().Sum(step => step.ForwardFlops * (1 - (1.0 / InferenceDriver.PartOf(step)!.Jobs)));
        return saved > 0 ? Math.Max(2, (int)Math.Round(alone / (alone - saved))) : 1;
    }

    private static bool TakesGroup(List<Step> phase) => phase.Any(step => step.TakesGroups);

    private static int JobsOf(List<Step> phase) => Shared(phase) is { } step ? InferenceDriver.PartOf(step)!.Jobs : 1;

    /// <summary>The step that threads share in a phase, or null.</summary>
    private static Step? Shared(List<Step> phase) => phase.FirstOrDefault() is { } step && InferenceDriver.PartOf(step) is not null ? step : null;

    /// <summary>
    /// The first steps that carry images, in order. One that falls into parts has a phase to itself; an empty phase copies a result that is an image
    /// and complete with them.
    /// </summary>
    private List<List<Step>> Phases()
    {
        var phases = new List<List<Step>>();
        foreach (Step step in plan.StretchesOfImages.SelectMany(stretch => stretch.Steps).Where(step => !step.IsSkipped))
        {
            if (InferenceDriver.PartOf(step) is not null || phases.Count == 0 || Shared(phases[phases.Count - 1]) is not null)
            {
                phases.Add([]);
            }

            phases[phases.Count - 1].Add(step);
        }

        if (!plan.Output.IsRow && !plan.Stretches.Any(stretch => stretch.IsOfRows))
        {
            phases.Add([]);
        }

        return phases;
    }

    private void WritePhase(List<Step> steps)
    {
        if (Shared(steps) is { } shared)
        {
            inference.WriteShared(shared);
            return;
        }

        foreach (Step step in steps)
        {
            inference.WriteStep(step, isOfGroup: false);
        }

        if (steps.Count == 0)
        {
            inference.WriteResult();
        }
    }
}
