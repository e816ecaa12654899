using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>How the samples of a group go through a stretch.</summary>
internal enum StretchKind
{
    /// <summary>One after the other through all steps.</summary>
    Samples,

    /// <summary>All of them, as images, through one step after the other.</summary>
    Groups,

    /// <summary>All of them, as rows of matrices, through one step after the other.</summary>
    Rows,
}

/// <summary>
/// Steps that the samples of a group go through in one way: one sample after the other through all of them, so that its values stay in the cache; or,
/// where samples are rows of matrices or weights are heavy, all samples through one step after the other.
/// </summary>
internal sealed record Stretch(StretchKind Kind, ImmutableArray<Step> Steps)
{
    private static readonly int Kinds = Enum.GetValues(typeof(StretchKind)).Length;

    /// <summary>Whether samples are rows of matrices.</summary>
    public bool IsOfRows => Kind == StretchKind.Rows;

    /// <summary>Whether one sample goes through all steps before the next.</summary>
    public bool IsBySample => Kind == StretchKind.Samples;

    /// <summary>
    /// Orders steps so that they make few stretches, which take turns: a step stands in the first of its kind behind those that make what it reads. Within one
    /// the order stays.
    /// </summary>
    public static IEnumerable<Step> Order(IReadOnlyList<Step> steps)
    {
        var made = new Dictionary<object, int>();
        var numbers = new List<(int Number, Step Step)>();
        foreach (Step step in steps)
        {
            int number = step.Inputs.Max(input => made.TryGetValue(input.Identity, out int known) ? known : 0);

            // What is done on the way back alone comes there before the step that it stands behind.
            number = step.IsOfWayBack ? Math.Max(number, numbers[numbers.Count - 1].Number) : number;
            while (number % Kinds != (int)KindOf(step))
            {
                number++;
            }

            numbers.Add((number, step));

            // A fork makes no other values, and yet all readers stand behind it: on the way back it waits for their gradients.
            foreach (Tensor output in step.Outputs)
            {
                made[output.Identity] = number;
            }
        }

        return numbers.OrderBy(numbered => numbered.Number).Select(numbered => numbered.Step);
    }

    /// <summary>Cuts steps that are in order into stretches.</summary>
    public static ImmutableArray<Stretch> Cut(ImmutableArray<Step> steps)
    {
        var stretches = ImmutableArray.CreateBuilder<Stretch>();
        for (int first = 0, end; first < steps.Length; first = end)
        {
            StretchKind kind = KindOf(steps[first]);
            end = first + 1;
            while (end < steps.Length && KindOf(steps[end]) == kind)
            {
                end++;
            }

            stretches.Add(new Stretch(kind, steps.RemoveRange(end, steps.Length - end).RemoveRange(0, first)));
        }

        return stretches.ToImmutable();
    }

    /// <summary>
    /// Splits stretches into what threads that share samples do in phases and what follows, which does not know the network's input: where samples become rows, or further on,
    /// behind the last step on rows that threads share and behind all that read the input. Samples that go one after the other through a stretch go through all of it.
    /// </summary>
    public static (ImmutableArray<Stretch> First, ImmutableArray<Stretch> Last) Split(ImmutableArray<Stretch> stretches)
    {
        int firsts = stretches.TakeWhile(stretch => !stretch.IsOfRows).Count();
        int end = 0;
        for (int i = firsts; i < stretches.Length; i++)
        {
            Stretch stretch = stretches[i];
            bool isOfRows = stretch.IsOfRows;
            bool BelongsToFirst(Step step) => !step.IsSkipped && ((isOfRows && step.IsShared) || step.Inputs.Any(input => input.Place.Block == Block.Sample));
            int steps = stretch.Steps.Length;
            while (steps > 0 && !BelongsToFirst(stretch.Steps[steps - 1]))
            {
                steps--;
            }

            if (steps > 0)
            {
                (firsts, end) = isOfRows && steps < stretch.Steps.Length ? (i, steps) : (i + 1, 0);
            }
        }

        ImmutableArray<Stretch> first = stretches.RemoveRange(firsts, stretches.Length - firsts);
        ImmutableArray<Stretch> last = stretches.RemoveRange(0, firsts);
        if (end == 0)
        {
            return (first, last);
        }

        Stretch cut = last[0];
        return (
            first.Add(cut with { Steps = cut.Steps.RemoveRange(end, cut.Steps.Length - end) }),
            last.SetItem(0, cut with { Steps = cut.Steps.RemoveRange(0, end) }));
    }

    /// <summary>Marks the values that are still needed when a stretch has ended.</summary>
    public static void MarkWhatOutlives(ImmutableArray<Stretch> stretches)
    {
        var values = new Dictionary<object, int>();
        for (int i = 0; i < stretches.Length; i++)
        {
            foreach (Tensor tensor in stretches[i].Steps.SelectMany(step => step.Inputs.Concat(step.Outputs)))
            {
                tensor.OutlivesStretch |= IsElsewhere(values, tensor.Identity, i);
            }
        }

        // Where a plan passes a step by, what it reads stands for what it would make.
        foreach (Step step in stretches.SelectMany(stretch => stretch.Steps).Reverse().Where(step => step.IsSkipped))
        {
            step.Input.OutlivesStretch |= step.Output.OutlivesStretch;
        }
    }

    /// <summary>What goes from rows to rows is of rows: what makes an image of a row belongs to the images behind it.</summary>
    private static StretchKind KindOf(Step step) =>
        step.TakesGroups ? StretchKind.Groups
        : step.Output.IsRow && step.Inputs.All(input => input.IsRow) ? StretchKind.Rows
        : StretchKind.Samples;

    /// <summary>Whether a stretch before this one has the values too.</summary>
    private static bool IsElsewhere(Dictionary<object, int> first, object identity, int stretch)
    {
        if (first.TryGetValue(identity, out int known))
        {
            return known != stretch;
        }

        first.Add(identity, stretch);
        return false;
    }
}
