using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>A place on the lanes' way back: all that pass it have left what the gradients of some steps behind are made of.</summary>
/// <param name="Stretch">The backward stretch behind which it stands.</param>
/// <param name="Steps">The steps whose gradients can be completed there and could not at the mark before, from the last to the first.</param>
/// <param name="Start">Where what they complete begins in the block of gradients. It ends where that of the mark before begins, or the block.</param>
internal sealed record GradientMark(int Stretch, ImmutableArray<Step> Steps, int Start);

/// <summary>
/// Cuts the gradients of a network whose lanes never meet on their way into buckets: what lies behind a mark can be completed, and summed over ranks, while lanes are still on their way
/// back through the layers before. Marks stand between two stretches, so never in a loop over samples.
/// </summary>
internal static class GradientMarks
{
    /// <summary>
    /// The fewest values of a bucket. On links of 1 Gbit/s with 0.1 ms a message takes as long as some 8 Ki values, on those of 10 Gbit/s as long as 64 Ki, however short it is; a bucket
    /// costs one or more messages of its own, so a shorter one saves less than it costs.
    /// </summary>
    public const int LeastValues = 16 * 1024;

    /// <summary>The marks in the order in which lanes come to them; none where lanes meet, or nothing is left to do behind any.</summary>
    public static ImmutableArray<GradientMark> Of(ExecutionPlan plan)
    {
        Segments segments = plan.Segments;
        ImmutableArray<Stretch> stretches = segments.Stretches(Stage.Backward, 0);
        if (segments.Count > 1 || stretches.Length < 2)
        {
            return [];
        }

        var buffers = PlanBuffers.Of(plan);
        Dictionary<string, Kernel[]> reducing = segments.CompletedBy(0)
            .ToDictionary(step => step.Name, step => step.Kernels.Where(kernel => kernel.Stage == Stage.Reduce).ToArray());
        var waiting = new HashSet<string>(reducing.Keys);
        var marks = ImmutableArray.CreateBuilder<GradientMark>();
        var steps = ImmutableArray.CreateBuilder<Step>();
        int end = plan.Parameters.TrainableLength;
        for (int i = stretches.Length - 1; i > 0; i--)
        {
            steps.AddRange(stretches[i].Steps.Reverse().Where(step => waiting.Remove(step.Name)));
            (int Start, int End)[] written = [.. steps.SelectMany(step => Written(plan, step, reducing[step.Name])).Distinct()];
            int start = end - written.Sum(range => range.End - range.Start);
            Kernel[] left = [.. stretches.Take(i).SelectMany(stretch => stretch.Steps).SelectMany(step => segments.Kernels(step, Stage.Backward, 0))];

            // Layers may run in another order than they were declared in, which is that of the block: what is completed must be all that lies behind its beginning.
            bool isWhole = written.All(range => range.Start >= start && range.End <= end);
            bool isDone = plan.Steps.Where(step => waiting.Contains(step.Name)).SelectMany(step => Written(plan, step, reducing[step.Name])).All(range => range.End <= start);
            if (end - start >= LeastValues && left.Length > 0 && isWhole && isDone && AreLeft(buffers, steps.SelectMany(step => reducing[step.Name]), left))
            {
                marks.Add(new GradientMark(i, steps.ToImmutable(), start));
                steps.Clear();
                end = start;
            }
        }

        return marks.ToImmutable();
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

    /// <summary>Which places of the block of gradients a step's jobs write, each once: several kernels may write parts of one gradient.</summary>
    private static IEnumerable<(int Start, int End)> Written(ExecutionPlan plan, Step step, Kernel[] kernels)
    {
        ImmutableArray<ParameterSpec> parameters = step.Parameters;
        return kernels
            .SelectMany(kernel => kernel.Operands)
            .Where(operand => operand.Kind == OperandKind.ParameterGradient)
            .SelectMany(operand => Enumerable.Range(operand.FirstParameter, operand.ParameterCount))
            .Distinct()
            .Select(parameter => (plan.OffsetOf(step, parameter), plan.OffsetOf(step, parameter) + parameters[parameter].Size));
    }
}
