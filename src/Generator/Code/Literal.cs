using System;
using System.Globalization;

namespace NetGen.Generator.Code;

/// <summary>Numbers and text as C# literals, the same under every culture.</summary>
internal static class Literal
{
    public static string Of(float value)
    {
        if (float.IsNaN(value) || float.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A literal is finite.");
        }

        return value.ToString("G9", CultureInfo.InvariantCulture) + "f";
    }

    public static string Of(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A literal is finite.");
        }

        return value.ToString("R", CultureInfo.InvariantCulture) + "d";
    }

    public static string Of(string value) => "@\"" + value.Replace("\"", "\"\"") + "\"";

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);
}
