using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// A convolution by Winograd's minimal filtering (Lavin and Gray 2016): F(4x4, 3x3), where 36 multiplications make 16 outputs and the direct form takes 144, or F(2x2, 5x5), where
/// they make 4 and the direct form takes 100. Tiles of 6x6 inputs are transformed, 36 products run over the channels, and their sums are transformed back into outputs.
/// </summary>
internal sealed class WinogradPlan
{
    /// <summary>Outputs that are cut into parts fill whole panels in every form: two registers of the widest.</summary>
    public const int WidestPanel = 32;

    /// <summary>
    /// With fewer, which fill no register of any form, the transforms cost more than the products save. With kernels of 5x5, too, a register of channels is enough: on 256 bits 8 channels
    /// take 0.72 to 0.87 of the time of direct sums, 64 of them 0.40 to 0.49, on maps of 8x8 to 28x28.
    /// </summary>
    private const int FewestChannels = 4;

    /// <summary>With more, errors might pass a ten-thousandth of the largest output: who wants the algorithm there must ask for it.</summary>
    private const int MostChannels = 4096;

    /// <summary>Transformed inputs and sums of a strip stay below this part of the L2 cache, beside the weights.</summary>
    private const int StripBytes = 160 * 1024;

    /// <summary>The same where threads may share the strips of a sample: smaller ones, so that there is one for everybody.</summary>
    private const int SharedStripBytes = 96 * 1024;

    /// <summary>
    /// Transformed weights of more bytes would come to every strip from beyond the L2 cache, and be most of what it reads. They are transformed where they are used, from a quarter
    /// of the bytes.
    /// </summary>
    private const int HeavyBytes = 4 * 1024 * 1024;

    /// <summary>
    /// Transformed weights of more bytes are shared by samples of few tiles in training, where all lanes meet behind the layer, so that no sample goes on from it to what follows. They would be
    /// read three times for each sample, and what few tiles have summed up of their gradient would be transformed back.
    /// </summary>
    private const int HeavyBytesWhereLanesMeet = 512 * 1024;

    /// <summary>Strips have so many tiles where the image has: each weight that comes from the L2 cache serves all of them.</summary>
    private const int FewestTiles = 8;

    /// <summary>Strips that read heavy weights have so many tiles: each weight that comes from far serves all of them.</summary>
    private const int FewestTilesOfHeavy = 14;

    /// <summary>Of so few tiles, which have the weights to themselves, the transform of heavy ones takes longer than the direct form.</summary>
    private const int TooFewTilesOfHeavy = 3;

    /// <summary>Of so many tiles of one sample, the transform of heavy weights takes a small part of the time, and other samples need not share it.</summary>
    private const int TilesWorthTransforming = 16;

    /// <summary>Transformed inputs of samples that are computed at once stay below this part of the L2 cache, which every panel reads anew.</summary>
    private const int GroupBytes = 640 * 1024;

    /// <summary>Of transformed weights of more bytes, those of the layer themselves come from memory, or nearly so.</summary>
    private const int HugeBytes = 16 * 1024 * 1024;

    /// <summary>Strips that transform huge weights have so many tiles, since each strip does it anew.</summary>
    private const int FewestTilesOfHuge = 48;

    /// <summary>Weights that are transformed where they are used stay below this part of the L2 cache: those of some channels after those of others.</summary>
    private const int TransformedBytes = 160 * 1024;

    /// <summary>
    /// The most parts that the outputs of an image of one strip fall into, where threads may share them. Each part transforms the inputs anew, which takes some hundredths of its time.
    /// </summary>
    private const int MostOutputParts = 4;

    private WinogradPlan(
        VectorForm form, WinogradTile tile, int channels, int outputs, int height, int width, bool isShared, bool mayCutOutputs, bool takesGroups, int windowRows)
    {
        Form = form;
        Tile = tile;
        TakesGroups = takesGroups;
        Channels = channels;
        Outputs = outputs;
        TilesAcross = tile.Across(width);
        TilesDown = tile.Across(height);
        int panel = System.Math.Min(2, form.Columns(outputs)) * form.Lanes;
        int rowBytes = WinogradTile.Products * TilesAcross * (channels + panel) * sizeof(float);
        int budget = isShared ? SharedStripBytes : StripBytes;
        TransformsWeights = tile.IsMuchWhenTransformed && WeighsMore(HeavyBytes, channels, outputs);
        int fewest = !TransformsWeights ? FewestTiles : WeighsMore(HugeBytes, channels, outputs) ? FewestTilesOfHuge : FewestTilesOfHeavy;
        TileRows = takesGroups ? TilesDown : RowsOfStrip(TilesDown, (fewest + TilesAcross - 1) / TilesAcross, budget / rowBytes, FewestRows(tile, windowRows));
        Tiles = TileRows * TilesAcross;
        Samples = takesGroups ? System.Math.Max(1, System.Math.Min(Setting.LargestGroup, GroupBytes / (WinogradTile.Products * Tiles * channels * sizeof(float)))) : 1;
        StripOutputs = mayCutOutputs && Strips == 1 ? outputs / PartsOf(outputs) : outputs;
        EndsWithResult = Strips * Rows == height && Width == width;
        ChannelsAtOnce = TransformsWeights ? Split.Part(channels, System.Math.Max(1, TransformedBytes / (WinogradTile.Products * panel * sizeof(float)))) : channels;
        InputLength = WinogradTile.Products * InputPitch;
        SumLength = WinogradTile.Products * SumPitch(panel);
        PanelLength = TransformsWeights ? WinogradTile.Products * Pitch(ChannelsAtOnce * panel) : 0;
    }

    private VectorForm Form { get; }

    /// <summary>The tile: what it makes of 6x6 inputs.</summary>
    public WinogradTile Tile { get; }

    /// <summary>Whether it computes the samples of a group, of several at once.</summary>
    public bool TakesGroups { get; }

    /// <summary>Whether inputs are transformed before strips are computed, several of which read them.</summary>
    public bool TransformsApart => CutsOutputs || TakesGroups;

    /// <summary>Values per pixel of what is convolved, and of the result: a whole number of registers.</summary>
    public int Channels { get; }

    public int Outputs { get; }

    /// <summary>
    /// Outputs of a strip: all of them; or a part, where one strip is the whole image and threads may share it. Then they share the weights too, of which each thread
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

    /// <summary>Samples of a group whose tiles are computed at once, so that weights that are transformed or read from far serve all of them: one where each comes alone.</summary>
    public int Samples { get; }

    /// <summary>Samples whose tiles, together, fill the accumulators: a power of two.</summary>
    public int SamplesAtOnce
    {
        get
        {
            int samples = 1;
            while (2 * samples <= Samples && 2 * samples * Tiles <= Form.TileRows(2))
            {
                samples *= 2;
            }

            return samples;
        }
    }

    /// <summary>Whether one tile may be all that weights are transformed for, of one sample of the group: too little to spread that over.</summary>
    public bool MayBeOfOneTile => TransformsWeights && Samples > 1 && Tiles == 1;

    /// <summary>Pixels of a strip; the last tiles may reach beyond the result.</summary>
    public int Rows => TileRows * Tile.Side;

    public int Width => TilesAcross * Tile.Side;

    public int Strips => (TilesDown + TileRows - 1) / TileRows;

    /// <summary>Floats of a strip's result, of each sample: [row][column][strip's output].</summary>
    public int ResultLength => Rows * Width * StripOutputs;

    /// <summary>Floats of a strip's transformed inputs: [product][sample][tile][channel].</summary>
    public int InputLength { get; }

    /// <summary>Floats of a product's transformed inputs.</summary>
    public int InputPitch => Pitch(Samples * Tiles * Channels);

    /// <summary>Floats of a panel's sums: [product][sample][tile][panel's outputs].</summary>
    public int SumLength { get; }

    /// <summary>Floats of a product's sums.</summary>
    public int SumPitch(int outputs) => Pitch(Samples * Tiles * outputs);

    /// <summary>
    /// Whether the weights are transformed where they are used, from panels as the direct form has them: they come from beyond the L2 cache, and those are a quarter of them.
    /// </summary>
    public bool TransformsWeights { get; }

    /// <summary>Channels whose weights are transformed and used before the next: all of them where they are packed transformed.</summary>
    public int ChannelsAtOnce { get; }

    /// <summary>Floats of a panel's weights of these channels, transformed where they are used: [product][channel][panel's outputs].</summary>
    public int PanelLength { get; }

    /// <summary>Floats of the scratch that computes a strip.</summary>
    public int ScratchLength => InputLength + SumLength + PanelLength;

    /// <summary>Whether tiles and strips end where the result ends, so that tiles can be written where it lies.</summary>
    public bool EndsWithResult { get; }

    /// <summary>Floats of the weights as packed: [panel][product][channel][panel's outputs], or [panel][tap][channel][panel's outputs].</summary>
    public int WeightLength => WeightsOfOutput * Outputs;

    /// <summary>Floats of one output's weights as packed.</summary>
    public int WeightsOfOutput => (TransformsWeights ? Tile.Taps : WinogradTile.Products) * Channels;

    /// <summary>
    /// The plan where the layer asks for it, or leaves the choice and it pays: channels that fill a register, so that the transforms' cost is spread over them,
    /// and at most two thirds of the direct form's multiplications, counting those for pixels beyond the edge; and of heavy weights enough tiles to read them for.
    /// Null elsewhere. Strips that threads may share are smaller; where there is one alone, its outputs may be cut into parts.
    /// </summary>
    /// <param name="takesGroups">Whether the tiles of several samples are computed at once.</param>
    /// <param name="windowRows">Rows of a pooling's window, which lies in one strip.</param>
    public static WinogradPlan? For(
        VectorForm form,
        Conv2D layer,
        int channels,
        int outputs,
        int height,
        int width,
        bool isShared,
        bool mayCutOutputs = false,
        bool takesGroups = false,
        int windowRows = 1)
    {
        bool fits = outputs % form.Lanes == 0;
        bool isWorthwhile = channels >= form.Lanes || layer.Algorithm == Convolution.Winograd;
        return fits && isWorthwhile && IsWanted(layer, channels, outputs, height, width, takesGroups)
            ? new WinogradPlan(form, WinogradTile.Of(layer), channels, outputs, height, width, isShared, mayCutOutputs, takesGroups, windowRows)
            : null;
    }

    /// <summary>
    /// Whether the algorithm is to be used where the vectors suit it: as the layer says, or else where it takes less time than direct sums. The same in every form.
    /// </summary>
    public static bool IsWanted(Conv2D layer, int channels, int outputs, int height, int width, bool takesGroups) => layer.CanBeWinograd && layer.Algorithm switch
    {
        Convolution.Direct => false,
        Convolution.Winograd => true,
        _ => Pays(WinogradTile.Of(layer), channels, outputs, height, width, takesGroups),
    };

    /// <summary>Whether weights are so heavy, and the tiles of a sample so few, that those of several samples should share each weight.</summary>
    /// <param name="lanesMeet">Whether it is trained, and all lanes meet behind it.</param>
    public static bool WantsGroups(Conv2D layer, int channels, int outputs, int height, int width, bool lanesMeet) =>
        IsWanted(layer, channels, outputs, height, width, takesGroups: true)
        && WeighsMore(lanesMeet ? HeavyBytesWhereLanesMeet : HeavyBytes, channels, outputs) && WinogradTile.Of(layer).TilesOf(height, width) < TilesWorthTransforming;

    private static bool Pays(WinogradTile tile, int channels, int outputs, int height, int width, bool takesGroups) =>
        channels is >= FewestChannels and <= MostChannels
        && 3L * WinogradTile.Products * tile.TilesOf(height, width) <= 2L * tile.Taps * width * height
        && (takesGroups || tile.TilesOf(height, width) > TooFewTilesOfHeavy || !WeighsMore(HeavyBytes, channels, outputs));

    /// <summary>
    /// Rows of tiles in a strip. All strips have the same number, and the last may reach beyond the image: of the numbers from half of the most up this is the one
    /// that computes the fewest rows for nothing, the larger of equals.
    /// </summary>
    /// <param name="tilesDown">Rows of tiles of the image.</param>
    /// <param name="fewest">The fewest that are worth a strip.</param>
    /// <param name="most">The most that fit the caches.</param>
    /// <param name="step">What the number of rows is a multiple of, where there are several strips.</param>
    private static int RowsOfStrip(int tilesDown, int fewest, int most, int step)
    {
        most = System.Math.Max(fewest, most);
        if (most >= tilesDown)
        {
            return tilesDown;
        }

        most = System.Math.Max(most / step, 1) * step;
        int best = most;
        for (int rows = most; rows >= System.Math.Max(fewest, (most + 1) / 2); rows -= step)
        {
            if (Computed(rows) < Computed(best))
            {
                best = rows;
            }
        }

        return System.Math.Min(best, tilesDown);

        int Computed(int rows) => (tilesDown + rows - 1) / rows * rows;
    }

    /// <summary>The most parts of whole panels.</summary>
    private static int PartsOf(int outputs)
    {
        int parts = MostOutputParts;
        while (parts > 1 && outputs % (parts * WidestPanel) != 0)
        {
            parts--;
        }

        return parts;
    }

    /// <summary>The fewest rows of tiles in which whole windows of a pooling end.</summary>
    private static int FewestRows(WinogradTile tile, int windowRows)
    {
        int rows = 1;
        while (rows * tile.Side % windowRows != 0)
        {
            rows++;
        }

        return rows;
    }

    private static bool WeighsMore(int bytes, int channels, int outputs) => (long)WinogradTile.Products * channels * outputs * sizeof(float) > bytes;

    /// <summary>
    /// Floats from one product to the next, where each has that many. A transform writes or reads 36 places that far apart: at a multiple of 2048 bytes they would
    /// share a few lines of the L1 cache and drive each other out.
    /// </summary>
    public static int Pitch(int floats) => floats % (2048 / sizeof(float)) == 0 ? floats + Arena.Line : floats;
}
