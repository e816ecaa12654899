using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>A rectifier whose slopes below 0 are parameters.</summary>
internal sealed record PReLUStep : Step
{
    private readonly Need _weights;
    private readonly Need? _lane;

    public PReLUStep(StepSite site, PReLU layer)
        : base(site)
    {
        Slopes = layer.Slopes(Input.Shape);
        _weights = new Need(Setting.Named("Weights"), Block.Weights, (int)Slopes.Size);
        _lane = Setting.Trains && Trains ? new Need("Lane", Block.Lane, (int)Slopes.Size) : null;
    }

    /// <summary>The slopes' shape: 1 along what is shared.</summary>
    public Shape Slopes { get; }

    /// <summary>Where a lane's sums lie.</summary>
    public Need Lane => _lane ?? throw new InvalidOperationException($"{Name} does not train.");

    public override string Words => ElementwiseEmitter.Words(Form);

    public override ImmutableArray<Node> Owned => [Node];

    public override ImmutableArray<Need> Needs => [.. new[] { _weights, _lane }.OfType<Need>()];

    public override ImmutableArray<Kernel> Kernels => [Pack, Forward, .. BackwardKernels()];

    private Kernel Pack => Kernel(
        "Pack",
        Stage.Pack,
        Cut.Whole,
        (writer, kernel) => PReLUEmitter.WritePack(writer, kernel, this),
        Operand.Parameter("alpha", 0),
        Operand.Of("packed", _weights, Access.Writes));

    private Kernel Forward => Kernel(
        "Forward",
        Stage.Forward,
        Cut.Sample,
        (writer, kernel) => PReLUEmitter.WriteForward(writer, kernel, this),
        Operand.Values("x", Input),
        Operand.Of("alpha", _weights),
        Operand.Values("y", Output, Access.Writes));

    public override IEnumerable<string> Faults() => FaultsOfShape();

    private IEnumerable<Kernel> BackwardKernels()
    {
        if (!GoesBack)
        {
            yield break;
        }

        yield return Kernel(
            "Backward",
            Stage.Backward,
            Cut.Sample,
            (writer, kernel) => PReLUEmitter.WriteBackward(writer, kernel, this),
            Operand.Values("x", Input),
            Operand.Gradient("dy", Output),
            _lane is null ? null : Operand.Of("dalpha", _lane, Access.Adds),
            Input.NeedsGradient ? Operand.Of("alpha", _weights) : null,
            Input.NeedsGradient ? Operand.Gradient("dx", Input, Access.Writes) : null);
        if (_lane is not null)
        {
            yield return Reduce(_lane, (writer, kernel) => PReLUEmitter.WriteReduce(writer, kernel, this));
        }
    }
}
