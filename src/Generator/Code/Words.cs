namespace NetGen.Generator.Code;

/// <summary>What comments of emitted code say in several places.</summary>
internal static class Words
{
    /// <summary>"Pixels 48 to 59", or "Pixel 48".</summary>
    /// <param name="what">The word for one.</param>
    public static string Range(string what, int first, int count) => count == 1
        ? $"{what} {Literal.Of(first)}"
        : $"{what}s {Literal.Of(first)} to {Literal.Of(first + count - 1)}";
}
