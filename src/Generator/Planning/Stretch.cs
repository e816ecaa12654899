using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>
/// Steps that the samples of a group go through in one way: one sample after the other through all of them, so that its values stay in the cache; or,
/// where samples are rows of matrices, all samples through one step after the other.
/// </summary>
internal sealed record Stretch(bool IsOfRows, ImmutableArray<Step> Steps)
{
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
            number += number % 2 == (IsOfRow(step) ? 1 : 0) ? 0 : 1;
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
            bool isOfRows = IsOfRow(steps[first]);
            end = first + 1;
            while (end < steps.Length && IsOfRow(steps[end]) == isOfRows)
            {
                end++;
            }

            stretches.Add(new Stretch(isOfRows, steps.RemoveRange(end, steps.Length - end).RemoveRange(0, first)));
        }

        return stretches.ToImmutable();
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

    /// <summary>Whether a step goes from rows to rows: what makes an image of a row belongs to the images behind it.</summary>
    private static bool IsOfRow(Step step) => step.Output.IsRow && step.Inputs.All(input => input.IsRow);

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
