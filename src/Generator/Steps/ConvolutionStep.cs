using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>Convolution, bias, activation and, fused, pooling over windows that do not overlap.</summary>
internal sealed record ConvolutionStep : WeightedStep
{
    // Some 15 microseconds of direct sums on one thread, and 6 of Winograd's: to hand strips to others takes one or two.
    private const long FlopsWorthSharing = 1_500_000;

    private readonly Need _weights;
    private readonly Need? _strip;
    private readonly Need? _linearGradient;
    private readonly Need? _lane;
    private readonly Need? _scratch;
    private readonly Need? _backwardWeights;

    /// <param name="site">Where it stands.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="activation">What is fused with it of the activation behind.</param>
    /// <param name="pooling">The pooling that is fused with it, or null.</param>
    /// <param name="normalization">The batch normalization that its weights take in, or null.</param>
    /// <param name="negativeSlope">The activation's slope below 0, of LeakyReLU.</param>
    /// <param name="lanesMeet">Whether all lanes meet behind it, for the statistics of a batch.</param>
    public ConvolutionStep(
        StepSite site,
        Conv2D layer,
        Activation activation,
        Pooling2D? pooling,
        Node? normalization = null,
        double negativeSlope = ActivationLayer.DefaultSlope,
        bool lanesMeet = false)
        : base(site, layer.Weighted.UseBias, activation, normalization, negativeSlope)
    {
        Layer = layer;
        Pooling = pooling;
        Plan = new ConvolutionPlan(
            Form,
            layer,
            pooling,
            Input,
            Output,
            Setting.Trains && Input.NeedsGradient,
            isLarge: IsLarge,
            lanesMeet: lanesMeet);
        _weights = new Need(Setting.Named("Weights"), Block.Weights, checked(Plan.Groups * Plan.PackedLength));
        bool wantsScratch = GoesBack && (Plan.InputWinograd is not null || (Plan.GradientWinograd is not null && Trains));
        _strip = WritesOutput && Plan.Winograd is null && !wantsScratch ? null : new Need(Setting.Named("Strip"), Block.Work, Plan.ScratchLength(WritesOutput));
        _scratch = wantsScratch ? _strip : null;
        if (GoesBack)
        {
            _backwardWeights = Plan.InputGradient.IsEmpty ? null : new Need("BackwardWeights", Block.Weights, checked(Plan.Groups * Plan.InputGradientPackedLength));
            _linearGradient = PassesGradientOn ? null : new Need("LinearGradient", Block.Work, Plan.GradientLength) { Frame = Plan.GradientFrame, IsPerSample = TakesGroups };
            _lane = Trains ? new Need("Lane", Block.Lane, checked(Plan.Groups * Plan.LaneLength)) : null;
            Largest = pooling?.Function == PoolingFunction.Max
                ? new Need("Largest", Block.Work, Output.Size) { ElementSize = 1, IsPerSample = true }
                : null;
        }
    }

    public Conv2D Layer { get; }

    /// <summary>The kernel's place among the parameters of the layer, whose last part the convolution may be.</summary>
    public int FirstParameter { get; init; }

    /// <summary>The fused pooling, or null.</summary>
    public Pooling2D? Pooling { get; }

    /// <summary>What is added before the activation, value by value; or null.</summary>
    public Tensor? Added => Inputs.Length > 1 ? Inputs[1] : null;

    public ConvolutionPlan Plan { get; }

    /// <summary>
    /// Whether the output is computed where it lies rather than in a strip: sums that are only stored, and whole ones with what takes an instruction or two. What is added
    /// to them is read in whole registers.
    /// </summary>
    public bool WritesOutput => Plan.Groups == 1 && Pooling is null && ActivationRules.IsCheap(Activation) && (Plan.Winograd is { } winograd
        ? winograd.EndsWithResult
        : (Activation == Activation.Linear && Added is null) || (Plan.EndsWithTiles && (Added is null || Plan.PaddedFilters == Plan.Filters)));

    /// <summary>Whether the forward pass has a strip, or a scratch where one would begin.</summary>
    public bool HasStrip => !WritesOutput || Plan.Winograd is not null;

    /// <summary>Whether the gradient by the sums is that by the output, which kernels can read as it lies.</summary>
    public bool PassesGradientOn => Plan.GradientBorder.IsNone && Plan.Groups == 1 && Activation == Activation.Linear && Pooling is null && !TrainsBias;

    /// <summary>Training's record of which cell of each window was the largest; null where nothing asks.</summary>
    public Need? Largest { get; }

    /// <summary>Where a lane's sums lie.</summary>
    public Need Lane => _lane ?? throw new InvalidOperationException($"{Name} does not train.");

    public override string Words => ConvolutionWords.Of(this);

    public override bool ReadsInputBack => Trains;

    public override bool IsShared => Plan.Groups == 1 && IsLarge;

    public override bool TakesGroups => Plan.TakesGroups;

    public override bool TakesStrides(Tensor tensor) => !tensor.Is(Input) || Plan.TakesStrides;

    public override bool TakesGradientStrides => !PassesGradientOn;

    private bool IsLarge => ForwardFlops >= FlopsWorthSharing;

    public override long ForwardFlops => Layer.ForwardFlops(Input.Shape) + (Pooling?.ForwardFlops(Layer.Infer(Input.Shape)) ?? 0);

    public override ImmutableArray<Need> Needs =>
        [.. new[] { _weights, _backwardWeights, _strip, _linearGradient, _lane, Largest }.OfType<Need>()];

    public override ImmutableArray<Kernel> Kernels =>
    [
        Pack,
        Forward,
        .. HasParts ? [Part] : Array.Empty<Kernel>(),
        .. BackwardKernels(),
    ];

    /// <summary>
    /// Whether a strip is a method of its own, for threads that share a sample, or of which a group's panels are made. Training shares none, and may run another method.
    /// </summary>
    public bool HasParts => IsShared && Plan.Strips * Plan.FilterParts > 1 && (Largest is null || Plan.TakesPanels);

    /// <summary>Whether kernels are given several samples at once.</summary>
    public bool TakesSamples => TakesGroups && Setting.GroupSize > 1;

    /// <summary>Floats from one sample to the next of what the way back reads of the input, and of the gradient by the linear output.</summary>
    public (int Input, int Gradient) SampleStrides => (Input.OnWayBack.Place.Stride, _linearGradient?.Place.Stride ?? Output.GradientPlace.Stride);

    /// <summary>How what the gradient by the kernel is made of lies in memory.</summary>
    public GradientStrides Strides => new(Input.Strides, Plan.GradientRowStride, TakesSamples ? SampleStrides : null);

    /// <summary>The samples of a group; nothing where they come one by one.</summary>
    private Operand? Count => TakesSamples ? Operand.Number("count", OperandKind.SampleCount) : null;

    private Kernel Pack => Kernel(
        "Pack",
        Stage.Pack,
        Cut.Whole,
        (writer, kernel) => ConvolutionPackEmitter.Write(writer, kernel, this),
        PackOperands(_weights, FirstParameter));

    private Kernel Forward => Kernel(
        "Forward",
        Stage.Forward,
        TakesGroups ? Cut.Group : Cut.Sample,
        (writer, kernel) => ConvolutionForwardEmitter.WriteForward(writer, kernel, this),
        Operand.Values("x", Input),
        Operand.Of("weights", _weights),
        HasStrip ? Operand.Of("strip", _strip!, Access.Scratch) : null,
        Added is null ? null : Operand.Values("added", Added),
        Operand.Values("y", Output, Access.Writes),
        Largest is null ? null : Operand.Of("largest", Largest, Access.Writes),
        Count) with
    { Parts = ConvolutionForwardEmitter.Parts(this) };

    private Kernel Part => Kernel(
        Plan.FilterParts > 1 ? "Panel" : "Rows",
        Stage.Forward,
        TakesGroups && Plan.Winograd is not null ? Cut.GroupPart : Cut.Part,
        (writer, kernel) => ConvolutionForwardEmitter.WriteStrip(writer, kernel, this),
        Operand.Values("x", Input),
        Operand.Of("weights", _weights),
        HasStrip ? Operand.Of("strip", _strip!, Access.Scratch) : null,
        Added is null ? null : Operand.Values("added", Added),
        Operand.Values("y", Output, Access.Writes),
        Largest is null ? null : Operand.Of("largest", Largest, Access.Writes),
        Plan.TakesPanels ? null : Count,
        Operand.Number("s", OperandKind.Part)) with
    { Items = Plan.Strips * Plan.FilterParts };

    private IEnumerable<Kernel> BackwardKernels()
    {
        if (!GoesBack)
        {
            yield break;
        }

        if (_backwardWeights is not null)
        {
            yield return Kernel(
                "PackInputGradient",
                Stage.Pack,
                Cut.Whole,
                (writer, kernel) => ConvolutionInputGradientEmitter.WritePack(writer, kernel, this),
                Operand.Parameter("kernel", FirstParameter),
                Operand.Of("packed", _backwardWeights, Access.Writes));
        }

        yield return Kernel(
            "Backward",
            Stage.Backward,
            TakesGroups ? Cut.Group : Cut.Sample,
            (writer, kernel) => ConvolutionBackwardEmitter.Write(writer, kernel, this),
            Trains ? Operand.Values("x", Input.OnWayBack) : null,
            Activation == Activation.Linear ? null : Operand.Values("y", Output),
            Largest is null ? null : Operand.Of("largest", Largest),
            Operand.Gradient("dy", Output),
            _linearGradient is null ? null : Operand.Of("dz", _linearGradient, Access.Scratch),
            _lane is null ? null : Operand.Of("dweights", _lane, Access.Adds),
            _backwardWeights is null ? null : Operand.Of("weights", _backwardWeights),
            _scratch is null ? null : Operand.Of("scratch", _scratch, Access.Scratch),
            Plan.HasInputGradient ? Operand.Gradient("dx", Input, Access.Writes) : null,
            Count);
        if (_lane is null)
        {
            yield break;
        }

        yield return ReduceRows(
            _lane,
            (writer, kernel) => ConvolutionWeightGradientEmitter.WriteReduce(writer, kernel, this),
            rows: Plan.KernelSteps + (HasBias ? 1 : 0),
            rowLength: Plan.Groups * Plan.PaddedFilters,
            FirstParameter,
            HasBias ? 2 : 1);
    }

    public override void DemandLayout() => Input.Border = Input.Border.Union(Plan.Border);

    public override IEnumerable<string> Faults()
    {
        Shape shape = Layer.Infer(Input.Shape);
        if ((Pooling?.Infer(shape) ?? shape) != Output.Shape)
        {
            yield return $"{Name} gives another shape than its output's.";
        }

        if (Input.Border.Union(Plan.Border) != Input.Border)
        {
            yield return $"{Name} reads beyond the border of its input.";
        }
    }
}
