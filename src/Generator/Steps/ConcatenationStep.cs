using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>
/// Puts several tensors one behind the other, along one axis. The gradient by each is its part of the gradient by the whole. What lies within the whole from the beginning, or the gradient by it, is
/// where it should be.
/// </summary>
internal sealed record ConcatenationStep(StepSite Site, Concatenate Layer) : Step(Site)
{
    public override string Words => Copied.Any() ? ElementwiseEmitter.Words(Form) : "a place alone: what it joins is written there";

    public override bool IsSkipped => !Copied.Any() && !Written.Any();

    public override ImmutableArray<Kernel> Kernels => [.. Copied.Any() ? Forward : [], .. Written.Any() ? [Backward] : Array.Empty<Kernel>()];

    /// <summary>The parts of the forward pass; one where rows of the inputs are not those of the output.</summary>
    public RowParts Parts => RowParts.Of(Output.Height, Direction != Direction.Rows && 2 * Output.Size >= RowParts.ValuesWorthSharing);

    /// <summary>The axis that grows.</summary>
    public Direction Direction => Layer.DirectionIn(Output.Shape);

    /// <summary>The inputs whose values lie elsewhere, by number.</summary>
    public IEnumerable<int> Copied => Enumerable.Range(0, Inputs.Length).Where(i => !Holds(i));

    /// <summary>The inputs whose gradients are needed elsewhere, by number.</summary>
    public IEnumerable<int> Written => Enumerable.Range(0, Inputs.Length).Where(i => Inputs[i].NeedsGradient && Inputs[i].GradientIdentity != Output.GradientIdentity);

    private IEnumerable<Kernel> Forward => ForwardOfRows(
        Parts,
        (writer, kernel) => ConcatenationEmitter.WriteForward(writer, kernel, this),
        [.. Copied.Select(i => Operand.Values(MergingStep.ValuesName(i), Inputs[i])), Operand.Values("y", Output, Access.Writes)]);

    private Kernel Backward => Kernel(
        "Backward",
        Stage.Backward,
        Cut.Sample,
        (writer, kernel) => ConcatenationEmitter.WriteBackward(writer, kernel, this),
        [Operand.Gradient("dy", Output), .. Written.Select(i => Operand.Gradient(MergingStep.GradientName(i), Inputs[i], Access.Writes))]);

    /// <summary>How many rows, columns or channels of the whole come before an input's.</summary>
    public int Before(int input) => Inputs.Take(input).Sum(earlier => Layer.Size(earlier.Shape));

    /// <summary>Whether an input's values lie where this step wants them.</summary>
    public bool Holds(int input) => Inputs[input].Within is { } part && part.Whole.Is(Output) && part.First == Before(input);

    public override bool TakesStrides(Tensor tensor) => true;

    public override bool TakesGradientStrides => true;

    public override IEnumerable<string> Faults()
    {
        if (Layer.Infer(Inputs.Select(input => input.Shape).ToImmutableArray()) != Output.Shape)
        {
            yield return $"{Name} gives another shape than its output's.";
        }
    }
}
