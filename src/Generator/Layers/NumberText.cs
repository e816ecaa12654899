using System.Globalization;

namespace NetGen.Generator.Layers;

/// <summary>Numbers in messages: the same under every culture.</summary>
internal static class NumberText
{
    /// <summary>Thousands apart: 80,000.</summary>
    public static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Plain(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Plain(int value) => value.ToString(CultureInfo.InvariantCulture);
}
