using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Emission.Kernels;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Emission.Drivers;

/// <summary>Writes the training pass: a lane's samples forward, scored, and backward, group by group.</summary>
internal sealed class TrainingDriver(CodeWriter writer, ExecutionPlan plan, Places places, KernelLibrary kernels, string className)
{
    private readonly Arguments _arguments = new(plan, places, kernels);
    private readonly Segments _segments = plan.Segments;

    /// <summary>The segment that is being written.</summary>
    private int _segment;

    public void Write()
    {
        new PackJobs(writer, plan, _arguments).Write();
        for (_segment = 0; _segment < _segments.Count; _segment++)
        {
            writer.Gap();
            WriteLane();
        }

        if (_segments.Count > 1)
        {
            writer.Gap();
            new MeetingDriver(writer, plan, _arguments, className).Write();
        }

        var jobs = new GradientJobs(writer, plan, _arguments, className);
        writer.Gap();
        jobs.Write();
        if (_segments.Count > 1)
        {
            writer.Gap();
            jobs.WriteCompleted();
        }
    }

    private void WriteLane()
    {
        bool scores = _segment == _segments.Scoring;
        string ways = scores ? "forward and backward" : _segment < _segments.Scoring ? "forward" : "backward";
        string words = _segments.Count == 1 ? "" : $", segment {_segment + 1} of {_segments.Count}";
        string marks = plan.Marks.All(mark => mark.Stretch is null) ? "" : " At a mark they have left what the gradients behind it are made of.";
        writer.Line($"/// <summary>Samples first to end - 1 of a batch, {ways}{words}, {plan.GroupSize} at a time.{marks}</summary>");
        string name = _segments.Count == 1 ? "RunLane" : $"RunSegment{_segment}";
        string access = _segments.Count == 1 ? "internal" : "private";
        using (writer.Block($"{access} static void {name}({className}_TrainingPass pass, TrainingBatch batch, int lane, int first, int end, int worker)"))
        {
            writer.Local("weights", "ref float weights = ref pass.Packed.Start;");
            writer.Local("parameters", "ref float parameters = ref pass.Parameters;");
            writer.Local("work", "ref float work = ref pass.WorkerBuffers[worker].Start;");
            writer.Local("rows", "ref float rows = ref pass.Batch.Start;");
            writer.Local("capacity", "nint capacity = pass.Capacity;");
            writer.Local("lanes", "ref float lanes = ref pass.LaneGradients[lane].Start;");
            WriteClearing();
            using (writer.Block($"for (int group = first; group < end; group += {plan.GroupSize})"))
            {
                writer.Line($"int count = Math.Min({plan.GroupSize}, end - group);");
                WriteForward();
                ImmutableArray<Stretch> stretches = _segments.Stretches(Stage.Backward, _segment);
                bool scoresAlone = scores && (plan.Output.IsRow || !stretches[stretches.Length - 1].IsBySample);
                if (scoresAlone)
                {
                    using (ForSamples())
                    {
                        WriteScore();
                    }

                    WriteStop();
                }

                for (int i = stretches.Length - 1; i >= 0; i--)
                {
                    bool scoresHere = scores && !scoresAlone && i == stretches.Length - 1;
                    WriteBackward(stretches[i], scoresHere);
                    if (scoresHere && i > 0)
                    {
                        // What stops in there is the walk over samples.
                        WriteStop();
                    }

                    WriteMark(i);
                }
            }
        }
    }

    /// <summary>Tells, where a mark stands behind a stretch, that samples have come to it.</summary>
    private void WriteMark(int stretch)
    {
        for (int mark = 0; mark < plan.Marks.Length; mark++)
        {
            if (plan.Marks[mark].Stretch == stretch)
            {
                writer.Line($"pass.Reach({mark}, group + {plan.GroupSize} >= end);");
            }
        }
    }

    /// <summary>What the segment sums up begins at zero.</summary>
    private void WriteClearing()
    {
        if (_segments.Count == 1)
        {
            writer.Line("pass.LaneGradients[lane].Span.Clear();");
            return;
        }

        (int at, int end) = (0, 0);
        IEnumerable<PlanBuffer> begun = plan.LaneBeginnings.Where(beginning => beginning.Segment == _segment).Select(beginning => beginning.Buffer);
        foreach (PlanBuffer buffer in begun.OrderBy(buffer => buffer.Place.Offset))
        {
            // What lies side by side is cleared at once.
            if (buffer.Place.Offset != end)
            {
                Clear();
                at = buffer.Place.Offset;
            }

            end = buffer.Place.Offset + buffer.Floats;
        }

        Clear();

        void Clear()
        {
            if (end > at)
            {
                writer.Line($"pass.LaneGradients[lane].Span.Slice({at}, {end - at}).Clear();");
            }
        }
    }

    private CodeWriter.Scope ForSamples()
    {
        CodeWriter.Scope scope = writer.Block("for (int i = 0; i < count; i++)");
        writer.Local("sample", "int sample = group + i;");
        return scope;
    }

    private void WriteStop()
    {
        using (writer.Block("if (!batch.IsTraining)"))
        {
            writer.Line("continue;");
        }
    }

    private void WriteForward()
    {
        if (_segment == 0)
        {
            using (ForSamples())
            {
                writer.Line($"ref float input = ref batch.Read(sample, {plan.Input.Size});");
                foreach (Step step in _segments.Stretches(Stage.Forward, 0)[0].Steps.Where(StartsSample))
                {
                    WriteSampleForward(step);
                }
            }
        }

        ImmutableArray<Stretch> stretches = _segments.Stretches(Stage.Forward, _segment);
        for (int i = 0; i < stretches.Length; i++)
        {
            Stretch stretch = stretches[i];
            Step[] steps = [.. stretch.Steps.Where(step => (_segment > 0 || i > 0 || !StartsSample(step)) && Forward(step).Any())];
            if (!stretch.IsBySample)
            {
                WriteGroupForward(steps);
            }
            else if (steps.Length > 0)
            {
                WriteSamplesForward(steps);
            }
        }
    }

    /// <summary>Whether a step of the first stretch belongs to the walk that reads the samples: only there their input is at hand.</summary>
    private bool StartsSample(Step step) => plan.Stretches[0].IsBySample || step.Input.Is(plan.Input);

    private void WriteSamplesForward(Step[] steps)
    {
        using (ForSamples())
        {
            foreach (Step step in steps)
            {
                WriteSampleForward(step);
            }
        }
    }

    private void WriteGroupForward(Step[] steps)
    {
        foreach (Step step in steps)
        {
            if (Forward(step).All(kernel => kernel.Cut == Cut.Group))
            {
                writer.Heading(step.Text);
                WriteCalls(step, Forward(step));
                continue;
            }

            WriteSamplesForward([step]);
        }
    }

    private void WriteSampleForward(Step step)
    {
        if (!Forward(step).Any())
        {
            return;
        }

        writer.Heading(step.Text);
        WriteCalls(step, Forward(step).Where(kernel => kernel.Condition == Condition.Always));
        WriteConditional("if (batch.IsTraining)", step, Condition.WhileTraining);
        WriteConditional("else", step, Condition.WhileEvaluating);
    }

    private void WriteConditional(string header, Step step, Condition condition)
    {
        Kernel[] kernels = [.. Forward(step).Where(kernel => kernel.Condition == condition)];
        if (kernels.Length > 0)
        {
            using (writer.Block(header))
            {
                WriteCalls(step, kernels);
            }
        }
    }

    private void WriteCalls(Step step, IEnumerable<Kernel> kernels)
    {
        foreach (Kernel kernel in kernels)
        {
            writer.Line(_arguments.Call(step, kernel));
        }
    }

    private IEnumerable<Kernel> Forward(Step step) => _segments.Kernels(step, Stage.Forward, _segment);

    private IEnumerable<Kernel> Backward(Step step) => _segments.Kernels(step, Stage.Backward, _segment);

    private void WriteScore()
    {
        int size = plan.Output.Size;
        writer.Line($"ref float logits = ref {_arguments.Values(plan.Logits)};");
        writer.Line($"ref float outputs = ref {_arguments.Values(plan.Output)};");
        writer.Line(plan.Logits.Is(plan.Output)
            ? $"ref float gradient = ref {_arguments.Gradient(plan.Output)};"
            : $"ref float gradient = ref batch.GradientOfLogits ? ref {_arguments.Gradient(plan.Logits)} : ref {_arguments.Gradient(plan.Output)};");
        using (writer.Indent("batch.Score("))
        {
            writer.Line("sample,");
            writer.Line($"MemoryMarshal.CreateReadOnlySpan(ref logits, {size}),");
            writer.Line($"MemoryMarshal.CreateReadOnlySpan(ref outputs, {size}),");
            writer.Line($"MemoryMarshal.CreateSpan(ref gradient, {size}));");
        }
    }

    private void WriteBackward(Stretch stretch, bool scores)
    {
        if (!stretch.IsBySample)
        {
            WriteGroupBackward(stretch);
        }
        else if (scores || stretch.Steps.SelectMany(Backward).Any())
        {
            WriteSamplesBackward(stretch, scores);
        }
    }

    private void WriteGroupBackward(Stretch stretch)
    {
        foreach (Step step in stretch.Steps.Reverse().Where(step => Backward(step).Any()))
        {
            writer.Heading($"{step.Text}, backward");
            foreach (Kernel kernel in Backward(step))
            {
                using (kernel.Cut == Cut.Group ? null : ForSamples() as IDisposable)
                {
                    WriteBackward(step, kernel);
                }
            }
        }
    }

    private void WriteSamplesBackward(Stretch stretch, bool scores)
    {
        using (ForSamples())
        {
            if (scores)
            {
                WriteScore();
                WriteStop();
            }

            foreach (Step step in stretch.Steps.Reverse().Where(step => Backward(step).Any()))
            {
                writer.Heading($"{step.Text}, backward");
                foreach (Kernel kernel in Backward(step))
                {
                    WriteBackward(step, kernel);
                }
            }
        }
    }

    /// <summary>A call on the way back. A loss that is fused with the output activation has given the gradient by what that was applied to.</summary>
    private void WriteBackward(Step step, Kernel kernel)
    {
        bool mayBeFused = step.Output.Is(plan.Output) && !plan.Logits.Is(plan.Output);
        using (mayBeFused ? writer.Block("if (!batch.GradientOfLogits)") as IDisposable : null)
        {
            writer.Line(_arguments.Call(step, kernel));
        }
    }
}
