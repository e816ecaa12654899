using System.Collections.Generic;
using System.Collections.Immutable;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>Every channel several times, one behind the other: what a depthwise convolution reads that has several kernels for a channel.</summary>
internal sealed record RepeatStep(StepSite Site, int Times) : Step(Site)
{
    public override string Words => $"every channel {Code.Literal.Of(Times)} times";

    public override bool IsOfLayer => false;

    public override ImmutableArray<Kernel> Kernels => Input.NeedsGradient ? [Forward, Backward] : [Forward];

    private Kernel Forward => ForwardOfSample((writer, kernel) => RepeatEmitter.WriteForward(writer, kernel, this));

    private Kernel Backward => Kernel(
        "Backward",
        Stage.Backward,
        Cut.Sample,
        (writer, kernel) => RepeatEmitter.WriteBackward(writer, kernel, this),
        Operand.Gradient("dy", Output),
        Operand.Gradient("dx", Input, Access.Writes));

    public override IEnumerable<string> Faults() =>
        Output.Shape == Shape.Image(Input.Height, Input.Width, Input.Channels * Times) ? [] : [$"{Name} does not repeat all channels of its input."];
}
