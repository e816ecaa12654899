using System;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// One of the minimal filterings by Winograd's algorithm that make tiles of outputs from tiles of 6x6 inputs with 36 products. They have the points 0, 1, -1, 2, -2 and infinity in
/// common, and with them the transform of the inputs; the larger the kernel is, the fewer outputs a tile has.
/// </summary>
/// <param name="kernel">Rows and columns of the kernel.</param>
internal abstract class WinogradTile(int kernel)
{
    /// <summary>Rows and columns of a transformed tile.</summary>
    public const int Size = 6;

    public const int Products = Size * Size;

    private static readonly WinogradTile OfThree = new WinogradTileOfThree();

    private static readonly WinogradTile OfFive = new WinogradTileOfFive();

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

    /// <summary>Writes six values of the weights along one direction: G g.</summary>
    public string[] WriteKernel(CodeWriter writer, Operations op, string[] g, string prefix) => WriteKernel(writer, op, g, prefix, [0, 1, 2, 3, 4, 5]);

    /// <summary>The same of some of the six values alone.</summary>
    public abstract string[] WriteKernel(CodeWriter writer, Operations op, string[] g, string prefix, int[] wanted);

    /// <summary>Writes the outputs of six sums of products: Aᵀ m.</summary>
    public abstract string[] WriteOutput(CodeWriter writer, Operations op, string[] m, string prefix);

    /// <summary>Writes six values of gradients by the outputs: A d.</summary>
    public abstract string[] WriteGradient(CodeWriter writer, Operations op, string[] d, string prefix);

    /// <summary>Writes the weights' gradients of six sums of products: Gᵀ m.</summary>
    public abstract string[] WriteBack(CodeWriter writer, Operations op, string[] m, string prefix);

    /// <summary>Declares what several values of the weights have in common, so far as it is wanted: those of the points 1 and -1, and of 2 and -2.</summary>
    protected static void DeclareWanted(CodeWriter writer, Operations op, int[] wanted, (string, string)[] inner, (string, string)[] outer)
    {
        (string, string)[] locals = [.. wanted.Any(number => number is 1 or 2) ? inner : [], .. wanted.Any(number => number is 3 or 4) ? outer : []];
        if (locals.Length > 0)
        {
            WinogradTransforms.Declare(writer, op, locals);
        }
    }

    /// <summary>Declares sums and differences of the products at the points 1 and -1, a and b, and at 2 and -2, c and e.</summary>
    protected static void WriteSums(CodeWriter writer, Operations op, string[] m, string prefix) => WinogradTransforms.Declare(
        writer,
        op,
        ($"{prefix}a", $"{m[1]} + {m[2]}"),
        ($"{prefix}b", $"{m[1]} - {m[2]}"),
        ($"{prefix}c", $"{m[3]} + {m[4]}"),
        ($"{prefix}e", $"{m[3]} - {m[4]}"));

    /// <summary>The same on the way back; those at the points 1 and -1 with the sixth that the transform of the weights has.</summary>
    protected static void WriteSumsBack(CodeWriter writer, Operations op, string[] m, string prefix) => WinogradTransforms.Declare(
        writer,
        op,
        ($"{prefix}a", $"({m[1]} + {m[2]}) * {op.Constant(1.0 / 6)}"),
        ($"{prefix}b", $"({m[2]} - {m[1]}) * {op.Constant(1.0 / 6)}"),
        ($"{prefix}c", $"{m[3]} + {m[4]}"),
        ($"{prefix}e", $"{m[3]} - {m[4]}"));
}
