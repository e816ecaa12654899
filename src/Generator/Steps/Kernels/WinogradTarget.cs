using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Where whole tiles of a result are written.</summary>
/// <param name="Strides">Floats from one row of the result to the next, and from one pixel to the next.</param>
/// <param name="AddedStrides">The same of what is added value by value; null where nothing is.</param>
/// <param name="Activation">The activation behind it.</param>
/// <param name="NegativeSlope">The activation's slope below 0, of LeakyReLU.</param>
internal sealed record WinogradTarget((int Row, int Pixel) Strides, (int Row, int Pixel)? AddedStrides = null, Activation Activation = Activation.Linear, double NegativeSlope = 0)
{
    /// <summary>Floats from a sample's result to the next one's.</summary>
    public int Sample { get; init; }

    /// <summary>The same of what is added.</summary>
    public int AddedSample { get; init; }
}
