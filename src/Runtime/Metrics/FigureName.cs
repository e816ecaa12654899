namespace NetGen;

/// <summary>Names of figures in logs and files that are no metric's.</summary>
internal static class FigureName
{
    public const string Loss = "loss";

    public const string LearningRate = "learning_rate";

    /// <summary>Begins the names of the figures of validation.</summary>
    public const string ValidationPrefix = "val_";
}
