using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Emission.Drivers;

/// <summary>
/// Writes what holds the segments of a lane's way together, where it has more than one: which method is which, what stands between them, and what becomes of the state when a step has
/// succeeded.
/// </summary>
internal sealed class MeetingDriver(CodeWriter writer, ExecutionPlan plan, Arguments arguments, string className)
{
    private readonly Segments _segments = plan.Segments;

    public void Write()
    {
        writer.Line("/// <summary>One segment of a lane's way.</summary>");
        using (writer.Block($"internal static void RunLane({className}_TrainingPass pass, TrainingBatch batch, int segment, int lane, int first, int end, int worker)"))
        {
            WriteCases(_segments.Count, segment => writer.Line($"RunSegment{segment}(pass, batch, lane, first, end, worker);"));
        }

        writer.Gap();
        writer.Line("/// <summary>What all lanes have left at the end of a segment, put together for the next.</summary>");
        using (writer.Block($"internal static void Meet({className}_TrainingPass pass, LaneRange lanes, int segment)"))
        {
            writer.Line("ref float weights = ref pass.Packed.Start;");
            WriteCases(_segments.Count - 1, segment =>
            {
                (Step step, Kernel kernel) = _segments.MeetingAfter(segment);
                writer.Line($"// {step.Text}");
                writer.Line(arguments.Call(step, kernel));
            });
        }

        writer.Gap();
        WriteLaneSums();
        if (ChangesState(plan))
        {
            writer.Gap();
            WriteState();
        }
    }

    /// <summary>Whether some step changes parameters that are state.</summary>
    public static bool ChangesState(ExecutionPlan plan) => plan.Steps.Any(step => State(step).Any());

    private static IEnumerable<Kernel> State(Step step) => step.Kernels.Where(kernel => kernel.Stage == Stage.State);

    private void WriteLaneSums()
    {
        writer.Line("/// <summary>What of a lane's sums the meeting behind a segment takes.</summary>");
        using (writer.Block("internal static Span<float> LaneSums(Span<float> lane, int segment)"))
        {
            using (writer.Block("switch (segment)"))
            {
                for (int segment = 0; segment < _segments.Count - 1; segment++)
                {
                    (Step step, Kernel kernel) = _segments.MeetingAfter(segment);
                    using (writer.Indent($"case {segment}:"))
                    {
                        writer.Line($"return {arguments.LaneSums(step, kernel)};");
                    }
                }

                using (writer.Indent("default:"))
                {
                    writer.Line("return default;");
                }
            }
        }
    }

    private void WriteState()
    {
        writer.Line("/// <summary>Changes the parameters that are state by what the batch has shown.</summary>");
        using (writer.Block("internal static void UpdateState(ref float weights, ref float parameters)"))
        {
            foreach (Step step in plan.Steps)
            {
                foreach (Kernel kernel in State(step))
                {
                    writer.Line(arguments.Call(step, kernel));
                }
            }
        }
    }

    private void WriteCases(int count, System.Action<int> write)
    {
        using (writer.Block("switch (segment)"))
        {
            for (int segment = 0; segment < count; segment++)
            {
                using (writer.Indent($"case {segment}:"))
                {
                    write(segment);
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
