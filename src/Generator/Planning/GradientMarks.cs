using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>A place on the lanes' way back: all that pass it have left what the gradients of some steps behind are made of.</summary>
/// <param name="Stretch">The backward stretch behind which it stands; null where it stands at the end of a segment, when all lanes meet.</param>
/// <param name="Steps">The steps whose gradients can be completed there and could not at the mark before.</param>
/// <param name="Start">Where what they complete begins in the block of gradients. It ends where that of the mark before begins, or the block.</param>
internal sealed record GradientMark(int? Stretch, ImmutableArray<Step> Steps, int Start);

/// <summary>
/// Cuts the gradients into buckets: what lies behind a mark can be completed, and summed over ranks, while lanes are still on their way back through the layers before. Where lanes meet on
/// their way, marks stand where they do; where they never meet, between two stretches, so never in a loop over samples.
/// </summary>
internal sealed class GradientMarks
{
    /// <summary>
    /// The fewest values of a bucket. On links of 1 Gbit/s with 0.1 ms a message takes as long as some 8 Ki values, on those of 10 Gbit/s as long as 64 Ki, however short it is; a bucket
    /// costs one or more messages of its own, so a shorter one saves less than it costs.
    /// </summary>
    public const int LeastValues = 16 * 1024;

    /// <summary>
    /// The fewest values of a bucket that goes while lanes meet. Their short messages come behind it on the wire, and a step of ResNet-20, whose buckets of 36 Ki values are many and whose
    /// lanes meet every half millisecond, took 1.05 to 1.2 times as long: a megabyte belongs to layers with enough to compute before the next meeting.
    /// </summary>
    public const int LeastValuesAtMeetings = 512 * 1024;

    private readonly ExecutionPlan _plan;
    private readonly Segments _segments;
    private readonly Dictionary<string, Completion> _waiting;
    private readonly ImmutableArray<GradientMark>.Builder _marks = ImmutableArray.CreateBuilder<GradientMark>();

    // What can be completed and belongs to no mark yet, and where its gradients end.
    private readonly List<Completion> _completed = [];
    private int _end;

    private GradientMarks(ExecutionPlan plan)
    {
        (_plan, _segments, _end) = (plan, plan.Segments, plan.Parameters.TrainableLength);
        _waiting = Enumerable.Range(0, _segments.Count).SelectMany(_segments.CompletedBy)
            .ToDictionary(step => step.Name, step => new Completion(plan, step));
    }

    /// <summary>The marks in the order in which lanes come to them; none where nothing is left to do behind any.</summary>
    public static ImmutableArray<GradientMark> Of(ExecutionPlan plan)
    {
        var marks = new GradientMarks(plan);
        if (marks._segments.Count > 1)
        {
            marks.MarkMeetings();
        }
        else
        {
            marks.MarkStretches();
        }

        return marks._marks.ToImmutable();
    }

    private void MarkMeetings()
    {
        for (int segment = _segments.Scoring; segment < _segments.Count - 1; segment++)
        {
            Complete(_segments.CompletedBy(segment));
            if (HasBucket(LeastValuesAtMeetings, out int start))
            {
                Mark(stretch: null, start);
            }
        }
    }

    private void MarkStretches()
    {
        var buffers = PlanBuffers.Of(_plan);
        ImmutableArray<Stretch> stretches = _segments.Stretches(Stage.Backward, 0);
        for (int i = stretches.Length - 1; i > 0; i--)
        {
            Complete(stretches[i].Steps.Reverse().Where(step => _waiting.ContainsKey(step.Name)));
            Kernel[] left = [.. stretches.Take(i).SelectMany(stretch => stretch.Steps).SelectMany(step => _segments.Kernels(step, Stage.Backward, 0))];
            if (left.Length > 0 && HasBucket(LeastValues, out int start) && AreLeft(buffers, _completed.SelectMany(each => each.Kernels), left))
            {
                Mark(i, start);
            }
        }
    }

    private void Complete(IEnumerable<Step> steps)
    {
        foreach (Step step in steps.ToArray())
        {
            _completed.Add(_waiting[step.Name]);
            _waiting.Remove(step.Name);
        }
    }

    /// <summary>
    /// Whether what can be completed is long enough, and is all that lies behind where it begins: layers may run in another order than they were declared in, which is that of the block.
    /// </summary>
    private bool HasBucket(int least, out int start)
    {
        int begin = _end - _completed.Sum(each => each.Length);
        start = begin;
        return _end - begin >= least
            && _completed.All(each => each.Start >= begin && each.End <= _end)
            && _waiting.Values.All(each => each.End <= begin);
    }

    private void Mark(int? stretch, int start)
    {
        _marks.Add(new GradientMark(stretch, [.. _completed.Select(each => each.Step)], start));
        _completed.Clear();
        _end = start;
    }

    /// <summary>Whether lanes write no more to what completing kernels use, nor to where that lies.</summary>
    private static bool AreLeft(PlanBuffers buffers, IEnumerable<Kernel> completing, Kernel[] left)
    {
        PlanBuffer[] used = [.. Used(buffers, completing, writtenOnly: false)];
        return !Used(buffers, left, writtenOnly: true).Any(written => used.Any(buffer => Overlap(buffer, written)));
    }

    /// <summary>What kernels use of the memory that workers share.</summary>
    private static IEnumerable<PlanBuffer> Used(PlanBuffers buffers, IEnumerable<Kernel> kernels, bool writtenOnly) => kernels
        .SelectMany(kernel => kernel.Operands)
        .Where(operand => !writtenOnly || operand.Access != Access.Reads)
        .Select(buffers.Of)
        .OfType<PlanBuffer>()
        .Where(buffer => buffer.Place.Block is Block.Batch or Block.Lane)
        .Distinct();

    private static bool Overlap(PlanBuffer buffer, PlanBuffer other) =>
        buffer.Place.Block == other.Place.Block && buffer.Place.Offset < EndOf(other) && other.Place.Offset < EndOf(buffer);

    private static int EndOf(PlanBuffer buffer) => buffer.Place.Offset + Math.Max(buffer.Floats, buffer.Place.Stride);

    /// <summary>What completes the gradients of a step, and where it writes them.</summary>
    private sealed class Completion
    {
        public Completion(ExecutionPlan plan, Step step)
        {
            // A step makes its kernels and parameters anew whenever it is asked for them.
            (Step, Kernels) = (step, [.. step.Kernels.Where(kernel => kernel.Stage == Stage.Reduce)]);
            ImmutableArray<ParameterSpec> parameters = step.Parameters;

            // Several kernels may write parts of one gradient.
            IEnumerable<int> written = Kernels
                .SelectMany(kernel => kernel.Operands)
                .Where(operand => operand.Kind == OperandKind.ParameterGradient)
                .SelectMany(operand => Enumerable.Range(operand.FirstParameter, operand.ParameterCount))
                .Distinct();
            (Start, End) = (int.MaxValue, 0);
            foreach (int parameter in written)
            {
                int start = plan.OffsetOf(step, parameter);
                int length = parameters[parameter].Size;
                (Start, End, Length) = (Math.Min(Start, start), Math.Max(End, start + length), Length + length);
            }
        }

        public Step Step { get; }

        public Kernel[] Kernels { get; }

        /// <summary>Where its gradients begin in the block.</summary>
        public int Start { get; }

        /// <summary>Where they end.</summary>
        public int End { get; }

        /// <summary>How many values they are.</summary>
        public int Length { get; }
    }
}
