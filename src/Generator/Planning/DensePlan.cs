namespace NetGen.Generator.Planning;

/// <summary>A dense layer in one vector form: products over the samples of a group.</summary>
internal sealed class DensePlan(VectorForm form, int features, int units)
{
    /// <summary>Features whose weight gradient makes one job.</summary>
    private const int JobWork = 32 * 1024;

    public VectorForm Form { get; } = form;

    public int Features { get; } = features;

    public int Units { get; } = units;

    /// <summary>Samples of a tile; fewer are carried one by one.</summary>
    public int TileRows => Form.Registers == 32 ? 8 : 4;

    /// <summary>Floats of packed weights: [panel][feature][panel's units], then the bias.</summary>
    public int PackedLength => (Features + 1) * Form.Pad(Units);

    /// <summary>Floats of the transposed weights: [panel][unit][panel's features].</summary>
    public int TransposedLength => Units * Form.Pad(Features);

    public int InferencePacked { get; set; }

    public int TrainingPacked { get; set; }

    public int TrainingTransposed { get; set; }

    /// <summary>The gradient by the linear output, for the whole batch.</summary>
    public Place LinearGradient { get; set; }

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

    public int Jobs => (Features + JobFeatures - 1) / JobFeatures;

    public Reduction Forward => Reduction.OfWindow((1, 0), (1, 0), Features, Form.ChunkBytes / (2 * Form.Lanes * sizeof(float)));

    public Reduction InputGradient => Reduction.OfWindow((1, 0), (1, 0), Units, Form.ChunkBytes / (2 * Form.Lanes * sizeof(float)));
}
