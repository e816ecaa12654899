using NetGen.Generator.Code;

namespace NetGen.Generator.Steps;

/// <summary>What a plan is made for. Plans of one network may differ in what is fused, in what is skipped and in where everything lies.</summary>
internal enum Purpose
{
    /// <summary>Predictions: forward alone, without what acts in training only.</summary>
    Inference,

    /// <summary>Forward, scored, backward.</summary>
    Training,

    /// <summary>Forward, with the output of every layer in a place of its own: nothing is fused.</summary>
    LayerOutputs,
}

/// <summary>For what and on what the steps of one plan run.</summary>
internal sealed class Setting(VectorForm form, Purpose purpose)
{
    /// <summary>The most samples that are carried together, so that what weights serve are products of matrices.</summary>
    public const int LargestGroup = 8;

    /// <summary>
    /// The most where all that layers make are rows of matrices: otherwise weights would be read from beyond the caches for every eight samples. So many of a thousand values leave
    /// half of an L2 cache to a panel of weights.
    /// </summary>
    public const int LargestGroupOfRows = 64;

    public VectorForm Form { get; } = form;

    public Purpose Purpose { get; } = purpose;

    /// <summary>Whether there is a way back.</summary>
    public bool Trains => Purpose == Purpose.Training;

    /// <summary>Whether activations and pooling become part of the step before them.</summary>
    public bool Fuses => Purpose != Purpose.LayerOutputs;

    /// <summary>Samples carried together. Known once the layouts of all values are.</summary>
    public int GroupSize { get; set; }

    /// <summary>
    /// Whether equal places of all samples share a few lines of the L1 cache, so that a product over samples finds there none of what it has read before: where these are a multiple of
    /// 4096 bytes apart. Rows of matrices do from 512 bytes on: 64 of them would fill the sets that they share.
    /// </summary>
    public static bool SharesLines(int floats, bool isRow = true) => floats % ((isRow ? 512 : 4096) / sizeof(float)) == 0;

    /// <summary>A name that the passes of all purposes use, each for a place of its own.</summary>
    public string Named(string name) => Trains ? "Training" + name : name;
}
