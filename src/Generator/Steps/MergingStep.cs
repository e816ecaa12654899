using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>
/// Makes one tensor of several, value by value, and applies the function behind it where that is fused. One that is smaller is stretched, and its gradient is the
/// sum over what it is stretched along. A gradient that is that by the outcome, as every one by a sum, lies in the same place and is not written.
/// </summary>
/// <param name="Site">Where it stands.</param>
/// <param name="Function">What it makes of the values.</param>
/// <param name="Activation">What is applied to that; linear where nothing is.</param>
/// <param name="NegativeSlope">Of LeakyReLU.</param>
internal sealed record MergingStep(StepSite Site, MergingFunction Function, Activation Activation, double NegativeSlope) : Step(Site)
{
    public override string Words => ElementwiseEmitter.Words(Form);

    public override long ForwardFlops => Node.ForwardFlops;

    public override ImmutableArray<Kernel> Kernels => Written.IsEmpty ? [Forward] : [Forward, Backward];

    /// <summary>The inputs whose gradients are written, by number; of those that have one gradient in common the first.</summary>
    public ImmutableArray<int> Written =>
    [
        .. Enumerable.Range(0, Inputs.Length)
            .Where(i => Inputs[i].NeedsGradient && Inputs[i].GradientIdentity != Output.GradientIdentity)
            .GroupBy(i => Inputs[i].GradientIdentity, (_, same) => same.First()),
    ];

    /// <summary>Whether an input has fewer values than the outcome.</summary>
    public bool IsStretched(int input) => Inputs[input].Size != Output.Size;

    public override bool TakesStrides(Tensor tensor) => true;

    public override bool TakesGradientStrides => true;

    private Kernel Forward => Kernel(
        "Forward",
        Stage.Forward,
        Cut.Sample,
        (writer, kernel) => MergingEmitter.WriteForward(writer, kernel, this),
        [.. Inputs.Select((input, i) => Operand.Values(ValuesName(i), input)), Operand.Values("y", Output, Access.Writes)]);

    private Kernel Backward => Kernel(
        "Backward",
        Stage.Backward,
        Cut.Sample,
        (writer, kernel) => MergingEmitter.WriteBackward(writer, kernel, this),
        [
            .. Activation == Activation.Linear ? Array.Empty<Operand>() : [Operand.Values("y", Output)],
            Operand.Gradient("dy", Output),
            .. ReadBack.Select(i => Operand.Values(ValuesName(i), Inputs[i])),
            .. Written.Select(i => Operand.Gradient(GradientName(i), Inputs[i], Access.Writes)),
        ]);

    /// <summary>The inputs whose values the way back reads, by number.</summary>
    public IEnumerable<int> ReadBack => Enumerable.Range(0, Inputs.Length)
        .Where(i => MergingFormulas.Reads(Function, i, Written));

    /// <summary>The name of an input's values in the kernels.</summary>
    public static string ValuesName(int input) => "x" + Code.Literal.Of(input + 1);

    /// <summary>The name of the gradient by an input.</summary>
    public static string GradientName(int input) => "d" + ValuesName(input);

    /// <summary>Lets inputs that are as large as the outcome have their gradients where the same numbers lie.</summary>
    public static void ShareGradients(MergingFunction function, Activation activation, ImmutableArray<Tensor> inputs, Tensor output)
    {
        Tensor? first = null;
        for (int i = 0; i < inputs.Length; i++)
        {
            if (!inputs[i].NeedsGradient || inputs[i].Size != output.Size)
            {
                continue;
            }

            if (MergingFormulas.PassesOn(function, activation, i))
            {
                inputs[i].ShareGradient(output);
            }
            else if (MergingFormulas.IsSameForAll(function))
            {
                first ??= inputs[i];
                inputs[i].ShareGradient(first);
            }
        }
    }

    public override IEnumerable<string> Faults()
    {
        if (new ValueMerging(Function, default).Infer(Inputs.Select(input => input.Shape).ToImmutableArray()) != Output.Shape)
        {
            yield return $"{Name} gives another shape than its output's.";
        }

        if (Inputs.Where((input, i) => input.NeedsGradient && (MergingFormulas.PassesOn(Function, Activation, i) && !IsStretched(i)) != (input.GradientIdentity == Output.GradientIdentity)).Any())
        {
            yield return $"{Name} has an input whose gradient is that by its output and does not lie there, or lies there and is another.";
        }
    }
}
