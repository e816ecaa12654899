namespace NetGen.Generator.Steps.Kernels;

/// <summary>How x and dz lie in memory, of which a convolution's gradient by the kernel is made.</summary>
/// <param name="Input">Floats from one row of x to the next, and from one pixel to the next.</param>
/// <param name="Gradient">Floats from one row of dz to the next.</param>
/// <param name="Samples">Floats of both from one sample to the next; null where a kernel takes one sample.</param>
internal readonly record struct GradientStrides((int Row, int Pixel) Input, int Gradient, (int Input, int Gradient)? Samples = null);
