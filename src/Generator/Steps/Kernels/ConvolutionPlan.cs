using System;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// A convolution in one vector form. The forward pass works in strips: all filters for a few rows, whose linear outputs rest
/// in a small buffer until bias, activation and pooling turn them into rows of the output; the map before pooling is never stored.
/// Where nothing is pooled and the activation is cheap, tiles are finished in registers, and there is no such buffer.
/// </summary>
internal sealed partial class ConvolutionPlan
{
    /// <summary>What a strip of small images reads and makes stays below this part of the L1 cache.</summary>
    private const int StripBytes = 24 * 1024;

    /// <summary>Weights of more bytes leave no room for anything else in the L2 cache, and those that are read for every strip of every sample come from beyond it.</summary>
    private const int HeavyBytes = 512 * 1024;

    /// <summary>Of more pixels the time to read weights is little, and what a group of samples makes is more than they are.</summary>
    private const int MostPixelsOfHeavy = 256;

    /// <summary>Accumulators that hide the latency of a multiply-add where two begin in every cycle.</summary>
    private const int EnoughAccumulators = 8;

    private readonly Conv2D _layer;
    private readonly bool _isDirect;
    private readonly bool _lanesMeet;

    /// <param name="form">The vector form.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="pooling">The fused pooling, or null.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="output">What it makes.</param>
    /// <param name="hasInputGradient">Whether the gradient by the input is wanted.</param>
    /// <param name="isDirect">Whether nothing is computed by Winograd's algorithm.</param>
    /// <param name="isLarge">
    /// Whether threads may share a sample of it, so that the forward pass may take some filters after others for all pixels, rather than all of them for some pixels after others; and whether it may
    /// take all samples of a group before the next layer does.
    /// </param>
    /// <param name="lanesMeet">Whether all lanes meet behind it.</param>
    public ConvolutionPlan(
        VectorForm form,
        Conv2D layer,
        Pooling2D? pooling,
        Tensor input,
        Tensor output,
        bool hasInputGradient,
        bool isDirect = false,
        bool isLarge = false,
        bool lanesMeet = false)
    {
        _isDirect = isDirect || layer.Groups > 1;
        Form = form;
        Rows = layer.Rows(input.Shape);
        Columns = layer.Columns(input.Shape);
        Pool = pooling?.Pool ?? new Extent(1, 1);
        Groups = layer.Groups;
        Filters = layer.Filters / Groups;
        Channels = input.Channels / Groups;
        Height = output.Height * Pool.Height;
        Width = output.Width * Pool.Width;
        Kernel = layer.Kernel;
        HasInputGradient = hasInputGradient;
        _lanesMeet = lanesMeet && hasInputGradient;
        TakesGroups = isLarge && !_isDirect && IsHeavy(layer);
        Winograd = _isDirect ? null : WinogradPlan.For(form, layer, Channels, Filters, Height, Width, isShared: true, isLarge, TakesGroups, Pool.Height);
        _layer = layer;
        BackwardRows = TakesGroups ? Height : pooling is null ? Split.Divisor(Height, RowsOfStrip) : Pool.Height;
        StripRows = TakesPanels ? Height : Winograd?.Rows ?? BackwardRows;
        StripWidth = Winograd?.Width ?? Width;
        if (hasInputGradient)
        {
            PlanInputGradient();
        }
    }

    public VectorForm Form { get; }

    public Sliding Rows { get; }

    public Sliding Columns { get; }

    public Extent Kernel { get; }

    public Extent Pool { get; }

    /// <summary>Parts that the channels fall into, each of which is a convolution of its own among the channels of the others.</summary>
    public int Groups { get; }

    /// <summary>Channels of a group.</summary>
    public int Channels { get; }

    /// <summary>Filters of a group.</summary>
    public int Filters { get; }

    /// <summary>Floats of an input pixel: the channels of all groups.</summary>
    public int InputPixel => Groups * Channels;

    /// <summary>Floats of an output pixel: the filters of all groups.</summary>
    public int OutputPixel => Groups * Filters;

    /// <summary>Filters rounded up to whole registers.</summary>
    public int PaddedFilters => Form.Pad(Filters);

    /// <summary>Rows and columns of the linear output that are computed: without those that a fused pooling drops.</summary>
    public int Height { get; }

    public int Width { get; }

    /// <summary>How the strips are computed: by Winograd's algorithm, or directly where this is null.</summary>
    public WinogradPlan? Winograd { get; }

    /// <summary>
    /// Whether the weights are so many that the forward pass computes one panel of filters for all pixels, and for all samples of a group, before it reads the next; and the way back
    /// adds all samples to one block of their gradient before it takes up another. The same in every form.
    /// </summary>
    public bool TakesGroups { get; }

    /// <summary>Whether that is done directly. Then a strip is all pixels of a panel, and its weights come to each sample from the caches.</summary>
    public bool TakesPanels => TakesGroups && Winograd is null;

    /// <summary>Parts of the filters that are computed one after the other, or by threads that share a sample.</summary>
    public int FilterParts => Filters / StripFilters;

    /// <summary>Filters of a strip of the forward pass: all of them, or a part, such as a panel's two registers; and the floats of one of its pixels.</summary>
    public int StripFilters => TakesPanels ? 2 * Form.Lanes : Winograd?.StripOutputs ?? Filters;

    public int StripPixel => Form.Pad(StripFilters);

    /// <summary>Rows and columns of a strip of the forward pass; Winograd's tiles may reach beyond the output.</summary>
    public int StripRows { get; }

    public int StripWidth { get; }

    public int Strips => (Height + StripRows - 1) / StripRows;

    /// <summary>Floats of the strip, [row][column][padded filters], of each sample that it is computed for.</summary>
    public int StripLength => (Winograd?.Samples ?? 1) * StripOfSample;

    public int StripOfSample => StripRows * StripWidth * StripPixel;

    /// <summary>Whether the tiles of the gradient by the input are written where it lies, rather than in a strip.</summary>
    public bool WritesInputTiles => InputWinograd is { EndsWithResult: true };

    /// <summary>Floats that one thread needs: the forward pass a strip, and what computes it; backward uses the place for what it computes by Winograd's algorithm.</summary>
    /// <param name="writesOutput">Whether the forward pass computes its output where that lies.</param>
    public int ScratchLength(bool writesOutput) => Math.Max(
        (writesOutput ? 0 : StripLength) + (Winograd?.ScratchLength ?? 0),
        Math.Max(
            InputWinograd is { } input ? (WritesInputTiles ? 0 : input.Samples * input.ResultLength) + input.ScratchLength : 0,
            GradientWinograd?.Length ?? 0));

    /// <summary>Rows that the backward pass takes at once.</summary>
    public int BackwardRows { get; }

    public int BackwardStrips => Height / BackwardRows;

    /// <summary>Weights of one output: kernel height x kernel width x channels.</summary>
    public int KernelSteps => Kernel.Height * Kernel.Width * Channels;

    /// <summary>Weights of one filter's place in the panels: Winograd's are transformed, or will be, and of steps of two terms half of them lie in the place of another filter.</summary>
    public int PackedSteps => Winograd?.WeightsOfOutput ?? OfBareInput.Steps;

    /// <summary>Floats of packed weights: [panel][ky][kx][channel][panel's filters], [panel][product][channel][panel's filters], or [step][filter][term]; then the bias.</summary>
    public int PackedLength => (PackedSteps + 1) * PaddedFilters;

    /// <summary>Floats of a lane's gradient: [ky][kx][channel][padded filters], then the bias's.</summary>
    public int LaneLength => (KernelSteps + 1) * PaddedFilters;

    /// <summary>The gradient by the linear output, with the border that the input gradient reads; or one strip of it.</summary>
    public Border GradientBorder { get; private set; }

    public int GradientRowStride => (GradientBorder.Left + Width + GradientBorder.Right) * OutputPixel;

    /// <summary>Rows kept of the gradient: all of them where the input gradient is wanted, else one strip.</summary>
    public int GradientRows => InputGradient.IsEmpty ? BackwardRows : Height;

    public int GradientOrigin => (GradientBorder.Top * GradientRowStride) + (GradientBorder.Left * OutputPixel);

    public int GradientLength => (GradientBorder.Top + GradientRows + GradientBorder.Bottom) * GradientRowStride;

    /// <summary>The border of that gradient as floats in memory.</summary>
    public Frame GradientFrame => Frame.Of(GradientBorder, GradientRows, GradientRowStride, OutputPixel);

    /// <summary>Whether the gradient by the input is wanted.</summary>
    public bool HasInputGradient { get; }

    /// <summary>The convolutions that make the gradient by the input; none where nobody needs it, and where kernels lie on padding alone.</summary>
    public ImmutableArray<InputGradientPhase> InputGradient { get; private set; } = [];

    /// <summary>How the gradient by the input is computed where its one phase is done by Winograd's algorithm; else null.</summary>
    public WinogradPlan? InputWinograd { get; private set; }

    /// <summary>How the gradient by the kernel is computed by Winograd's algorithm; null where it is direct. It wants all of the gradient by the linear output.</summary>
    public WinogradGradientPlan? GradientWinograd { get; private set; }

    /// <summary>Some input pixels lie under no tap: strides larger than the kernel.</summary>
    public bool LeavesGaps => Rows.Stride > Kernel.Height || Columns.Stride > Kernel.Width;

    /// <summary>The border that the forward pass reads: the padding, and what Winograd's last tiles need beyond it.</summary>
    public Border Border
    {
        get
        {
            int below = Winograd is null ? 0 : (Strips * StripRows) - Height;
            int beside = StripWidth - Width;
            int spareRows = (Rows.Output - Height) * Rows.Stride;
            int spareColumns = (Columns.Output - Width) * Columns.Stride;
            return new Border(
                Rows.Before, Math.Max(Rows.After + below - spareRows, Rows.After), Columns.Before, Math.Max(Columns.After + beside - spareColumns, Columns.After));
        }
    }

    private bool IsHeavy(Conv2D layer) =>
        Filters % WinogradPlan.WidestPanel == 0 && Filters > WinogradPlan.WidestPanel && Height * Width <= MostPixelsOfHeavy
        && (WinogradPlan.WantsGroups(layer, Channels, Filters, Height, Width, _lanesMeet)
            || (!WinogradPlan.IsWanted(layer, Channels, Filters, Height, Width, takesGroups: false) && (long)KernelSteps * Filters * sizeof(float) > HeavyBytes));

    /// <summary>The most rows of a strip that is computed directly: two, or more of them while what they read and make stays in the L1 cache.</summary>
    private int RowsOfStrip
    {
        get
        {
            long row = Width * (((long)Rows.Stride * Columns.Stride * InputPixel) + (Groups * (long)PaddedFilters));
            return (int)Math.Max(2, Math.Min(Height, StripBytes / (row * sizeof(float))));
        }
    }

    /// <summary>
    /// Plans the gradient by the input. With strides it falls into phases: input pixels whose position has the same remainder
    /// meet the same taps, and for each phase it is a plain convolution of the output gradient with those taps, reversed.
    /// </summary>
    private void PlanInputGradient()
    {
        ImmutableArray<InputGradientPhase>.Builder phases = ImmutableArray.CreateBuilder<InputGradientPhase>();
        // No tap meets the phases beyond the kernel.
        for (int py = 0; py < Math.Min(Rows.Stride, Kernel.Height); py++)
        {
            for (int px = 0; px < Math.Min(Columns.Stride, Kernel.Width); px++)
            {
                PhaseAxis vertical = PhaseAxis.Of(Rows, Kernel.Height, py);
                PhaseAxis horizontal = PhaseAxis.Of(Columns, Kernel.Width, px);
                if (vertical.Count > 0 && horizontal.Count > 0)
                {
                    phases.Add(new InputGradientPhase(vertical, horizontal));
                }
            }
        }

        int top = 0, bottom = 0, left = 0, right = 0;
        foreach (InputGradientPhase phase in phases)
        {
            top = Math.Max(top, -phase.Vertical.Start);
            bottom = Math.Max(bottom, phase.Vertical.End - (Height - 1));
            left = Math.Max(left, -phase.Horizontal.Start);
            right = Math.Max(right, phase.Horizontal.End - (Width - 1));
        }

        if (!_isDirect && phases.Count == 1 && Rows.Stride == 1 && Columns.Stride == 1)
        {
            PhaseAxis vertical = phases[0].Vertical;
            PhaseAxis horizontal = phases[0].Horizontal;
            bool takesGroups = TakesGroups && WinogradPlan.WantsGroups(_layer, Filters, Channels, vertical.Count, horizontal.Count, _lanesMeet);
            InputWinograd = WinogradPlan.For(Form, _layer, Filters, Channels, vertical.Count, horizontal.Count, isShared: false, takesGroups: takesGroups);
            if (InputWinograd is { } winograd)
            {
                // The last tiles reach beyond the result, and so does what they read.
                int beyond = winograd.Tile.Kernel - 2;
                bottom = Math.Max(bottom, vertical.Start + (winograd.Strips * winograd.Rows) + beyond - (Height - 1));
                right = Math.Max(right, horizontal.Start + winograd.Width + beyond - (Width - 1));
            }
        }

        GradientWinograd = phases.Count == 0 ? null : WinogradGradientPlan.For(Form, Winograd, Height, Width, TakesGroups ? Setting.LargestGroup : 1);
        if (GradientWinograd is { } gradient)
        {
            bottom = Math.Max(bottom, (gradient.TilesDown * gradient.Tile.Side) - Height);
            right = Math.Max(right, (gradient.TilesAcross * gradient.Tile.Side) - Width);
        }

        GradientBorder = new Border(top, bottom, left, right);
        int packed = 0;
        for (int i = 0; i < phases.Count; i++)
        {
            InputGradientPhase phase = phases[i];
            Reduction reduction = ReductionOf(phase, GradientRowStride);
            phases[i] = phase with { Reduction = reduction, Packed = packed };
            packed += reduction.Steps * Form.Pad(Channels);
        }

        InputGradient = phases.ToImmutable();
        bool keepsTransformed = InputWinograd is { TransformsWeights: false };
        InputWinogradWeights = keepsTransformed ? packed : 0;
        InputGradientPackedLength = packed + (keepsTransformed ? InputWinograd!.WeightLength : 0);
    }

    /// <summary>
    /// Floats of the reversed, transposed weights of all phases, by phase [panel][ky][kx][filter][panel's channels]; behind
    /// them the same transformed, where Winograd's algorithm wants them.
    /// </summary>
    public int InputGradientPackedLength { get; private set; }

    /// <summary>Where among them the weights begin that Winograd's algorithm reads: the transformed ones, or the direct form's where they are transformed when used.</summary>
    public int InputWinogradWeights { get; private set; }
}
