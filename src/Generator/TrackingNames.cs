namespace NetGen.Generator;

/// <summary>Names of the pipeline's steps, by which tests ask why a step ran.</summary>
internal static class TrackingNames
{
    public const string Forms = nameof(Forms);
    public const string Declarations = nameof(Declarations);
    public const string ModelFiles = nameof(ModelFiles);
    public const string WholeDeclarations = nameof(WholeDeclarations);
    public const string Checks = nameof(Checks);
    public const string Networks = nameof(Networks);
    public const string WeightFiles = nameof(WeightFiles);
    public const string Models = nameof(Models);
}
