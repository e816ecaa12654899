using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Emission.Drivers;

/// <summary>
/// Spells what kernels are given. The references begin at the locals of the emitted drivers: "weights", "work", "lanes", "input", and "rows"
/// with the batch's "capacity"; where parameters are packed at "parameters" and "packed", where their gradients are completed at "gradient".
/// </summary>
internal sealed class Arguments(ExecutionPlan plan, Places places)
{
    private Setting Setting => plan.Setting;

    /// <summary>A call of a kernel: for sample i, which is number "sample" of the batch; for a group; for what the driver's job is.</summary>
    /// <param name="step">The step.</param>
    /// <param name="kernel">One of its kernels.</param>
    /// <param name="scratch">Where the step's own buffers begin, if not with all others.</param>
    /// <param name="given">Operands that are locals already, by name.</param>
    public string Call(Step step, Kernel kernel, string scratch = "work", ISet<string>? given = null)
    {
        IEnumerable<string> arguments = kernel.Operands.Select(operand => !operand.IsReference ? Number(step, kernel, operand)
            : given?.Contains(operand.Name) == true ? $"ref {operand.Name}"
            : $"ref {Reference(step, kernel, operand, scratch)}");
        string call = $"{kernel.Name}({string.Join(", ", arguments)})";
        string clearing = string.Concat(kernel.Operands.Where(operand => operand.ClearsBorder).Select(operand => Clearing(step, kernel, operand, scratch) + "\n"));
        return clearing + (kernel.GivesPenalty ? $"batch.AddActivityPenalty(sample, {call});" : call + ";");
    }

    /// <summary>Clears the border around what a kernel will write. Of the parts of a sample the first does it for all: none of them writes there.</summary>
    private string Clearing(Step step, Kernel kernel, Operand operand, string scratch)
    {
        Frame frame = operand.Frame;
        string numbers = string.Join(", ", new[] { frame.Lead, frame.Rows, frame.RowStride, frame.Gap, frame.Trail }.Select(number => Literal.Of(number)));
        string call = $"ZeroBorder.Clear(ref {Reference(step, kernel, operand, scratch)}, {numbers});";
        return kernel.Cut == Cut.Part ? $"if (s == 0)\n{{\n    {call}\n}}\n" : call;
    }

    /// <summary>A reference to what an operand is about.</summary>
    public string Reference(Step step, Kernel kernel, Operand operand, string scratch = "work")
    {
        string reference = operand.Kind switch
        {
            OperandKind.Parameter => Code.Reference.At("parameters", plan.OffsetOf(step, operand.FirstParameter)),
            OperandKind.ParameterGradient => Code.Reference.At("gradient", plan.OffsetOf(step, operand.FirstParameter)),
            OperandKind.Values => At(ValuesName(operand.Tensor!), operand.Place, kernel.Cut),
            OperandKind.Gradient => At(plan.GradientNameOf(operand.Tensor!), operand.Place, kernel.Cut),
            _ => At(step.Name + operand.Need!.Name, operand.Place, kernel.Cut, kernel.Stage == Stage.Pack ? "packed" : "weights", scratch),
        };
        return operand.IsOfBytes ? $"Unsafe.As<float, byte>(ref {reference})" : reference;
    }

    /// <summary>The values of sample i.</summary>
    public string Values(Tensor tensor) => At(ValuesName(tensor), tensor.Place, Cut.Sample);

    /// <summary>The gradient by sample i's values.</summary>
    public string Gradient(Tensor tensor) => At(plan.GradientNameOf(tensor), tensor.GradientPlace, Cut.Sample);

    private string ValuesName(Tensor tensor) => plan.NameOf(tensor) + (Setting.Trains ? "Kept" : "Values");

    private string At(string name, Place place, Cut cut, string weights = "weights", string work = "work") => place.Block switch
    {
        Block.Sample => Code.Reference.At("input", Product("i", place, cut)),
        Block.Weights => Code.Reference.At(weights, places.Name(Setting, name, place)),
        Block.Work => Code.Reference.At(work, Code.Reference.Sum(places.Name(Setting, name, place), Product("i", place, cut))),
        Block.Lane => Code.Reference.At("lanes", places.Name(Setting, name, place)),
        Block.Batch => Code.Reference.At("rows", InBatch($"capacity * {places.Name(Setting, name, place)}", place, cut)),
        _ => throw new InvalidOperationException($"{name} has no place."),
    };

    private static string Product(string index, Place place, Cut cut) =>
        cut is Cut.Sample or Cut.Part ? Code.Reference.Product(index, place.Stride) : "0";

    private static string InBatch(string first, Place place, Cut cut) => cut switch
    {
        Cut.Sample => $"({first}) + ((nint)sample * {Literal.Of(place.Stride)})",
        Cut.Group => $"({first}) + ((nint)group * {Literal.Of(place.Stride)})",
        _ => first,
    };

    private string Number(Step step, Kernel kernel, Operand operand) => operand.Kind switch
    {
        OperandKind.NeedOfLanes => "pass.LaneGradients",
        OperandKind.LaneCount => "lanes",
        OperandKind.SampleCount => "count",
        OperandKind.First => "first",
        OperandKind.End => $"Math.Min(first + {Literal.Of(kernel.ItemsPerJob)}, {Literal.Of(kernel.Items)})",
        OperandKind.Part => "s",
        OperandKind.RandomKey => $"CounterRandom.Derive(batch.RandomKey, {Literal.Of(plan.NumberOf(step))}, sample)",
        OperandKind.Share => "1f / batch.Count",
        _ => throw new ArgumentOutOfRangeException(nameof(operand), operand.Kind, "Every number has its words."),
    };
}
