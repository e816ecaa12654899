namespace NetGen;

/// <summary>Keras's metric "accuracy", which is another one for each kind of target.</summary>
internal static class Accuracy
{
    public const string Name = "accuracy";

    /// <summary>Binary for a single output, sparse for class indices, else categorical.</summary>
    /// <param name="outputs">Values along the output's last axis.</param>
    /// <param name="targets">What the dataset's targets are.</param>
    public static Metric For(int outputs, TargetKind targets) =>
        outputs == 1 ? new BinaryAccuracy(name: Name)
        : targets == TargetKind.Classes ? new SparseCategoricalAccuracy(Name)
        : new CategoricalAccuracy(Name);
}
