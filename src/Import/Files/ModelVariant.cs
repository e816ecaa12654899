using System.Globalization;

namespace NetGen.Import.Files;

/// <summary>
/// What is said of a file that leaves something open, as the end of the name under which its weights are embedded: several classes may read one file in different ways.
/// </summary>
internal static class ModelVariant
{
    /// <summary>Empty where nothing is said.</summary>
    public static string NameOf(ImportOptions options) =>
        Part("height", options.Height?.ToString(CultureInfo.InvariantCulture))
        + Part("width", options.Width?.ToString(CultureInfo.InvariantCulture))
        + Part("output", options.Output);

    private static string Part(string name, string? value) => value is null ? "" : $"?{name}={value}";
}
