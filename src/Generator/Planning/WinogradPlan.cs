using NetGen.Generator.Layers;

namespace NetGen.Generator.Planning;

/// <summary>
/// A convolution by Winograd's minimal filtering F(4x4, 3x3) (Lavin and Gray 2016): 36 multiplications make 16 outputs
/// where the direct form takes 144. Tiles of 6x6 inputs are transformed, 36 products run over the channels, and their sums
/// are transformed back into 4x4 outputs.
/// </summary>
internal sealed class WinogradPlan
{
    /// <summary>Output pixels along a side of a tile.</summary>
    public const int Side = 4;

    /// <summary>Products per tile: (4 + 3 - 1)².</summary>
    public const int Products = 36;

    /// <summary>Transformed inputs and sums of a strip stay below this part of the L2 cache, beside the weights.</summary>
    private const int StripBytes = 256 * 1024;

    private WinogradPlan(VectorForm form, int height, int width, int channels, int filters)
    {
        TilesAcross = (width + Side - 1) / Side;
        TilesDown = (height + Side - 1) / Side;
        int rowBytes = Products * TilesAcross * (channels + (2 * form.Lanes)) * sizeof(float);
        int budget = form.Registers == 32 ? 2 * StripBytes : StripBytes;
        TileRows = System.Math.Max(1, System.Math.Min(TilesDown, budget / rowBytes));
        Tiles = TileRows * TilesAcross;
        InputLength = Products * Tiles * channels;
        SumLength = Products * Tiles * System.Math.Min(2, form.Columns(filters)) * form.Lanes;
    }

    public int TilesAcross { get; }

    public int TilesDown { get; }

    /// <summary>Rows of tiles in a strip.</summary>
    public int TileRows { get; }

    /// <summary>Tiles in a strip.</summary>
    public int Tiles { get; }

    /// <summary>Floats of a strip's transformed inputs: [product][tile][channel].</summary>
    public int InputLength { get; }

    /// <summary>Floats of a panel's sums: [product][tile][panel's filters].</summary>
    public int SumLength { get; }

    /// <summary>
    /// The plan where it pays: 3x3 kernels at stride 1, enough channels to spread the transforms' cost over, enough tiles to
    /// fill the products' register tiles, and little computed beyond the edges. Null where it does not.
    /// </summary>
    public static WinogradPlan? For(VectorForm form, Conv2D layer, Shape input, int height, int width)
    {
        bool fits = layer.Kernel == new Extent(3, 3) && layer.Strides == new Extent(1, 1) && layer.Dilation == new Extent(1, 1)
            && layer.Filters % form.Lanes == 0;
        bool pays = input.Channels >= 32 && layer.Filters >= 32 && height >= 4 * Side && width >= 4 * Side;
        return fits && pays && form.Bits > 128 ? new WinogradPlan(form, height, width, input.Channels, layer.Filters) : null;
    }
}
