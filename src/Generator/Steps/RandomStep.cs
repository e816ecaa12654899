using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>
/// Changes values at random while training. What is drawn is a function of key and position (the runtime's CounterRandom), so it depends on no
/// thread, and a backward pass draws the same again instead of storing it.
/// </summary>
internal sealed record RandomStep(StepSite Site, RandomLayer Layer) : Step(Site)
{
    public override string Words => Layer is Augmentation
        ? $"{Literal.Of(Form.Bits)}-bit vectors over channels, pixel by pixel"
        : ElementwiseEmitter.Words(Form);

    public override bool IsSkipped => !Setting.Trains;

    public override ImmutableArray<Kernel> Kernels => Input.NeedsGradient ? [Forward, Evaluate, Backward] : [Forward, Evaluate];

    private Kernel Forward => Kernel(
        "Forward",
        Stage.Forward,
        Cut.Sample,
        (writer, kernel) => RandomEmitter.WriteForward(writer, kernel, this),
        Operand.Values("x", Input),
        Operand.Values("y", Output, Access.Writes),
        Operand.Number("key", OperandKind.RandomKey)) with
    { Condition = Condition.WhileTraining };

    private Kernel Evaluate => Kernel(
        "Evaluate",
        Stage.Forward,
        Cut.Sample,
        WriteEvaluate,
        Operand.Values("x", Input),
        Operand.Values("y", Output, Access.Writes)) with
    { Condition = Condition.WhileEvaluating };

    private Kernel Backward => Layer switch
    {
        Dropout or AlphaDropout => Kernel("Backward", Stage.Backward, Cut.Sample, WriteBackward, Dy("x"), Dx("y"), Key),
        GaussianNoise => Kernel("Backward", Stage.Backward, Cut.Sample, WriteBackward, Dy("dy"), Dx("dx")),
        _ => Kernel("Backward", Stage.Backward, Cut.Sample, WriteBackward, Dy("dy"), Dx("dx"), Key),
    };

    private static Operand Key => Operand.Number("key", OperandKind.RandomKey);

    public override IEnumerable<string> Faults() =>
        Layer is Augmentation && Input.NeedsGradient ? [$"{Name} has no backward pass."]
        : Layer.Infer(Input.Shape) == Output.Shape ? []
        : [$"{Name} gives another shape than its output's."];

    private void WriteEvaluate(CodeWriter writer, Kernel kernel)
    {
        if (Layer is RandomCrop crop)
        {
            BorderEmitter.WriteInside(
                writer, kernel, $"{Text}: the middle, when not training.", Form, new("x", Input), new("y", Output), crop.AroundMiddle(Input.Shape));
        }
        else
        {
            ElementwiseEmitter.WriteMap(writer, kernel, this, $"{Text}: the identity, when not training.", (_, x) => x);
        }
    }

    private void WriteBackward(CodeWriter writer, Kernel kernel) => RandomEmitter.WriteBackward(writer, kernel, this);

    private Operand Dy(string name) => Operand.Gradient(name, Output);

    private Operand Dx(string name) => Operand.Gradient(name, Input, Access.Writes);
}
