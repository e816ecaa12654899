using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>A plain convolution that makes a part of the gradient by the input.</summary>
internal sealed record InputGradientPhase(PhaseAxis Vertical, PhaseAxis Horizontal)
{
    /// <summary>The sum behind one of its values.</summary>
    public Reduction Reduction { get; init; } = null!;

    /// <summary>Where its weights begin among the layer's.</summary>
    public int Packed { get; init; }
}

/// <summary>One phase of an input gradient along one direction.</summary>
/// <param name="First">The first input pixel of the phase.</param>
/// <param name="Count">Number of its pixels, a stride apart.</param>
/// <param name="FirstTap">The smallest kernel index that meets them; further ones follow a stride apart.</param>
/// <param name="Taps">Number of kernel indices that meet them.</param>
/// <param name="Start">The output position that the first pixel's reversed taps begin at; below 0 within the border.</param>
/// <param name="End">The output position that the last pixel's taps end at.</param>
internal readonly record struct PhaseAxis(int First, int Count, int FirstTap, int Taps, int Start, int End)
{
    public static PhaseAxis Of(Sliding axis, int kernel, int remainder)
    {
        // Pixel i meets tap k where i + before - k * dilation is a whole number of strides. With strides there is no dilation.
        int taps = (kernel - remainder + axis.Stride - 1) / axis.Stride;
        int first = (((remainder - axis.Before) % axis.Stride) + axis.Stride) % axis.Stride;
        if (taps < 1 || first >= axis.Input)
        {
            return default;
        }

        int count = ((axis.Input - 1 - first) / axis.Stride) + 1;
        int quotient = (first + axis.Before - remainder) / axis.Stride;
        return new PhaseAxis(
            first, count, remainder, taps, quotient - ((taps - 1) * axis.Dilation), quotient + count - 1);
    }
}
