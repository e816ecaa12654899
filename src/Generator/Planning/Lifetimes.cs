using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>
/// From when to when buffers are in use. Times are the numbers of the kernels in a schedule: a buffer lives from the first that writes it to the
/// last that reads it. Scratch lives while its kernel runs.
/// </summary>
internal sealed class Lifetimes
{
    private readonly Dictionary<PlanBuffer, Lifetime> _all;

    private Lifetimes(Dictionary<PlanBuffer, Lifetime> all)
    {
        _all = all;
    }

    /// <summary>The lifetime of a buffer; of one that no kernel names there is none.</summary>
    public Lifetime this[PlanBuffer buffer] => _all.TryGetValue(buffer, out Lifetime? lifetime) ? lifetime : Lifetime.None;

    public static Lifetimes Of(ExecutionPlan plan, PlanBuffers buffers) =>
        new(UsesOf(Schedule.Of(plan), buffers).ToDictionary(uses => uses.Key, uses => LifetimeOf(uses.Value, plan.GroupSize > 1)));

    /// <summary>The same with another lifetime for one buffer.</summary>
    public Lifetimes With(PlanBuffer buffer, Lifetime lifetime) => new(new(_all) { [buffer] = lifetime });

    /// <summary>Who uses a buffer, in order.</summary>
    private static Dictionary<PlanBuffer, List<Use>> UsesOf(ImmutableArray<Turn> turns, PlanBuffers buffers)
    {
        var all = new Dictionary<PlanBuffer, List<Use>>();
        int time = 0;
        foreach (Turn turn in turns)
        {
            // Jobs of a phase that follows the lanes run in any order.
            var whole = new Interval(time, time + turn.Kernels.Length - 1);
            foreach (Kernel kernel in turn.Kernels)
            {
                foreach (Operand operand in kernel.Operands)
                {
                    if (buffers.Of(operand) is { } buffer)
                    {
                        if (!all.TryGetValue(buffer, out List<Use> uses))
                        {
                            all.Add(buffer, uses = []);
                        }

                        uses.Add(new Use(time, operand.Access == Access.Scratch, turn, whole));
                    }
                }

                time++;
            }
        }

        return all;
    }

    private static Lifetime LifetimeOf(List<Use> uses, bool hasManySamples)
    {
        (Use first, Use last) = (uses[0], uses[uses.Count - 1]);
        bool isOfOneTurn = uses.TrueForAll(use => ReferenceEquals(use.Turn, first.Turn));
        bool isScratch = uses.TrueForAll(use => use.IsScratch);

        // What one turn leaves to another must outlast all samples of both: the first sample's, while the others come and go.
        Interval Around(Use use) => !isOfOneTurn && hasManySamples && use.Turn.IsBySample ? use.Whole : new Interval(use.Time, use.Time);
        ImmutableArray<Interval> intervals = isScratch
            ? [.. uses.Select(use => new Interval(use.Time, use.Time))]
            : [new Interval(Around(first).First, Around(last).Last)];
        return new Lifetime(
            intervals, isScratch, IsOfOneSample: isOfOneTurn && first.Turn.IsBySample, FirstPhase: first.Turn.Phase, LastPhase: last.Turn.Phase);
    }

    /// <summary>A kernel's use of a buffer.</summary>
    private readonly record struct Use(int Time, bool IsScratch, Turn Turn, Interval Whole);
}

/// <summary>Kernels of a schedule, by number, from the first to the last.</summary>
internal readonly record struct Interval(int First, int Last)
{
    /// <summary>Whether some kernel is in both.</summary>
    public bool Meets(Interval other) => First <= other.Last && other.First <= Last;
}

/// <summary>When a buffer is in use.</summary>
/// <param name="Intervals">Kernels between which nothing else may lie where it does.</param>
/// <param name="IsScratch">Nobody looks at it when a kernel has ended.</param>
/// <param name="IsOfOneSample">Nobody looks at it when its sample is through, so one sample's room is enough.</param>
/// <param name="FirstPhase">The phase of its first use.</param>
/// <param name="LastPhase">The phase of its last use.</param>
internal sealed record Lifetime(ImmutableArray<Interval> Intervals, bool IsScratch, bool IsOfOneSample, int FirstPhase, int LastPhase)
{
    /// <summary>From the beginning to the end, in every phase.</summary>
    public static readonly Lifetime Forever = new([new Interval(0, int.MaxValue)], IsScratch: false, IsOfOneSample: false, FirstPhase: 0, LastPhase: int.MaxValue);

    /// <summary>Of what the kernels of the schedule never name: what packing alone knows, or nobody.</summary>
    public static readonly Lifetime None = Forever with { LastPhase = 0 };

    /// <summary>From the first kernel that uses it to the last.</summary>
    private Interval Whole { get; } = new(Intervals[0].First, Intervals[Intervals.Length - 1].Last);

    /// <summary>Whether what it holds in one phase is wanted in a later one.</summary>
    public bool OutlivesPhase => !IsScratch && FirstPhase != LastPhase;

    /// <summary>How long it is, in kernels.</summary>
    public long Kernels => Intervals.Sum(interval => (long)interval.Last - interval.First);

    /// <summary>Whether two buffers are in use at the same time by one worker.</summary>
    public bool Meets(Lifetime other)
    {
        // Of the many pairs that are asked about, few are in use at nearly the same time.
        if (!Whole.Meets(other.Whole))
        {
            return false;
        }

        foreach (Interval mine in Intervals)
        {
            foreach (Interval theirs in other.Intervals)
            {
                if (mine.Meets(theirs))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether two buffers are in use at the same time by any workers: these are all somewhere in the same phase.</summary>
    public bool MeetsInBatch(Lifetime other) => FirstPhase <= other.LastPhase && other.FirstPhase <= LastPhase;
}
