using System.Collections.Generic;
using System.Collections.Immutable;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>Pooling on its own.</summary>
internal sealed record PoolingStep(StepSite Site, Pooling2D Layer) : Step(Site)
{
    public override string Words => $"{Code.Literal.Of(Form.Bits)}-bit vectors over channels, window by window";

    public override long ForwardFlops => Node.ForwardFlops;

    public override ImmutableArray<Kernel> Kernels => Input.NeedsGradient ? [.. Forward, Backward] : [.. Forward];

    /// <summary>The parts of the forward pass.</summary>
    public RowParts Parts => RowParts.Of(Output.Height, Input.Size + Output.Size >= RowParts.ValuesWorthSharing);

    public override bool TakesStrides(Tensor tensor) => true;

    public override bool TakesGradientStrides => true;

    private IEnumerable<Kernel> Forward => ForwardOfRows(
        Parts, (writer, kernel) => PoolingEmitter.WriteForward(writer, kernel, this), Operand.Values("x", Input), Operand.Values("y", Output, Access.Writes));

    private Kernel Backward => Kernel(
        "Backward",
        Stage.Backward,
        Cut.Sample,
        (writer, kernel) => PoolingEmitter.WriteBackward(writer, kernel, this),
        Layer.Function == PoolingFunction.Max ? Operand.Values("x", Input) : null,
        Layer.Function == PoolingFunction.Max ? Operand.Values("y", Output) : null,
        Operand.Gradient("dy", Output),
        Operand.Gradient("dx", Input, Access.Writes));

    public override IEnumerable<string> Faults() => FaultsOfShape(Layer.Infer(Input.Shape));
}
