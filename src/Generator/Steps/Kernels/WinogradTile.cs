using System;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// One of the minimal filterings by Winograd's algorithm that make tiles of outputs from tiles of 6x6 inputs with 36 products: F(4x4, 3x3), where the direct form takes 144 for 16 outputs, and
/// F(2x2, 5x5), where it takes 100 for 4. They have their points in common, and with them the transform of the inputs (<see cref="WinogradPoints"/>).
/// </summary>
/// <param name="kernel">Rows and columns of the kernel.</param>
internal sealed class WinogradTile(int kernel)
{
    /// <summary>Rows and columns of a transformed tile.</summary>
    public const int Size = 6;

    public const int Products = Size * Size;

    private static readonly WinogradTile OfThree = new(kernel: 3);

    private static readonly WinogradTile OfFive = new(kernel: 5);

    /// <summary>Rows and columns of the kernel.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>Weights of the kernel for a channel.</summary>
    public int Taps => Kernel * Kernel;

    /// <summary>Output pixels along a side of a tile.</summary>
    public int Side => Size + 1 - Kernel;

    /// <summary>
    /// Whether transformed weights are so many more than the layer has that heavy ones are better transformed where they are used: four times as many of 3x3. Of 5x5 they are less than
    /// half as many again, and with those predictions take 0.1 to 0.8 of the time (maps of 2x2 to 14x14 with 128 to 384 channels, of one sample and of eight, on 256 bits).
    /// </summary>
    public bool IsMuchWhenTransformed => Products >= 2 * Taps;

    /// <summary>The kernel in words.</summary>
    public string KernelText => FormattableString.Invariant($"{Kernel}x{Kernel}");

    /// <summary>The outputs of a tile in words.</summary>
    public string SideText => FormattableString.Invariant($"{Side}x{Side}");

    /// <summary>What the algorithm is called.</summary>
    public string Name => $"F({SideText}, {KernelText})";

    /// <summary>The tile of the kernel of a layer that Winograd's algorithm can compute.</summary>
    public static WinogradTile Of(Conv2D layer) => layer.Kernel.Height == OfThree.Kernel ? OfThree : OfFive;

    /// <summary>Tiles beside each other over that many pixels.</summary>
    public int Across(int pixels) => (pixels + Side - 1) / Side;

    /// <summary>Tiles of an image.</summary>
    public int TilesOf(int height, int width) => Across(height) * Across(width);

    /// <summary>Writes the outputs of six sums of products: Aᵀ m.</summary>
    public string[] WriteOutput(CodeWriter writer, WinogradConstants constants, string[] m, string prefix) => WinogradPoints.WriteOutputs(writer, constants, m, prefix, Side);

    /// <summary>Writes the weights' gradients of six sums of products: Gᵀ m.</summary>
    public string[] WriteBack(CodeWriter writer, WinogradConstants constants, string[] m, string prefix) => WinogradPoints.WriteWeightGradients(writer, constants, m, prefix, Kernel);
}
