using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>Product with a matrix, bias and activation, over the samples of a group.</summary>
internal sealed record DenseStep : WeightedStep
{
    private readonly Need _weights;
    private readonly Need? _transposed;
    private readonly Need? _linearGradient;
    private readonly Need? _halves;
    private readonly Need? _piece;
    private readonly Need? _copies;

    /// <param name="site">Where it stands.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="activation">What is fused with it of the activation behind.</param>
    /// <param name="normalization">The batch normalization that its weights take in, or null.</param>
    /// <param name="negativeSlope">The activation's slope below 0, of LeakyReLU.</param>
    public DenseStep(StepSite site, Dense layer, Activation activation, Node? normalization = null, double negativeSlope = ActivationLayer.DefaultSlope)
        : base(site, layer.Weighted.UseBias, activation, normalization, negativeSlope)
    {
        Layer = layer;
        _weights = new Need(Setting.Named("Weights"), Block.Weights, Plan.PackedLength);
        if (GoesBack)
        {
            // The weight gradient is a product over the whole batch; without one, what the group's samples give is forgotten with the group.
            _linearGradient = new Need("LinearGradient", Trains ? Block.Batch : Block.Work, layer.Units) { IsPerSample = true, IsRow = true };
            _halves = Trains ? new Need("Halves", Block.Work, Plan.HalvesLength) : null;
            _piece = Trains && Plan.IsInPieces ? new Need("Piece", Block.Work, Plan.PieceLength) : null;
            _copies = Trains && Plan.CopiesSamples ? new Need("Copies", Block.Work, Plan.CopiesLength) : null;
            _transposed = Input.NeedsGradient ? new Need("BackwardWeights", Block.Weights, Plan.TransposedLength) : null;
        }
    }

    public Dense Layer { get; }

    public DensePlan Plan => new(Form, Input.Size, Layer.Units, Setting.GroupSize);

    /// <summary>The gradient by the values before the activation, which the weight gradient is made of.</summary>
    public Need LinearGradient => _linearGradient ?? throw new InvalidOperationException($"{Name} does not train.");

    public override string Words
    {
        get
        {
            VectorForm form = Plan.UnitForm;
            int units = Math.Min(2, form.Columns(Plan.Units)) * form.Lanes;
            string jobs = Plan.Jobs == 1 ? "job" : "jobs";
            string tiles = ReadsInPlace
                ? FormattableString.Invariant($"weights where they are, {DenseInPlaceEmitter.TileFeatures} features at a time")
                : FormattableString.Invariant($"{Plan.LargestTile} samples x {units} units a tile");
            return FormattableString.Invariant($"{form.Bits}-bit vectors; {tiles}; {Plan.Jobs} {jobs} for the weight gradient");
        }
    }

    public override long ForwardFlops => Node.ForwardFlops;

    public override ImmutableArray<Need> Needs => ReadsInPlace
        ? [.. new[] { _linearGradient, _halves, _piece, _copies }.OfType<Need>()]
        : [.. new[] { _weights, _transposed, _linearGradient, _halves, _piece, _copies }.OfType<Need>()];

    public override ImmutableArray<Kernel> Kernels => ReadsInPlace
        ? [ForwardInPlace, .. BackwardKernels()]
        : [Pack, Forward, .. IsShared ? [Part] : Array.Empty<Kernel>(), .. BackwardKernels()];

    /// <summary>Predictions go through the units part by part where reading their weights is worth several threads.</summary>
    public override bool IsShared => !Setting.Trains && Plan.IsHeavy;

    /// <summary>
    /// Whether training reads the weights where the network has them. Where samples come one by one each weight is used once for each, so that to bring
    /// them into panels takes as long as to read them, and as much memory again. Predictions need a copy in any case, which no step changes.
    /// </summary>
    public bool ReadsInPlace => Setting.Trains && Setting.GroupSize == 1 && Layer.Units % Plan.UnitForm.Lanes == 0;

    /// <summary>The samples of a group; nothing where they come one by one.</summary>
    private Operand? Count => Setting.GroupSize == 1 ? null : Operand.Number("count", OperandKind.SampleCount);

    private Kernel Pack => Kernel(
        "Pack",
        Stage.Pack,
        Cut.Whole,
        (writer, kernel) => DenseEmitter.WritePack(writer, kernel, this),
        PackOperands(_weights));

    private Kernel Forward => Kernel(
        "Forward",
        Stage.Forward,
        Cut.Group,
        (writer, kernel) => DenseEmitter.WriteForward(writer, kernel, this),
        Operand.Values("x", Input),
        Operand.Of("weights", _weights),
        Operand.Values("y", Output, Access.Writes),
        Count) with
    { Parts = IsShared ? [] : DenseEmitter.Forward(this).Tiles };

    private Kernel Part => Kernel(
        "Units",
        Stage.Forward,
        Cut.GroupPart,
        (writer, kernel) => DenseEmitter.WritePart(writer, kernel, this),
        Operand.Values("x", Input),
        Operand.Of("weights", _weights),
        Operand.Values("y", Output, Access.Writes),
        Count,
        Operand.Number("part", OperandKind.Part)) with
    { Items = Plan.Parts, Parts = DenseEmitter.Forward(this).Tiles };

    private Kernel ForwardInPlace => Kernel(
        "ForwardInPlace",
        Stage.Forward,
        Cut.Sample,
        (writer, kernel) => DenseInPlaceEmitter.WriteForward(writer, kernel, this),
        [
            Operand.Values("x", Input),
            Operand.Parameter("kernel", 0),
            HasBias ? Operand.Parameter("bias", 1) : null,
            Operand.Values("y", Output, Access.Writes),
        ]);

    private IEnumerable<Kernel> BackwardKernels()
    {
        if (_linearGradient is null)
        {
            yield break;
        }

        yield return Kernel(
            "LinearGradient",
            Stage.Backward,
            Cut.Sample,
            (writer, kernel) => DenseEmitter.WriteLinearGradient(writer, kernel, this),
            Operand.Gradient("dy", Output),
            Activation == Activation.Linear ? null : Operand.Values("y", Output),
            Operand.Of("dz", _linearGradient, Access.Writes));
        if (_halves is not null)
        {
            yield return Kernel(
                "WeightGradient",
                Stage.Reduce,
                Cut.Range,
                (writer, kernel) => DenseGradientEmitter.WriteWeightGradient(writer, kernel, this),
                Operand.Values("x", Input),
                Operand.Of("dz", _linearGradient),
                Operand.Of("halves", _halves, Access.Scratch),
                _copies is null ? null : Operand.Of("copies", _copies, Access.Scratch),
                _piece is null ? Operand.ParameterGradient("gradient", 0) : Operand.ParameterGradientPiece("gradient", 0, _piece),
                Operand.Number("count", OperandKind.SampleCount),
                Operand.Number("size", OperandKind.LaneSize),
                Operand.Number("first", OperandKind.First),
                Operand.Number("end", OperandKind.End)) with
            { Items = Plan.Features, ItemsPerJob = Plan.JobFeatures, Parts = DenseGradientEmitter.Tiles(this) };
        }

        if (_halves is not null && HasBias)
        {
            yield return Kernel(
                "BiasGradient",
                Stage.Reduce,
                Cut.Whole,
                (writer, kernel) => DenseGradientEmitter.WriteBiasGradient(writer, kernel, this),
                Operand.Of("dz", _linearGradient),
                Operand.Of("halves", _halves, Access.Scratch),
                Operand.ParameterGradient("gradient", 1),
                Operand.Number("count", OperandKind.SampleCount),
                Operand.Number("size", OperandKind.LaneSize));
        }

        if (_transposed is not null && ReadsInPlace)
        {
            yield return Kernel(
                "InputGradientInPlace",
                Stage.Backward,
                Cut.Sample,
                (writer, kernel) => DenseInPlaceEmitter.WriteInputGradient(writer, kernel, this),
                Operand.Of("dz", _linearGradient),
                Operand.Parameter("kernel", 0),
                Operand.Gradient("dx", Input, Access.Writes));
        }
        else if (_transposed is not null)
        {
            yield return Kernel(
                "PackTransposed",
                Stage.Pack,
                Cut.Whole,
                (writer, kernel) => DenseEmitter.WritePackTransposed(writer, kernel, this),
                Operand.Parameter("kernel", 0),
                Operand.Of("packed", _transposed, Access.Writes));
            yield return Kernel(
                "InputGradient",
                Stage.Backward,
                Cut.Group,
                (writer, kernel) => DenseEmitter.WriteInputGradient(writer, kernel, this),
                Operand.Of("x", _linearGradient),
                Operand.Of("weights", _transposed),
                Operand.Gradient("y", Input, Access.Writes),
                Count) with
            { Parts = DenseEmitter.InputGradient(this).Tiles };
        }
    }

    public override IEnumerable<string> Faults() =>
        Output.Size == Layer.Units && Input.IsRow && Output.IsRow ? [] : [$"{Name} gives other values than its output's, or not as rows."];
}
