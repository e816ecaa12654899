using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>Convolution of every channel with a kernel of its own, bias and activation. What it reads has as many channels as what it makes.</summary>
internal sealed record DepthwiseStep : WeightedStep
{
    // Some 15 microseconds on one thread: taps read more than they compute.
    private const long FlopsWorthSharing = 500_000;

    private readonly Need _weights;
    private readonly Need? _linearGradient;
    private readonly Need? _lane;

    /// <param name="site">Where it stands.</param>
    /// <param name="window">How the kernels slide.</param>
    /// <param name="hasBias">Whether a bias is added.</param>
    /// <param name="activation">What is fused with it of the activation behind.</param>
    /// <param name="normalization">The batch normalization that its weights take in, or null.</param>
    /// <param name="negativeSlope">The activation's slope below 0, of LeakyReLU.</param>
    public DepthwiseStep(StepSite site, KernelWindow window, bool hasBias, Activation activation, Node? normalization, double negativeSlope)
        : base(site, hasBias, activation, normalization, negativeSlope)
    {
        Plan = new DepthwisePlan(Form, window, Input, Output, Setting.Trains && Input.NeedsGradient);
        _weights = new Need(Setting.Named("Weights"), Block.Weights, Plan.WeightLength);
        if (GoesBack)
        {
            _linearGradient = new Need("LinearGradient", Block.Work, Plan.GradientLength) { Frame = Plan.GradientFrame };
            _lane = Trains ? new Need("Lane", Block.Lane, Plan.WeightLength) : null;
        }
    }

    public DepthwisePlan Plan { get; }

    /// <summary>Where a lane's sums lie.</summary>
    public Need Lane => _lane ?? throw new InvalidOperationException($"{Name} does not train.");

    public override string Words
    {
        get
        {
            string pixels = string.Join(" and ", Split.Evenly(Plan.Width, Plan.TilePixels(Plan.Kernel.Width)).Select(run => Literal.Of(run.Size)));
            string rows = DepthwisePlan.WritesOutRows(Plan.Forward, Math.Min(Plan.Width, Plan.TilePixels(Plan.Kernel.Width))) ? "all taps written out" : "a loop over kernel rows";
            return FormattableString.Invariant($"{Form.Bits}-bit vectors over channels; tiles of {pixels} pixels; {rows}");
        }
    }

    public override bool ReadsInputBack => Trains;

    public override long ForwardFlops => 2L * Output.Size * Plan.Taps;

    public override ImmutableArray<Need> Needs => [.. new[] { _weights, _linearGradient, _lane }.OfType<Need>()];

    public override ImmutableArray<Kernel> Kernels => [Pack, .. Forward, .. BackwardKernels()];

    public override bool IsShared => ForwardFlops >= FlopsWorthSharing;

    /// <summary>The parts of the forward pass.</summary>
    public RowParts Parts => RowParts.Of(Output.Height, IsShared);

    private Kernel Pack => Kernel(
        "Pack",
        Stage.Pack,
        Cut.Whole,
        (writer, kernel) => DepthwiseEmitter.WritePack(writer, kernel, this),
        PackOperands(_weights));

    private IEnumerable<Kernel> Forward => ForwardOfRows(
        Parts,
        (writer, kernel) => DepthwiseEmitter.WriteForward(writer, kernel, this),
        Operand.Values("x", Input),
        Operand.Of("weights", _weights),
        Operand.Values("y", Output, Access.Writes));

    private IEnumerable<Kernel> BackwardKernels()
    {
        if (_linearGradient is null)
        {
            yield break;
        }

        yield return Kernel(
            "Backward",
            Stage.Backward,
            Cut.Sample,
            (writer, kernel) => DepthwiseBackwardEmitter.Write(writer, kernel, this),
            Trains ? Operand.Values("x", Input.OnWayBack) : null,
            Activation == Activation.Linear ? null : Operand.Values("y", Output),
            Operand.Gradient("dy", Output),
            Operand.Of("dz", _linearGradient, Access.Scratch),
            _lane is null ? null : Operand.Of("dweights", _lane, Access.Adds),
            Plan.InputGradient.IsEmpty ? null : Operand.Of("weights", _weights),
            Plan.HasInputGradient ? Operand.Gradient("dx", Input, Access.Writes) : null);
        if (_lane is not null)
        {
            yield return ReduceRows(
                _lane,
                (writer, kernel) => DepthwiseBackwardEmitter.WriteReduce(writer, kernel, this),
                rows: Plan.Taps + (HasBias ? 1 : 0),
                rowLength: Plan.Channels,
                first: 0,
                HasBias ? 2 : 1);
        }
    }

    public override void DemandLayout() => Input.Border = Input.Border.Union(Plan.Border);

    public override IEnumerable<string> Faults()
    {
        if (Input.Channels != Output.Channels || (Plan.Rows.Output, Plan.Columns.Output) != (Output.Height, Output.Width))
        {
            yield return $"{Name} gives another shape than its output's.";
        }

        if (Input.Border.Union(Plan.Border) != Input.Border)
        {
            yield return $"{Name} reads beyond the border of its input.";
        }
    }
}
