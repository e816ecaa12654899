using System;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// The gradient by the kernel of a convolution that Winograd's algorithm computes: the transposes of its transforms make, from tiles of 6x6 inputs
/// and of gradients by the outputs, 36 products over the tiles of an image, and from their sums the weights' gradients. They take as few multiplications as the forward pass.
/// </summary>
internal sealed class WinogradGradientPlan
{
    /// <summary>What is transformed of a strip stays below this part of the L2 cache, if strips of as many tiles as are enough do.</summary>
    private const int StripBytes = 256 * 1024;

    /// <summary>Of a kernel of 3x3: the tiles are four times as many pixels as those of 5x5, and fewer of them spread the cost of what is transformed back.</summary>
    private static readonly Limits OfThree = new(FewestTiles: 4, EnoughTiles: 24, FarBytes: 1024 * 1024);

    /// <summary>
    /// Of a kernel of 5x5. Strips of 64 tiles rather than 24 took 0.82 of a training pass of 14x14x64 -> 64 and 0.90 of one of 28x28x64 -> 64; weights that are put together took 0.78
    /// of one of 8x8x64 -> 64 besides, since 25 taps that lie 4 KB apart share 8 places of the L1 cache. With 4 tiles direct sums take 0.9 of the time, with 9 of them 1.1.
    /// </summary>
    private static readonly Limits OfFive = new(FewestTiles: 9, EnoughTiles: 64, FarBytes: 64 * 1024);

    private WinogradGradientPlan(VectorForm form, WinogradTile tile, int channels, int filters, int height, int width, int samples)
    {
        Form = form;
        Tile = tile;
        Samples = samples;
        Channels = channels;
        Filters = filters;
        TilesAcross = tile.Across(width);
        TilesDown = tile.Across(height);
        int all = samples * SampleTiles;
        long bytes = (long)WinogradTile.Products * (channels + filters) * sizeof(float);
        int most = (int)Math.Min(all, Math.Max((form.Registers == 32 ? 2 : 1) * StripBytes / bytes, LimitsOf(tile).EnoughTiles));
        Tiles = Split.Evenly(all, most)[0].Size;
        Strips = (all + Tiles - 1) / Tiles;
        LastTiles = all - ((Strips - 1) * Tiles);
    }

    public VectorForm Form { get; }

    /// <summary>The tile, which is the forward pass's.</summary>
    public WinogradTile Tile { get; }

    public int Channels { get; }

    /// <summary>Filters: a whole number of registers.</summary>
    public int Filters { get; }

    public int TilesAcross { get; }

    public int TilesDown { get; }

    /// <summary>Tiles of a sample.</summary>
    public int SampleTiles => TilesDown * TilesAcross;

    /// <summary>The most samples whose tiles are taken one behind the other: those of a group, or one where samples come alone.</summary>
    public int Samples { get; }

    /// <summary>Whether all strips have the same number of tiles. Of a group nobody knows how many samples it has.</summary>
    public bool HasOneSize => Samples == 1 && LastTiles == Tiles;

    /// <summary>Strips that the tiles fall into, row by row: their sums are transformed back, block by block, while they are in the cache.</summary>
    public int Strips { get; }

    /// <summary>Tiles in a strip.</summary>
    public int Tiles { get; }

    /// <summary>Tiles in the last strip, which may have fewer.</summary>
    public int LastTiles { get; }

    /// <summary>
    /// Whether the weights of some channels and all filters are put together, and then added row by row: where a kernel is large, a few floats of each of the taps at a time
    /// would be waited for again and again.
    /// </summary>
    public bool GoesAlongRows => (long)Tile.Taps * Channels * Filters * sizeof(float) >= LimitsOf(Tile).FarBytes;

    /// <summary>Floats from one row of a block's weights to the next, where they are put together: [tap][channel][filter].</summary>
    public int RowPitch => WinogradPlan.Pitch(Filters);

    /// <summary>Floats from one tap of these to the next.</summary>
    public int TapPitch => WinogradPlan.Pitch(Math.Max(BlockRows(1), BlockRows(2)) * RowPitch);

    /// <summary>Channels of the largest tile of accumulators: of one register of filters there are as many as of two.</summary>
    /// <param name="columns">Registers of filters.</param>
    public int BlockRows(int columns) => Split.Evenly(Channels, 2 / columns * Form.TileRows(2))[0].Size;

    /// <summary>Floats of a strip's transformed inputs: [product][tile][channel].</summary>
    public int InputLength => checked(WinogradTile.Products * InputPitch);

    /// <summary>Floats from one product's transformed inputs to the next one's.</summary>
    public int InputPitch => WinogradPlan.Pitch(Tiles * Channels);

    /// <summary>Floats of a strip's transformed gradients: [product][tile][filter].</summary>
    public int GradientLength => checked(WinogradTile.Products * WinogradPlan.Pitch(Tiles * Filters));

    /// <summary>Floats of a block's sums: [product][channel][filter].</summary>
    public int SumLength => WinogradTile.Products * Math.Max(SumPitch(1), SumPitch(2));

    /// <summary>Floats from one product's sums to the next one's.</summary>
    /// <param name="columns">Registers of the block's filters.</param>
    public int SumPitch(int columns) => WinogradPlan.Pitch(BlockRows(columns) * columns * Form.Lanes);

    public int Length => checked(InputLength + GradientLength + SumLength + (GoesAlongRows ? Tile.Taps * TapPitch : 0));

    /// <summary>The plan where it pays; null where it does not.</summary>
    /// <param name="form">The vector form.</param>
    /// <param name="forward">How the convolution itself is computed.</param>
    /// <param name="height">Rows of outputs.</param>
    /// <param name="width">Outputs of a row.</param>
    /// <param name="samples">The most samples that are taken at once.</param>
    public static WinogradGradientPlan? For(VectorForm form, WinogradPlan? forward, int height, int width, int samples) =>
        forward is not null && samples * forward.Tile.TilesOf(height, width) >= LimitsOf(forward.Tile).FewestTiles
            ? new WinogradGradientPlan(form, forward.Tile, forward.Channels, forward.Outputs, height, width, samples)
            : null;

    private static Limits LimitsOf(WinogradTile tile) => tile.Kernel == 3 ? OfThree : OfFive;

    /// <summary>What depends on the kernel.</summary>
    /// <param name="FewestTiles">With fewer, to transform the sums back costs more than the products save.</param>
    /// <param name="EnoughTiles">Tiles of a strip over which the cost of transforming its sums back is spread well enough.</param>
    /// <param name="FarBytes">The taps of a kernel of so many bytes lie so far apart that they share the places of the caches near the core.</param>
    private readonly record struct Limits(int FewestTiles, int EnoughTiles, int FarBytes);
}
