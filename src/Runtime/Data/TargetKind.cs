namespace NetGen;

/// <summary>What a dataset's targets are.</summary>
public enum TargetKind
{
    /// <summary>Class indices from 0 (Keras: sparse labels).</summary>
    Classes,

    /// <summary>A value for each of the network's outputs: one-hot, soft or continuous.</summary>
    Values,
}
