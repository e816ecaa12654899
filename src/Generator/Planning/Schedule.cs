using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>
/// In which order the emitted drivers run the kernels that work on samples. Who lives when follows from it, and from what the kernels' operands say.
/// Kernels that pack are not in it: what they write is there until the parameters change.
/// </summary>
internal sealed class Schedule
{
    private readonly ExecutionPlan _plan;
    private readonly ImmutableArray<Turn>.Builder _turns = ImmutableArray.CreateBuilder<Turn>();
    private int _phase;

    private Schedule(ExecutionPlan plan)
    {
        _plan = plan;
    }

    /// <summary>The turns of a group of samples, in order.</summary>
    public static ImmutableArray<Turn> Of(ExecutionPlan plan)
    {
        var schedule = new Schedule(plan);
        if (plan.Setting.Trains)
        {
            schedule.Train();
        }
        else
        {
            schedule.Infer();
        }

        return schedule._turns.ToImmutable();
    }

    private void Infer()
    {
        // What every layer puts out is looked at when the pass has ended.
        bool keepsAll = _plan.Setting.Purpose == Purpose.LayerOutputs;
        Kernel result = Reading("Result", [.. keepsAll ? _plan.Steps.Select(step => Operand.Values(step.Name, step.Output)) : [Operand.Values("output", _plan.Output)]]);
        bool isOfImages = !keepsAll && !_plan.Output.IsRow;
        foreach (Stretch stretch in _plan.Stretches)
        {
            Kernel[] kernels = [.. stretch.Steps.SelectMany(Forward)];
            if (!stretch.IsBySample)
            {
                Run(kernels);
            }
            else
            {
                BySample([.. kernels, .. isOfImages && stretch == _plan.Stretches.Last() ? [result] : Array.Empty<Kernel>()]);
            }
        }

        if (!isOfImages || !_plan.Stretches.Last().IsBySample)
        {
            BySample([result]);
        }
    }

    private void Train()
    {
        Segments segments = _plan.Segments;
        for (int segment = 0; segment < segments.Count; segment++)
        {
            GoForward(segments, segment);
            bool scores = segment == segments.Scoring;
            if (scores && _plan.Output.IsRow)
            {
                BySample([Score]);
            }

            GoBack(segments, segment, scores && !_plan.Output.IsRow);
            _phase++;
            IEnumerable<Kernel> completing = segments.Completing(segment);
            if (segment < segments.Count - 1)
            {
                _turns.Add(new Turn(_phase++, IsBySample: false, [segments.MeetingAfter(segment).Kernel, .. completing]));
            }
            else
            {
                Finish(completing);
            }
        }
    }

    private void GoForward(Segments segments, int segment)
    {
        IEnumerable<Kernel> Kernels(Step step) => segments.Kernels(step, Stage.Forward, segment);

        // The driver reads the caller's sample once, so all that reads it is in the first loop.
        bool isFirst = segment == 0;
        foreach (Stretch stretch in segments.Stretches(Stage.Forward, segment))
        {
            bool Starts(Step step) => isFirst && step.Input.Is(_plan.Input);

            if (stretch.IsBySample)
            {
                BySample([.. stretch.Steps.SelectMany(Kernels)]);
            }
            else
            {
                BySample([.. stretch.Steps.Where(Starts).SelectMany(Kernels)]);
                foreach (Step step in stretch.Steps.Where(step => !Starts(step)))
                {
                    RunStep([.. Kernels(step)]);
                }
            }

            isFirst = false;
        }
    }

    private void GoBack(Segments segments, int segment, bool scores)
    {
        ImmutableArray<Stretch> stretches = segments.Stretches(Stage.Backward, segment);
        for (int i = stretches.Length - 1; i >= 0; i--)
        {
            Stretch stretch = stretches[i];
            Kernel[] kernels = [.. stretch.Steps.Reverse().SelectMany(step => segments.Kernels(step, Stage.Backward, segment))];
            Kernel[] score = scores && i == stretches.Length - 1 ? [Score] : [];
            if (stretch.IsBySample)
            {
                BySample([.. score, .. kernels]);
            }
            else
            {
                BySample([.. score]);
                Run(kernels);
            }
        }
    }

    /// <summary>All kernels of a step for one sample, then for the next, unless all of them take a group.</summary>
    private void RunStep(ImmutableArray<Kernel> kernels)
    {
        if (kernels.All(kernel => kernel.Cut == Cut.Group))
        {
            Run(kernels);
        }
        else
        {
            BySample(kernels);
        }
    }

    /// <summary>What runs when all lanes have ended.</summary>
    private void Finish(IEnumerable<Kernel> kernels)
    {
        if (_plan.Input.NeedsGradient)
        {
            kernels = kernels.Append(Reading("InputGradient", Operand.Gradient("gradient", _plan.Input)));
        }

        _turns.Add(new Turn(_phase, IsBySample: false, [.. kernels]));
    }

    /// <summary>The loss reads the output and writes the gradient by it, or by what the last activation was applied to.</summary>
    private Kernel Score => new(
        "Score",
        Stage.Backward,
        Cut.Sample,
        [
            Operand.Values("logits", _plan.Logits),
            Operand.Values("outputs", _plan.Output),
            Operand.Gradient("gradient", _plan.Output, Access.Writes),
            .. _plan.Logits.Is(_plan.Output) ? Array.Empty<Operand>() : [Operand.Gradient("gradient of logits", _plan.Logits, Access.Writes)],
        ],
        (_, _) => { });

    private static Kernel Reading(string name, params Operand[] operands) => new(name, Stage.Forward, Cut.Sample, [.. operands], (_, _) => { });

    /// <summary>Parts of a sample run where the kernel would that does it whole, and touch what that does.</summary>
    private static IEnumerable<Kernel> Forward(Step step) =>
        step.IsSkipped ? [] : step.Kernels.Where(kernel => kernel.Stage == Stage.Forward && !kernel.IsPart);

    private void Run(IEnumerable<Kernel> kernels) => _turns.AddRange(kernels.Select(kernel => new Turn(_phase, IsBySample: kernel.Cut != Cut.Group, [kernel])));

    private void BySample(ImmutableArray<Kernel> kernels)
    {
        if (!kernels.IsEmpty)
        {
            _turns.Add(new Turn(_phase, IsBySample: true, kernels));
        }
    }
}

/// <summary>Kernels that a driver runs without a break.</summary>
/// <param name="Phase">Number of the phase: all jobs of one end before those of the next begin.</param>
/// <param name="IsBySample">All of them run for the first sample of the group, then for the next; else each runs once, for all samples.</param>
/// <param name="Kernels">The kernels, in order.</param>
internal sealed record Turn(int Phase, bool IsBySample, ImmutableArray<Kernel> Kernels);
