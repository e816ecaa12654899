using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Emission.Kernels;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Emission.Drivers;

/// <summary>
/// Spells what kernels are given. The references begin at the locals of the emitted drivers: "weights", "work", "lanes", "input", and "rows"
/// with the batch's "capacity"; where parameters are packed at "parameters" and "packed", where their gradients are completed at "gradient".
/// </summary>
internal sealed class Arguments(ExecutionPlan plan, Places places, KernelLibrary kernels)
{
    private static readonly (string InGroup, string InBatch) ThisSample = ("i", "sample");

    private Setting Setting => plan.Setting;

    /// <summary>A call of a kernel: for sample i, which is number "sample" of the batch; for a group; for what the driver's job is.</summary>
    /// <param name="step">The step.</param>
    /// <param name="kernel">One of its kernels.</param>
    /// <param name="scratch">Where the step's own buffers begin, if not with all others.</param>
    /// <param name="given">What the driver has spelled already of the operands, by name.</param>
    public string Call(Step step, Kernel kernel, string scratch = "work", IReadOnlyDictionary<string, string>? given = null)
    {
        IEnumerable<string> arguments = kernel.Operands.Select(operand => given?.TryGetValue(operand.Name, out string words) == true ? words
            : operand.IsReference ? $"ref {Reference(step, kernel, operand, scratch)}"
            : Number(step, kernel, operand));
        string call = $"{kernels.NameOf(step, kernel)}({string.Join(", ", arguments)})";
        string clearing = string.Concat(kernel.Operands.Where(operand => operand.ClearsBorder && IsFirstAt(step, operand)).Select(operand => Clearing(step, kernel, operand, scratch) + "\n"));
        return clearing + (kernel.GivesPenalty ? $"batch.AddActivityPenalty(sample, {call});" : call + ";");
    }

    /// <summary>Whether a step is the first that writes to the place of an operand: what others write to the same whole has that one's border.</summary>
    private bool IsFirstAt(Step step, Operand operand) => operand.Tensor is not { } tensor
        || ReferenceEquals(plan.Steps.First(other => !other.IsSkipped && other.Outputs.Any(output => output.PlaceIdentity == tensor.PlaceIdentity)), step);

    /// <summary>Clears the border around what a kernel will write. Of the parts of a sample the first does it for all: none of them writes there.</summary>
    private string Clearing(Step step, Kernel kernel, Operand operand, string scratch)
    {
        // Of a group each sample's.
        bool isOfGroup = kernel.Cut is Cut.Group or Cut.GroupPart && Setting.GroupSize > 1;
        Frame frame = operand.Frame;
        string numbers = string.Join(", ", new[] { frame.Lead, frame.Rows, frame.RowStride, frame.Gap, frame.Trail }.Select(number => Literal.Of(number)));
        Operand whole = operand.Tensor is { Within: not null } part ? Operand.Values(operand.Name, part.Outermost) : operand;
        string call = $"ZeroBorder.Clear(ref {Reference(step, isOfGroup ? kernel with { Cut = Cut.Sample } : kernel, whole, scratch)}, {numbers});";
        string ofAll = isOfGroup ? $"for (int i = 0; i < count; i++) {call}" : call;
        return kernel.IsPart ? $"if (s == 0) {ofAll}" : ofAll;
    }

    /// <summary>A reference to what an operand is about.</summary>
    public string Reference(Step step, Kernel kernel, Operand operand, string scratch = "work")
    {
        string reference = operand.Kind switch
        {
            OperandKind.Parameter => Code.Reference.At("parameters", plan.OffsetOf(step, operand.FirstParameter)),
            OperandKind.ParameterGradient => Code.Reference.At("gradient", plan.OffsetOf(step, operand.FirstParameter)),
            OperandKind.Values => Values(operand.Tensor!, FirstSample(kernel)),
            OperandKind.Gradient => Gradient(operand.Tensor!, FirstSample(kernel)),
            _ => At(step.Name + operand.Need!.Name, operand.Place, FirstSample(kernel), kernel.Stage == Stage.Pack ? "packed" : "weights", scratch),
        };
        return operand.IsOfBytes ? $"Unsafe.As<float, byte>(ref {reference})" : reference;
    }

    /// <summary>Where the gradient begins, in the block of all, that a kernel writes in pieces.</summary>
    public int StartOf(Step step, Operand piece) => plan.OffsetOf(step, piece.FirstParameter);

    /// <summary>The running worker's room for a piece.</summary>
    public string Room(Step step, Operand piece, string length) =>
        $"pass.WorkerBuffers[worker].Span.Slice({places.Name(Setting, step.Name + piece.Need!.Name, piece.Place)}, {length})";

    /// <summary>What a meeting takes of the lane whose sums are the local "lane".</summary>
    public string LaneSums(Step step, Kernel meeting)
    {
        Need need = meeting.Operands.Single(operand => operand.Kind == OperandKind.NeedOfLanes).Need!;
        return $"lane.Slice({places.Name(Setting, step.Name + need.Name, need.Place)}, {Literal.Of(need.Floats)})";
    }

    /// <summary>The values of sample i.</summary>
    public string Values(Tensor tensor) => Values(tensor, ThisSample);

    /// <summary>The gradient by sample i's values.</summary>
    public string Gradient(Tensor tensor) => Gradient(tensor, ThisSample);

    private string Values(Tensor tensor, (string InGroup, string InBatch) sample) =>
        Code.Reference.At(At(plan.NameOf(tensor.Outermost) + (Setting.Trains ? "Kept" : "Values"), tensor.Place, sample), tensor.FirstChannel);

    private string Gradient(Tensor tensor, (string InGroup, string InBatch) sample) =>
        Code.Reference.At(At(plan.GradientNameOf(tensor), tensor.GradientPlace, sample), tensor.FirstGradientChannel ?? 0);

    /// <summary>The first sample that a kernel takes, counted within the group that is carried and within the batch.</summary>
    private static (string InGroup, string InBatch) FirstSample(Kernel kernel) => (kernel.Cut, kernel.Stage) switch
    {
        (Cut.Sample or Cut.Part, _) => ThisSample,
        (Cut.Group or Cut.GroupPart, _) => ("0", "group"),
        (_, Stage.Reduce) => ("0", "lanes.FirstSample"),
        _ => ("0", "0"),
    };

    private string At(string name, Place place, (string InGroup, string InBatch) sample, string weights = "weights", string work = "work") => place.Block switch
    {
        Block.Sample => Code.Reference.At("input", Code.Reference.Product(sample.InGroup, place.Stride)),
        Block.Weights => Code.Reference.At(weights, places.Name(Setting, name, place)),
        Block.Work => Code.Reference.At(
            work, Code.Reference.Sum(places.Name(Setting, name, place), Code.Reference.Product(sample.InGroup, place.Stride))),
        Block.Lane => Code.Reference.At("lanes", places.Name(Setting, name, place)),
        Block.Batch => Code.Reference.At("rows", InBatch($"capacity * {places.Name(Setting, name, place)}", sample.InBatch, place.Stride)),
        _ => throw new InvalidOperationException($"{name} has no place."),
    };

    private static string InBatch(string first, string sample, int stride) =>
        sample == "0" || stride == 0 ? first : $"({first}) + ((nint){sample} * {Literal.Of(stride)})";

    private string Number(Step step, Kernel kernel, Operand operand) => operand.Kind switch
    {
        OperandKind.NeedOfLanes => "lanes.Of(pass.LaneGradients)",
        OperandKind.LaneSize => Code.Reference.Product("lanes.Size", kernel.Cut == Cut.Meeting ? 1 : plan.LeastPart),
        OperandKind.SampleCount => kernel.Stage == Stage.Reduce || kernel.Cut == Cut.Meeting ? "lanes.Samples" : "count",
        OperandKind.Before => "sample - first",
        OperandKind.First => "first",
        OperandKind.End => $"Math.Min(first + {Literal.Of(kernel.ItemsPerJob)}, {Literal.Of(kernel.Items)})",
        OperandKind.Part => "s",
        OperandKind.RandomKey => $"CounterRandom.Derive(batch.RandomKey, {Literal.Of(plan.NumberOf(step))}, sample)",
        OperandKind.Share => "1f / batch.Count",
        _ => throw new ArgumentOutOfRangeException(nameof(operand), operand.Kind, "Every number has its words."),
    };
}
