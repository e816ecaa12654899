namespace NetGen.Import.Graphs;

/// <summary>What a Dropout says.</summary>
internal static class Dropouts
{
    private const double RateOfOnnx = 0.5;

    public static double? Rate(GraphNode node) => node.IsComputed(1) ? null : node.NumberOrInput("ratio", 1) ?? RateOfOnnx;

    public static bool IsInTraining(GraphNode node) =>
        (node.Input(2) is not null && node.Constant(2) is not { Count: 1 }) || (node.Constant(2) is { } flag && flag[0] != 0);
}
