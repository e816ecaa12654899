using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>A dense layer in one vector form: products over the samples of a group.</summary>
/// <param name="form">The vector form.</param>
/// <param name="features">Values of a sample that come in.</param>
/// <param name="units">Values that go out.</param>
/// <param name="groupSize">The most samples that are carried at once.</param>
internal sealed class DensePlan(VectorForm form, int features, int units, int groupSize)
{
    /// <summary>Features whose weight gradient makes one job.</summary>
    private const int JobWork = 32 * 1024;

    /// <summary>Weights of so many bytes take a thread some 10 microseconds to read from beyond its L2 cache; to meet others takes less than one.</summary>
    private const int HeavyBytes = 1024 * 1024;

    /// <summary>
    /// Weights of so many bytes come from memory, or from a cache that many share. What is read one behind the other a processor fetches of itself, but not beyond the end of a page.
    /// </summary>
    private const int FarBytes = 8 * 1024 * 1024;

    /// <summary>Floats from weights that are read to those that are asked for meanwhile: what memory brings in the time that it takes to answer.</summary>
    public const int WeightsAhead = 384;

    /// <summary>Units that make two parts at least in every form.</summary>
    private const int LeastUnitsOfParts = 256;

    /// <summary>A kernel of more weights has a gradient of more than 1 MB, which no cache near a core holds until the optimizer comes to it.</summary>
    private const int MostWeightsAtOnce = 256 * 1024;

    /// <summary>Units that make it worth the while to copy what all their panels read: eight panels at least in every form.</summary>
    private const int LeastUnitsOfCopies = 256;

    /// <summary>Features of samples that lie so far apart that it is.</summary>
    private const int LeastFeaturesOfCopies = 128;

    /// <summary>The most samples of a batch whose features and gradients the weight gradient copies.</summary>
    public const int MostCopied = 1024;

    /// <summary>Floats of the copies of features, which stay in an L2 cache while panels pass over them. Those of a panel's gradients lie behind.</summary>
    public const int CopiedFeatures = 24 * 1024;

    /// <summary>Samples of the largest tile where there are 32 registers.</summary>
    private const int MostRows = 8;

    /// <summary>The same where there are sixteen: twelve sums, and what they are made of.</summary>
    private const int FewRows = 6;

    /// <summary>Samples of a tile that reads weights faster than they come from beyond the L2 cache.</summary>
    private const int MostOfFew = 4;

    /// <summary>More parts would only be handed out more often.</summary>
    private const int MostParts = 64;

    public VectorForm Form { get; } = form;

    /// <summary>
    /// The narrowest form that holds all units at once, where one does: a wider one would read places of units that do not exist, and reading is what a
    /// narrow layer's product consists of. The sums are the same.
    /// </summary>
    public VectorForm UnitForm { get; } = System.Array.FindLast(VectorForm.All, narrow => narrow.Lanes >= units && narrow.Lanes <= form.Lanes) ?? form;

    public int Features { get; } = features;

    public int Units { get; } = units;

    public int GroupSize { get; } = groupSize;

    /// <summary>Whether the weights are so many that threads read different ones of them. The same in every form.</summary>
    public bool IsHeavy => (long)Features * Units * sizeof(float) >= HeavyBytes && Units >= LeastUnitsOfParts;

    /// <summary>Panels of a part of the units: those of a tile of one sample, which takes more of them than any other, or a multiple.</summary>
    public int PartPanels
    {
        get
        {
            int panels = new RowTile(1).Columns(UnitForm) / 2;
            while (PartsOf(panels) > MostParts)
            {
                panels *= 2;
            }

            return panels;
        }
    }

    /// <summary>Parts that threads take which share a sample, or a group of them.</summary>
    public int Parts => PartsOf(PartPanels);

    private int PartsOf(int panels) => (UnitForm.Columns(Units) + (2 * panels) - 1) / (2 * panels);

    /// <summary>Samples of the largest tile: with two registers of units for each, their sums and what they are made of fill the registers.</summary>
    public int LargestTile => System.Math.Min(GroupSize, Form.Registers == 32 ? MostRows : FewRows);

    /// <summary>Whether a group may have more samples than the largest tile.</summary>
    public bool HasSeveralTiles => GroupSize > LargestTile;

    /// <summary>Samples of the smallest tile where there are several, as even as can be.</summary>
    public int SmallestOfSeveral => (LargestTile + 1) / 2;

    /// <summary>
    /// Whether a tile of so many samples asks for weights ahead: one of few is through with them before more can come of itself; one of a single sample reads four panels
    /// side by side, and is slower for it. Where registers have 128 bits, few processors can be asked.
    /// </summary>
    public bool AsksAhead(int rows) =>
        rows > 1 && (long)Features * Units * sizeof(float) >= (rows > MostOfFew ? FarBytes : HeavyBytes) && Form != VectorForm.Vector128;

    /// <summary>Floats of packed weights: [panel][feature][panel's units], then the bias.</summary>
    public int PackedLength => (Features + 1) * UnitForm.Pad(Units);

    /// <summary>Floats of the transposed weights: [panel][unit][panel's features].</summary>
    public int TransposedLength => Units * Form.Pad(Features);

    /// <summary>Features of a tile of the weight gradient, which sums up two lanes at once in as many registers as other tiles have.</summary>
    /// <param name="columns">Registers of units.</param>
    public int GradientRows(int columns) => System.Math.Min(Features, Form.TileRows(columns) / 2);

    /// <summary>Floats of what tiles of the weight gradient keep of the lanes before.</summary>
    public int HalvesLength => LaneSums.ScratchLength(Form.Lanes * System.Math.Max(GradientRows(1), Form.Columns(Units) == 1 ? 1 : 2 * GradientRows(2)));

    /// <summary>
    /// Whether the weight gradient copies what it reads of the samples. These lie a page of memory apart, or share sets of the L1 cache, and panel after panel would fetch the same values
    /// from far. The same in every form.
    /// </summary>
    public bool CopiesSamples => Units >= LeastUnitsOfCopies && Features >= LeastFeaturesOfCopies;

    /// <summary>Floats of all copies.</summary>
    public int CopiesLength => CopiedFeatures + (MostCopied * 2 * Form.Lanes);

    /// <summary>Features of one job of the weight gradient: whole tiles.</summary>
    public int JobFeatures
    {
        get
        {
            int tile = Form.TileRows(1) * Form.TileRows(2);
            int features = System.Math.Max(1, JobWork / Form.Pad(Units));
            return Split.RoundUp(System.Math.Min(features, Features), tile);
        }
    }

    /// <summary>Whether the weight gradient is computed piece by piece, for an optimizer that takes each at once. The same in every form.</summary>
    public bool IsInPieces => (long)Features * Units > MostWeightsAtOnce;

    /// <summary>Floats of a piece: what one job computes.</summary>
    public int PieceLength => System.Math.Min(JobFeatures, Features) * Units;

    public int Jobs => (Features + JobFeatures - 1) / JobFeatures;
}
