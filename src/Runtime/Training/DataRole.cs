namespace NetGen;

/// <summary>What a dataset is to the user, for messages.</summary>
internal static class DataRole
{
    public const string Training = "training data";
    public const string Validation = "validation data";
    public const string Evaluation = "evaluation data";
    public const string Prediction = "data to predict";
}
