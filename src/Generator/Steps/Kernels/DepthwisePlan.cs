using System;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>A depthwise convolution in one vector form: registers of channels, tiles of neighbouring pixels of a row.</summary>
internal sealed class DepthwisePlan
{
    /// <summary>Taps of a kernel row that are written out; longer rows are walked in parts.</summary>
    public const int MostTapsOfPart = 8;

    /// <summary>Multiply-adds of a tile that are written out without a loop over kernel rows.</summary>
    private const int MostWrittenOut = 100;

    /// <summary>Pixels whose gradients rest in registers while the taps take them up.</summary>
    public const int GradientPixels = 4;

    /// <param name="form">The vector form.</param>
    /// <param name="window">How the kernels slide.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="output">What it makes, of as many channels.</param>
    /// <param name="hasInputGradient">Whether the gradient by the input is wanted.</param>
    public DepthwisePlan(VectorForm form, KernelWindow window, Tensor input, Tensor output, bool hasInputGradient)
    {
        Form = form;
        Rows = window.Rows(input.Shape);
        Columns = window.Columns(input.Shape);
        Kernel = window.Kernel;
        Channels = output.Channels;
        Height = output.Height;
        Width = output.Width;
        Forward = new TapWindow(TapAxis.Forward(Rows, Height), TapAxis.Forward(Columns, Width));
        HasInputGradient = hasInputGradient;
        if (hasInputGradient)
        {
            InputGradient = [.. TapWindow.Backward(Rows, Columns)];
            GradientBorder = InputGradient.Aggregate(default(Border), (border, phase) => border.Union(BorderOf(phase)));
        }
    }

    public VectorForm Form { get; }

    public Sliding Rows { get; }

    public Sliding Columns { get; }

    public Extent Kernel { get; }

    /// <summary>Channels of input and output.</summary>
    public int Channels { get; }

    public int Height { get; }

    public int Width { get; }

    public int Taps => checked(Kernel.Height * Kernel.Width);

    /// <summary>The forward pass.</summary>
    public TapWindow Forward { get; }

    /// <summary>Whether the gradient by the input is wanted.</summary>
    public bool HasInputGradient { get; }

    /// <summary>The phases of the gradient by the input; empty where nobody needs it, and where kernels lie on padding alone.</summary>
    public ImmutableArray<TapWindow> InputGradient { get; } = [];

    /// <summary>Some input pixels lie under no tap.</summary>
    public bool LeavesGaps => TapAxis.LeavesGaps(Rows) || TapAxis.LeavesGaps(Columns);

    /// <summary>The border of zeros that the forward pass reads.</summary>
    public Border Border => new(Rows.Before, Rows.After, Columns.Before, Columns.After);

    /// <summary>Floats of the weights, [ky][kx][channel], then the bias; a lane's gradient lies alike.</summary>
    public int WeightLength => checked((Taps + 1) * Channels);

    /// <summary>Where the bias lies among them.</summary>
    public int Bias => Taps * Channels;

    /// <summary>The border around the gradient by the values before the activation, which the gradient by the input reads.</summary>
    public Border GradientBorder { get; }

    public int GradientRowStride => (GradientBorder.Left + Width + GradientBorder.Right) * Channels;

    /// <summary>Rows kept of that gradient: all where the gradient by the input is wanted, else one.</summary>
    public int GradientRows => InputGradient.IsEmpty ? 1 : Height;

    public int GradientOrigin => (GradientBorder.Top * GradientRowStride) + (GradientBorder.Left * Channels);

    public int GradientLength => checked((GradientBorder.Top + GradientRows + GradientBorder.Bottom) * GradientRowStride);

    public Frame GradientFrame => Frame.Of(GradientBorder, GradientRows, GradientRowStride, Channels);

    /// <summary>Pixels of a tile: their sums, the taps of a row and one input fit the registers.</summary>
    /// <param name="taps">Taps of a kernel row.</param>
    public int TilePixels(int taps) => Math.Max(4, Math.Min(8, Form.Registers - Math.Min(taps, MostTapsOfPart) - 2));

    /// <summary>Whether all kernel rows of a tile are written out.</summary>
    public static bool WritesOutRows(TapWindow window, int pixels) =>
        window.Columns.Taps <= MostTapsOfPart && window.Rows.Taps * window.Columns.Taps * pixels <= MostWrittenOut;

    /// <summary>Whether the gradients by all weights of a channel fit the registers at once.</summary>
    public bool HoldsAllWeights => Taps + GradientPixels + 1 <= Form.Registers;

    private Border BorderOf(TapWindow phase)
    {
        (int top, int bottom) = phase.Rows.Beyond(Height);
        (int left, int right) = phase.Columns.Beyond(Width);
        return new Border(top, bottom, left, right);
    }
}
