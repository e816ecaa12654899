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
    private readonly Dictionary<(string Step, Stage Stage), (int First, ImmutableArray<Kernel> Kernels)> _runs = [];
    private readonly List<(Step Step, Kernel Kernel)> _meetings = [];
    private readonly Dictionary<(Stage Stage, int Segment), ImmutableArray<Stretch>> _stretches = [];
    private readonly ILookup<int, (Step Step, ImmutableArray<Kernel> Kernels)> _completed;

    private Segments(ImmutableArray<Step> steps)
    {
        // A step makes its kernels anew whenever it is asked for them.
        (Step Step, ImmutableArray<Kernel> Kernels)[] all = [.. steps.Select(step => (step, step.Kernels))];
        Enter(all, Stage.Forward);
        Scoring = _meetings.Count;
        Enter(all.Reverse(), Stage.Backward);
        _completed = all.Where(each => each.Kernels.Any(kernel => kernel.Stage == Stage.Reduce)).ToLookup(each => LastSegment(each.Step, each.Kernels));
    }

    /// <summary>Number of segments; of meetings there is one less.</summary>
    public int Count => _meetings.Count + 1;

    /// <summary>The segment in which the outputs are there, and are scored.</summary>
    public int Scoring { get; }

    public static Segments Of(ExecutionPlan plan) => new(plan.Steps);

    /// <summary>What stands between a segment and the next.</summary>
    public (Step Step, Kernel Kernel) MeetingAfter(int segment) => _meetings[segment];

    /// <summary>
    /// The steps whose gradients can be completed when all lanes have run a segment, in the order of the plan: all is there that their sums over lanes read. To take them up at once
    /// lets what the lanes have summed make room for what they sum next, and finds it in the caches.
    /// </summary>
    public IEnumerable<Step> CompletedBy(int segment) => _completed[segment].Select(each => each.Step);

    /// <summary>The kernels that complete them.</summary>
    public IEnumerable<Kernel> Completing(int segment) => _completed[segment].SelectMany(each => each.Kernels).Where(kernel => kernel.Stage == Stage.Reduce);

    /// <summary>The steps that a segment passes on the way to the outputs or back, in the order of the plan, cut as its stretches are.</summary>
    public ImmutableArray<Stretch> Stretches(Stage stage, int segment) => _stretches.TryGetValue((stage, segment), out ImmutableArray<Stretch> stretches) ? stretches : [];

    /// <summary>What a step runs in a segment, on the way to the outputs or back. Parts of samples are for threads that share one, and training shares none.</summary>
    public IEnumerable<Kernel> Kernels(Step step, Stage stage, int segment)
    {
        (int number, ImmutableArray<Kernel> kernels) = _runs[(step.Name, stage)];
        foreach (Kernel kernel in kernels)
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

    /// <summary>The segment in which the last is written that completes a step's gradients: others have left theirs when the way back comes to the step.</summary>
    private int LastSegment(Step step, ImmutableArray<Kernel> all)
    {
        object?[] read = [.. all.Where(kernel => kernel.Stage == Stage.Reduce).SelectMany(kernel => kernel.Operands).Select(operand => operand.Subject)];
        (int segment, ImmutableArray<Kernel> kernels) = _runs[(step.Name, Stage.Backward)];
        int last = segment;
        foreach (Kernel kernel in kernels)
        {
            segment += kernel.Cut == Cut.Meeting ? 1 : 0;
            bool writes = kernel.Operands.Any(operand => operand.Access != Access.Reads && operand.Subject is { } subject && read.Contains(subject));
            last = writes ? segment : last;
        }

        return last;
    }

    private void Enter(IEnumerable<(Step Step, ImmutableArray<Kernel> Kernels)> steps, Stage stage)
    {
        int segment = _meetings.Count;
        var passed = new List<Step>();
        foreach ((Step step, ImmutableArray<Kernel> all) in steps)
        {
            ImmutableArray<Kernel> kernels = step.IsSkipped ? [] : [.. all.Where(kernel => kernel.Stage == stage && !kernel.IsPart)];
            _runs.Add((step.Name, stage), (segment, kernels));
            passed.Add(step);
            foreach (Kernel meeting in kernels.Where(kernel => kernel.Cut == Cut.Meeting))
            {
                _meetings.Add((step, meeting));
                Close();

                // What the step runs behind the meeting is in the next segment.
                segment++;
                passed.Add(step);
            }
        }

        Close();

        void Close()
        {
            _stretches.Add((stage, segment), Stretch.Cut([.. stage == Stage.Backward ? Enumerable.Reverse(passed) : passed]));
            passed.Clear();
        }
    }
}
