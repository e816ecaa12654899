using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Emission.Drivers;

/// <summary>
/// Writes the jobs that complete the gradients behind the lanes: sums over lanes, and what is a product over the whole batch. They are numbered in the order in which the lanes leave
/// what they read, so that those of the layers behind run while the lanes meet on their way to the layers before.
/// </summary>
internal sealed class GradientJobs(CodeWriter writer, ExecutionPlan plan, Arguments arguments, string className)
{
    private readonly Segments _segments = plan.Segments;

    public static int Count(ExecutionPlan plan) => plan.Steps.Sum(Count);

    /// <summary>Of each mark how many jobs have all that they read when all lanes have come to it, and where in the gradients begins what these complete.</summary>
    public static IEnumerable<int> Marks(ExecutionPlan plan)
    {
        int completed = 0;
        foreach (GradientMark mark in plan.Marks)
        {
            completed += mark.Steps.Sum(Count);
            yield return completed;
            yield return mark.Start;
        }
    }

    /// <summary>Writes how many of the jobs may run when all lanes have run a segment.</summary>
    public void WriteCompleted()
    {
        int completed = 0;
        var counts = new List<string>();
        for (int segment = 0; segment < _segments.Count; segment++)
        {
            completed += _segments.CompletedBy(segment).Sum(Count);
            counts.Add(Literal.Of(completed));
        }

        writer.Line("/// <summary>How many jobs of <see cref=\"RunGradientJob\"/> have all that they read when all lanes have run a segment.</summary>");
        using (writer.Block("internal static int GradientJobsBehind(int segment)"))
        {
            writer.Line($"ReadOnlySpan<int> jobs = new[] {{ {string.Join(", ", counts)} }};");
            writer.Line("return jobs[segment];");
        }
    }

    public void Write()
    {
        writer.Line("/// <summary>Completes a part of the gradients; every job writes a part of its own.</summary>");
        using (writer.Block($"internal static void RunGradientJob({className}_TrainingPass pass, LaneRange lanes, int job, int worker)"))
        {
            if (Operands().Any(operand => operand is { Kind: OperandKind.ParameterGradient, Need: null }))
            {
                writer.Line("ref float gradient = ref MemoryMarshal.GetArrayDataReference(pass.Gradients);");
            }

            if (Operands().Any(operand => operand is { Kind: OperandKind.Need, Place.Block: Block.Work }))
            {
                writer.Line("ref float work = ref pass.WorkerBuffers[worker].Start;");
            }

            if (Operands().Any(IsOfBatch))
            {
                writer.Line("ref float rows = ref pass.Batch.Start;");
                writer.Line("nint capacity = pass.Capacity;");
            }

            int before = 0;
            foreach (Step step in InOrder())
            {
                WriteJobs(step, before);
                before = Count(step);
            }
        }
    }

    /// <summary>The steps in the order of their jobs: where lanes come to marks between stretches, those behind go first.</summary>
    private IEnumerable<Step> InOrder()
    {
        IEnumerable<Step> steps = Enumerable.Range(0, _segments.Count).SelectMany(_segments.CompletedBy);
        return plan.Marks.Any(mark => mark.Stretch is not null) ? steps.Reverse() : steps;
    }

    private IEnumerable<Operand> Operands() => plan.Steps.SelectMany(Kernels).SelectMany(kernel => kernel.Operands);

    private static IEnumerable<Kernel> Kernels(Step step) => step.Kernels.Where(kernel => kernel.Stage == Stage.Reduce);

    private static int Count(Step step) => Kernels(step).Select(kernel => kernel.Jobs).DefaultIfEmpty().Max();

    private static bool IsOfBatch(Operand operand) => operand.IsReference && operand.Place.Block == Block.Batch;

    /// <param name="before">Jobs of the step before: numbers count on from there.</param>
    private void WriteJobs(Step step, int before)
    {
        if (before > 0)
        {
            writer.Line($"job -= {before};");
        }

        writer.Heading(step.Text);
        using (writer.Block($"if (job < {Count(step)})"))
        {
            if (Kernels(step).FirstOrDefault(kernel => kernel.Cut == Cut.Range) is { } ranged)
            {
                writer.Line($"int first = job * {ranged.ItemsPerJob};");
            }

            // What several kernels read of the batch is named once.
            var given = new Dictionary<string, string>();
            foreach (Kernel kernel in Kernels(step))
            {
                foreach (Operand operand in kernel.Operands.Where(operand => IsOfBatch(operand) && !given.ContainsKey(operand.Name)))
                {
                    given.Add(operand.Name, $"ref {operand.Name}");
                    writer.Line($"ref float {operand.Name} = ref {arguments.Reference(step, kernel, operand)};");
                }
            }

            foreach (Kernel kernel in Kernels(step))
            {
                // What is no range is done by the first job.
                using (kernel.Cut == Cut.Range ? null : writer.Block("if (job == 0)") as System.IDisposable)
                {
                    if (kernel.Piece is { } piece)
                    {
                        WritePiece(step, kernel, piece, given);
                    }
                    else
                    {
                        writer.Line(arguments.Call(step, kernel, given: given));
                    }
                }
            }

            writer.Line("return;");
        }
    }

    /// <summary>
    /// Writes a job whose gradient may be taken at once. The kernel begins at the first item of its job, in what it reads as in what it writes, and so need
    /// not know where in the whole that is.
    /// </summary>
    private void WritePiece(Step step, Kernel kernel, Operand piece, Dictionary<string, string> given)
    {
        string valuesPerItem = Literal.Of(piece.Need!.Length / System.Math.Min(kernel.ItemsPerJob, kernel.Items));
        Operand values = kernel.Operands.Single(operand => operand.Kind == OperandKind.Values);
        writer.Line($"int items = Math.Min({Literal.Of(kernel.ItemsPerJob)}, {Literal.Of(kernel.Items)} - first);");
        writer.Line($"int start = {Reference.Sum(Literal.Of(arguments.StartOf(step, piece)), $"(first * {valuesPerItem})")};");
        writer.Line($"Span<float> piece = pass.PieceAt(start, {arguments.Room(step, piece, $"items * {valuesPerItem}")});");
        writer.Line(arguments.Call(step, kernel, given: new Dictionary<string, string>(given)
        {
            [values.Name] = $"ref Unsafe.Add(ref {values.Name}, first)",
            [piece.Name] = "ref MemoryMarshal.GetReference(piece)",
            [kernel.Operands.Single(operand => operand.Kind == OperandKind.First).Name] = "0",
            [kernel.Operands.Single(operand => operand.Kind == OperandKind.End).Name] = "items",
        }));
        writer.Line("pass.Complete(start, piece);");
    }
}
