using System.Collections.Generic;
using System.Collections.Immutable;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>An activation on its own.</summary>
internal sealed record ActivationStep(StepSite Site, Activation Function, double NegativeSlope) : Step(Site)
{
    public override string Words => ElementwiseEmitter.Words(Form);

    public override Activation OutputActivation => Function is Activation.Softmax or Activation.Sigmoid ? Function : Activation.Linear;

    public override ImmutableArray<Kernel> Kernels => Input.NeedsGradient ? [Forward, Backward] : [Forward];

    public override bool TakesStrides(Tensor tensor) => ActivationRules.IsElementwise(Function);

    public override bool TakesGradientStrides => ActivationRules.IsElementwise(Function);

    private Kernel Forward => ForwardOfSample((writer, kernel) =>
    {
        if (!ActivationRules.IsElementwise(Function))
        {
            SoftmaxEmitter.WriteForward(writer, kernel, this);
        }
        else
        {
            ElementwiseEmitter.WriteMap(writer, kernel, this, Text, (op, x) => ActivationFormulas.Forward(writer, op, Function, NegativeSlope, x));
        }
    });

    private Kernel Backward => Kernel(
        "Backward",
        Stage.Backward,
        Cut.Sample,
        (writer, kernel) =>
        {
            if (!ActivationRules.IsElementwise(Function))
            {
                SoftmaxEmitter.WriteBackward(writer, kernel, this);
            }
            else
            {
                ElementwiseEmitter.WriteBackward(writer, kernel, this);
            }
        },
        FollowsFromOutput ? Operand.Values("y", Output) : Operand.Values("x", Input),
        Operand.Gradient("dy", Output),
        Operand.Gradient("dx", Input, Access.Writes));

    /// <summary>Whether the way back reads what the function gave, rather than what it was given.</summary>
    private bool FollowsFromOutput => !ActivationRules.IsElementwise(Function) || ActivationRules.FollowsFromOutput(Function);

    public override IEnumerable<string> Faults() => FaultsOfShape();
}
