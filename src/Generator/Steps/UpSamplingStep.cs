using System.Collections.Generic;
using System.Collections.Immutable;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>An image of as many times the rows and columns.</summary>
internal sealed record UpSamplingStep(StepSite Site, UpSampling2D Layer) : Step(Site)
{
    public override string Words => $"{Code.Literal.Of(Form.Bits)}-bit vectors over channels";

    public override long ForwardFlops => Node.ForwardFlops;

    public override ImmutableArray<Kernel> Kernels => Input.NeedsGradient ? [Forward, Backward] : [Forward];

    public override bool TakesStrides(Tensor tensor) => true;

    public override bool TakesGradientStrides => true;

    private bool IsNearest => Layer.Interpolation == Interpolation.Nearest;

    private Kernel Forward => ForwardOfSample((writer, kernel) =>
    {
        if (IsNearest)
        {
            RepetitionEmitter.WriteForward(writer, kernel, this);
        }
        else
        {
            BilinearEmitter.WriteForward(writer, kernel, this);
        }
    });

    private Kernel Backward => Kernel(
        "Backward",
        Stage.Backward,
        Cut.Sample,
        (writer, kernel) =>
        {
            if (IsNearest)
            {
                RepetitionEmitter.WriteBackward(writer, kernel, this);
            }
            else
            {
                BilinearEmitter.WriteBackward(writer, kernel, this);
            }
        },
        Operand.Gradient("dy", Output),
        Operand.Gradient("dx", Input, Access.Writes));

    public override IEnumerable<string> Faults() => FaultsOfShape(Layer.Infer(Input.Shape));
}
