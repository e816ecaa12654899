using System.Globalization;

namespace NetGen;

/// <summary>Numbers in Python's spelling, which readers of Keras's files know.</summary>
internal static class PythonNumber
{
    /// <summary>The shortest text that reads back as the same number.</summary>
    public static string Text(double value)
    {
        string text = NotFinite(value) ?? value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? text + ".0" : text;
    }

    /// <summary>A number in one of .NET's formats.</summary>
    public static string Text(double value, string format) => NotFinite(value) ?? value.ToString(format, CultureInfo.InvariantCulture);

    private static string? NotFinite(double value) =>
        double.IsNaN(value) ? "nan"
        : double.IsPositiveInfinity(value) ? "inf"
        : double.IsNegativeInfinity(value) ? "-inf"
        : null;
}
