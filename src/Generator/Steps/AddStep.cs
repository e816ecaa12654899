using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>
/// The sum of its inputs. One that is smaller is stretched, and its gradient is the sum over what it is stretched along; that by any other is the gradient by
/// the sum, in the same place.
/// </summary>
internal sealed record AddStep(StepSite Site) : Step(Site)
{
    public override string Words => ElementwiseEmitter.Words(Form);

    public override long ForwardFlops => Node.ForwardFlops;

    public override ImmutableArray<Kernel> Kernels => Stretched.Any() ? [Forward, Backward] : [Forward];

    /// <summary>The inputs whose gradients are sums, by number.</summary>
    public IEnumerable<int> Stretched => Enumerable.Range(0, Inputs.Length).Where(i => Inputs[i].NeedsGradient && Inputs[i].Size != Output.Size);

    private Kernel Forward => Kernel(
        "Forward",
        Stage.Forward,
        Cut.Sample,
        (writer, kernel) => AddEmitter.WriteForward(writer, kernel, this),
        [.. Inputs.Select((input, i) => Operand.Values(ValuesName(i), input)), Operand.Values("y", Output, Access.Writes)]);

    private Kernel Backward => Kernel(
        "Backward",
        Stage.Backward,
        Cut.Sample,
        (writer, kernel) => AddEmitter.WriteBackward(writer, kernel, this),
        [Operand.Gradient("dy", Output), .. Stretched.Select(i => Operand.Gradient(GradientName(i), Inputs[i], Access.Writes))]);

    /// <summary>The name of an input's values in the kernels.</summary>
    public static string ValuesName(int input) => "x" + Code.Literal.Of(input + 1);

    /// <summary>The name of the gradient by an input.</summary>
    public static string GradientName(int input) => "d" + ValuesName(input);

    public override IEnumerable<string> Faults()
    {
        if (new Add(default).Infer(Inputs.Select(input => input.Shape).ToImmutableArray()) != Output.Shape)
        {
            yield return $"{Name} gives another shape than its output's.";
        }

        if (Inputs.Any(input => input.NeedsGradient && input.Size == Output.Size && input.GradientIdentity != Output.GradientIdentity))
        {
            yield return $"{Name} has an input whose gradient is that by its output and does not lie there.";
        }
    }
}
