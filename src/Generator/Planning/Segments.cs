using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>
/// The way of a lane through a training plan, cut where all lanes meet. A kernel that takes what all of them have left ends a segment: what the walk runs before it,
/// on the way to the outputs or back, is in that segment or an earlier one, what it runs behind it in a later one.
/// </summary>
internal sealed class Segments
{
    private readonly Dictionary<(string Step, Stage Stage), int> _first = [];
    private readonly List<(Step Step, Kernel Kernel)> _meetings = [];

    private Segments(ImmutableArray<Step> steps)
    {
        Enter(steps, Stage.Forward);
        Scoring = _meetings.Count;
        Enter(steps.Reverse(), Stage.Backward);
    }

    /// <summary>Number of segments; of meetings there is one less.</summary>
    public int Count => _meetings.Count + 1;

    /// <summary>The segment in which the outputs are there, and are scored.</summary>
    public int Scoring { get; }

    public static Segments Of(ExecutionPlan plan) => new(plan.Steps);

    /// <summary>What stands between a segment and the next.</summary>
    public (Step Step, Kernel Kernel) MeetingAfter(int segment) => _meetings[segment];

    /// <summary>What a step runs in a segment, on the way to the outputs or back. Parts of samples are for threads that share one, and training shares none.</summary>
    public IEnumerable<Kernel> Kernels(Step step, Stage stage, int segment)
    {
        int number = _first[(step.Name, stage)];
        foreach (Kernel kernel in Of(step, stage))
        {
            if (kernel.Cut == Cut.Meeting)
            {
                number++;
            }
            else if (number == segment)
            {
                yield return kernel;
            }
        }
    }

    private static IEnumerable<Kernel> Of(Step step, Stage stage) =>
        step.IsSkipped ? [] : step.Kernels.Where(kernel => kernel.Stage == stage && kernel.Cut != Cut.Part);

    private void Enter(IEnumerable<Step> steps, Stage stage)
    {
        foreach (Step step in steps)
        {
            _first.Add((step.Name, stage), _meetings.Count);
            _meetings.AddRange(Of(step, stage).Where(kernel => kernel.Cut == Cut.Meeting).Select(kernel => (step, kernel)));
        }
    }
}
