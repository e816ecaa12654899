namespace NetGen.Generator.Diagnostics;

/// <summary>The themes of the rules.</summary>
internal static class Category
{
    public const string Structure = "NetGen.Structure";
    public const string Hyperparameters = "NetGen.Hyperparameters";
    public const string Shapes = "NetGen.Shapes";
    public const string Training = "NetGen.Training";
    public const string Size = "NetGen.Size";
    public const string Build = "NetGen.Build";
    public const string Weights = "NetGen.Weights";
    public const string Models = "NetGen.Models";
}
