using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Emission.Drivers;

/// <summary>
/// Writes the forward pass of inference cut into jobs, for threads that share one sample: a large step is a phase with a
/// job for each of its parts, of which one vector form may have several and another none, what lies between such steps a phase of one job. A job computes what the
/// undivided pass computes there, so the results are the same. Where steps take groups, or samples are rows of matrices, the jobs of their phases take all samples.
/// </summary>
internal sealed class SharedSampleDriver(CodeWriter writer, ExecutionPlan plan, InferenceDriver inference)
{
    private const int PhasesOfLine = 16;

    private readonly ImmutableArray<Phase> _phases = PhasesOf(plan);

    private bool TakesGroups => _phases.Any(phase => phase.TakesGroup);

    /// <summary>Whether jobs that take all samples at once have a scratch of their thread's own.</summary>
    private bool AllUseScratch => _phases.Any(phase =>
        phase is { TakesAllAtOnce: true, Shared: { } shared } && InferenceDriver.PartOf(shared)!.Operands.Any(operand => operand.Access == Access.Scratch));

    public void Write()
    {
        writer.Heading("The same for threads that share a sample: phases of jobs, then what takes all samples of the group.");
        writer.Line($"internal const int Sharers = {Sharers()};");
        writer.Line($"internal const int Phases = {_phases.Length};");
        writer.Gap();
        writer.Line("/// <summary>Number of jobs of a phase, which may run in any order and at once.</summary>");
        writer.Line("internal static int JobsOf(int phase) => phase switch");
        writer.Line("{");
        foreach (IGrouping<int, int> same in Enumerable.Range(0, _phases.Length).GroupBy(phase => _phases[phase].Jobs).Where(same => same.Key > 1))
        {
            foreach (IGrouping<int, int> line in same.Select((phase, i) => (phase, i)).GroupBy(pair => pair.i / PhasesOfLine, pair => pair.phase))
            {
                writer.Line($"    {string.Join(" or ", line)} => {same.Key},");
            }
        }

        writer.Line("    _ => 1,");
        writer.Line("};");
        if (TakesGroups)
        {
            writer.Gap();
            writer.Line("/// <summary>Whether the jobs of a phase take all samples of the group.</summary>");
            writer.Line($"internal static bool TakesGroup(int phase) => phase is {NumbersOf(phase => phase.TakesGroup)};");
        }

        writer.Gap();
        WriteRunJob();
        if (_phases.Any(phase => phase.TakesAllAtOnce))
        {
            writer.Gap();
            WriteRunAll();
        }

        writer.Gap();
        writer.Line("/// <summary>What follows the phases of all samples.</summary>");
        using (writer.Block("internal static void Finish(ref float weights, ref float work, ref float output, int count)"))
        {
            inference.WriteRest();
        }
    }

    private string NumbersOf(Func<Phase, bool> condition) => string.Join(" or ", Enumerable.Range(0, _phases.Length).Where(phase => condition(_phases[phase])));

    private void WriteRunJob()
    {
        writer.Line($"/// <summary>One job of {(TakesGroups ? "samples first to end - 1" : "sample i")}; scratch is a workspace of the running thread's own.</summary>");
        const string References = "ref float weights, ref float work, ref float scratch, ref float input, ref float output";
        using (writer.Block($"internal static void RunJob(int phase, int s, {(TakesGroups ? "int first, int end" : "int i")}, {References})"))
        {
            string runAll = $"RunAll(phase, s, ref weights, ref work, {(AllUseScratch ? "ref scratch, " : "")}ref input, end);";
            if (_phases.All(phase => phase.TakesAllAtOnce))
            {
                writer.Line(runAll);
                return;
            }

            if (_phases.Any(phase => phase.TakesAllAtOnce))
            {
                using (writer.Block($"if (phase is {NumbersOf(phase => phase.TakesAllAtOnce)})"))
                {
                    writer.Line(runAll);
                    writer.Line("return;");
                }

                writer.Gap();
            }

            using (TakesGroups ? writer.Block("for (int i = first; i < end; i++)") as IDisposable : null)
            {
                WriteSwitch(takesAllAtOnce: false);
            }
        }
    }

    private void WriteRunAll()
    {
        writer.Line("/// <summary>One job of all samples of the group at once.</summary>");
        using (writer.Block($"private static void RunAll(int phase, int s, ref float weights, ref float work, {(AllUseScratch ? "ref float scratch, " : "")}ref float input, int count)"))
        {
            WriteSwitch(takesAllAtOnce: true);
        }
    }

    private void WriteSwitch(bool takesAllAtOnce)
    {
        using (writer.Block("switch (phase)"))
        {
            for (int i = 0; i < _phases.Length; i++)
            {
                if (_phases[i].TakesAllAtOnce == takesAllAtOnce)
                {
                    string text = _phases[i].Shared is { } shared ? $" // {shared.Text}" : "";
                    using (writer.Indent($"case {i}:{text}"))
                    {
                        WritePhase(_phases[i]);
                        writer.Line("break;");
                    }
                }
            }
        }
    }

    private void WritePhase(Phase phase)
    {
        if (phase.Shared is { } shared)
        {
            inference.WriteShared(shared);
            return;
        }

        foreach (Step step in phase.Steps)
        {
            inference.WriteStep(step, isOfGroup: phase.TakesAllAtOnce);
        }

        if (phase.Steps.Count == 0)
        {
            inference.WriteResult();
        }
    }

    /// <summary>How many times as fast a sample is where there is a thread for every job, of all phases together; what is not counted as work takes no time.</summary>
    private int Sharers()
    {
        double alone = plan.Steps.Sum(step => (double)step.ForwardFlops);
        double saved = _phases.Where(phase => phase.Shared is not null).Sum(phase => phase.Shared!.ForwardFlops * (1 - (1.0 / phase.Jobs)));
        return saved > 0 ? Math.Max(2, (int)Math.Round(alone / (alone - saved))) : 1;
    }

    /// <summary>
    /// The steps of the first stretches, in order. One that falls into parts has a phase to itself; an empty phase copies a result that is an image
    /// and complete with them.
    /// </summary>
    private static ImmutableArray<Phase> PhasesOf(ExecutionPlan plan)
    {
        ImmutableArray<Phase>.Builder phases = ImmutableArray.CreateBuilder<Phase>();
        foreach (Stretch stretch in plan.FirstStretches)
        {
            foreach (Step step in stretch.Steps.Where(step => !step.IsSkipped))
            {
                Phase? last = phases.LastOrDefault();
                if (InferenceDriver.PartOf(step) is not null || last is not { Shared: null } || last.Kind != stretch.Kind)
                {
                    phases.Add(last = new Phase(stretch.Kind, []));
                }

                last.Steps.Add(step);
            }
        }

        if (!plan.Output.IsRow && plan.LastStretches.IsEmpty)
        {
            phases.Add(new Phase(StretchKind.Samples, []));
        }

        return phases.ToImmutable();
    }

    /// <summary>Steps that one job runs, or one step that jobs share.</summary>
    private sealed record Phase(StretchKind Kind, List<Step> Steps)
    {
        public bool TakesGroup => Kind != StretchKind.Samples;

        /// <summary>Whether each job takes all samples at once, rather than one after the other.</summary>
        public bool TakesAllAtOnce => TakesGroup && (Kind == StretchKind.Rows || Shared is not { } step || InferenceDriver.PartOf(step)!.Cut == Cut.GroupPart);

        /// <summary>The step that threads share in the phase, or null.</summary>
        public Step? Shared => Steps.FirstOrDefault() is { } step && InferenceDriver.PartOf(step) is not null ? step : null;

        public int Jobs => Shared is { } step ? InferenceDriver.PartOf(step)!.Jobs : 1;
    }
}
