using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// A convolution by Winograd's minimal filtering F(4x4, 3x3) (Lavin and Gray 2016): 36 multiplications make 16 outputs
/// where the direct form takes 144. Tiles of 6x6 inputs are transformed, 36 products run over the channels, and their sums
/// are transformed back into 4x4 outputs.
/// </summary>
internal sealed class WinogradPlan
{
    /// <summary>Output pixels along a side of a tile.</summary>
    public const int Side = 4;

    /// <summary>Rows and columns of a transformed tile: 4 + 3 - 1.</summary>
    public const int Size = 6;

    public const int Products = Size * Size;

    /// <summary>Weights of the kernel for a channel.</summary>
    public const int Taps = 9;

    /// <summary>Outputs that are cut into parts fill whole panels in every form: two registers of the widest.</summary>
    public const int WidestPanel = 32;

    /// <summary>With fewer channels the transforms cost more than the products save.</summary>
    private const int FewestChannels = 16;

    /// <summary>With more, errors might pass a ten-thousandth of the largest output: who wants the algorithm there must ask for it.</summary>
    private const int MostChannels = 4096;

    /// <summary>Transformed inputs and sums of a strip stay below this part of the L2 cache, beside the weights.</summary>
    private const int StripBytes = 160 * 1024;

    /// <summary>The same where threads may share the strips of a sample: smaller ones, so that there is one for everybody.</summary>
    private const int SharedStripBytes = 96 * 1024;

    /// <summary>Transformed weights of more bytes come to every strip from beyond the L2 cache, and are most of what it reads.</summary>
    private const int HeavyBytes = 4 * 1024 * 1024;

    /// <summary>Strips have so many tiles where the image has: each weight that comes from the L2 cache serves all of them.</summary>
    private const int FewestTiles = 8;

    /// <summary>Strips that read heavy weights have so many tiles: each weight that comes from far serves all of them.</summary>
    private const int FewestTilesOfHeavy = 14;

    /// <summary>Heavy weights are four times those of the direct form, which is faster where so few tiles use them.</summary>
    private const int TooFewTilesOfHeavy = 3;

    /// <summary>Transformed weights of more bytes come from memory in every prediction.</summary>
    private const int HugeBytes = 16 * 1024 * 1024;

    /// <summary>Of so many tiles, the transform of the weights takes a small part of the time.</summary>
    private const int TilesWorthTransforming = 16;

    /// <summary>Strips that transform weights have so many tiles, since each strip does it anew.</summary>
    private const int FewestTilesOfHuge = 48;

    /// <summary>Parts that the outputs of an image of one strip fall into, where threads may share them. Each part transforms the inputs anew.</summary>
    private const int OutputParts = 4;

    /// <summary>With fewer outputs those transforms take more than a few hundredths of a part's time.</summary>
    private const int FewestOutputsOfParts = 256;

    private WinogradPlan(VectorForm form, int channels, int outputs, int height, int width, bool isShared, bool mayCutOutputs)
    {
        Channels = channels;
        Outputs = outputs;
        TilesAcross = Across(width);
        TilesDown = Across(height);
        int panel = System.Math.Min(2, form.Columns(outputs)) * form.Lanes;
        int rowBytes = Products * TilesAcross * (channels + panel) * sizeof(float);
        int budget = isShared ? SharedStripBytes : StripBytes;
        bool isHuge = WeighsMore(HugeBytes, channels, outputs);
        int fewest = isHuge ? FewestTilesOfHuge : WeighsMore(HeavyBytes, channels, outputs) ? FewestTilesOfHeavy : FewestTiles;
        TileRows = RowsOfStrip(TilesDown, System.Math.Min(TilesDown, (fewest + TilesAcross - 1) / TilesAcross), System.Math.Min(TilesDown, budget / rowBytes));
        Tiles = TileRows * TilesAcross;
        bool isCut = mayCutOutputs && Strips == 1 && outputs >= FewestOutputsOfParts && outputs % (OutputParts * WidestPanel) == 0;
        StripOutputs = isCut ? outputs / OutputParts : outputs;
        EndsWithResult = Strips * Rows == height && Width == width;
        TransformsWeights = isHuge && Tiles >= TilesWorthTransforming;
        InputLength = Products * Pitch(Tiles * channels);
        SumLength = Products * Pitch(Tiles * panel);
        PanelLength = TransformsWeights ? Products * Pitch(channels * panel) : 0;
    }

    /// <summary>Values per pixel of what is convolved, and of the result: a whole number of registers.</summary>
    public int Channels { get; }

    public int Outputs { get; }

    /// <summary>
    /// Outputs of a strip: all of them; or a quarter, where one strip is the whole image and threads may share it. Then they share the weights too, of which each thread
    /// reads its own.
    /// </summary>
    public int StripOutputs { get; }

    /// <summary>Whether several strips read the same pixels.</summary>
    public bool CutsOutputs => StripOutputs < Outputs;

    public int TilesAcross { get; }

    public int TilesDown { get; }

    /// <summary>Rows of tiles in a strip.</summary>
    public int TileRows { get; }

    /// <summary>Tiles in a strip.</summary>
    public int Tiles { get; }

    /// <summary>Pixels of a strip; the last tiles may reach beyond the result.</summary>
    public int Rows => TileRows * Side;

    public int Width => TilesAcross * Side;

    public int Strips => (TilesDown + TileRows - 1) / TileRows;

    /// <summary>Floats of a strip's result: [row][column][strip's output].</summary>
    public int ResultLength => Rows * Width * StripOutputs;

    /// <summary>Floats of a strip's transformed inputs: [product][tile][channel].</summary>
    public int InputLength { get; }

    /// <summary>Floats of a panel's sums: [product][tile][panel's outputs].</summary>
    public int SumLength { get; }

    /// <summary>
    /// Whether the weights are transformed panel by panel where they are used, from panels as the direct form has them: they come from memory, and those are a quarter.
    /// </summary>
    public bool TransformsWeights { get; }

    /// <summary>Floats of a panel's weights, transformed where they are used: [product][channel][panel's outputs].</summary>
    public int PanelLength { get; }

    /// <summary>Floats of the scratch that computes a strip.</summary>
    public int ScratchLength => InputLength + SumLength + PanelLength;

    /// <summary>Whether tiles and strips end where the result ends, so that tiles can be written where it lies.</summary>
    public bool EndsWithResult { get; }

    /// <summary>Floats of the weights as packed: [panel][product][channel][panel's outputs], or [panel][tap][channel][panel's outputs].</summary>
    public int WeightLength => WeightsOfOutput * Outputs;

    /// <summary>Floats of one output's weights as packed.</summary>
    public int WeightsOfOutput => (TransformsWeights ? Taps : Products) * Channels;

    /// <summary>
    /// The plan where the layer asks for it, or leaves the choice and it pays: enough channels to spread the transforms' cost over, and at most two
    /// thirds of the direct form's multiplications, counting those for pixels beyond the edge; and of heavy weights enough tiles to read them for.
    /// Null elsewhere. Strips that threads may share are smaller; where there is one alone, its outputs may be cut into parts.
    /// </summary>
    public static WinogradPlan? For(VectorForm form, Conv2D layer, int channels, int outputs, int height, int width, bool isShared, bool mayCutOutputs = false)
    {
        bool fits = form.Bits > 128 && outputs % form.Lanes == 0;
        return fits && IsWanted(layer, channels, outputs, height, width) ? new WinogradPlan(form, channels, outputs, height, width, isShared, mayCutOutputs) : null;
    }

    /// <summary>Whether the algorithm is to be used where the vectors are wide enough for it: as the layer says, or else where it takes less time than direct sums.</summary>
    public static bool IsWanted(Conv2D layer, int channels, int outputs, int height, int width) => layer.CanBeWinograd && layer.Algorithm switch
    {
        Convolution.Direct => false,
        Convolution.Winograd => true,
        _ => Pays(channels, outputs, height, width),
    };

    private static bool Pays(int channels, int outputs, int height, int width) =>
        channels is >= FewestChannels and <= MostChannels && outputs >= FewestChannels
        && 3L * Products * Across(width) * Across(height) <= 2L * Taps * width * height
        && (Across(width) * Across(height) > TooFewTilesOfHeavy || !WeighsMore(HeavyBytes, channels, outputs));

    /// <summary>
    /// Rows of tiles in a strip. All strips have the same number, and the last may reach beyond the image: of the numbers from half of the most up this is the one
    /// that computes the fewest rows for nothing, the larger of equals.
    /// </summary>
    private static int RowsOfStrip(int tilesDown, int fewest, int most)
    {
        most = System.Math.Max(fewest, most);
        int best = most;
        for (int rows = most; rows >= System.Math.Max(fewest, (most + 1) / 2); rows--)
        {
            if (Computed(rows) < Computed(best))
            {
                best = rows;
            }
        }

        return best;

        int Computed(int rows) => (tilesDown + rows - 1) / rows * rows;
    }

    private static bool WeighsMore(int bytes, int channels, int outputs) => (long)Products * channels * outputs * sizeof(float) > bytes;

    /// <summary>
    /// Floats from one product to the next, where each has that many. A transform writes or reads 36 places that far apart: at a multiple of 2048 bytes they would
    /// share a few lines of the L1 cache and drive each other out.
    /// </summary>
    public static int Pitch(int floats) => floats % (2048 / sizeof(float)) == 0 ? floats + Arena.Line : floats;

    /// <summary>Tiles beside each other over that many pixels.</summary>
    public static int Across(int pixels) => (pixels + Side - 1) / Side;
}
