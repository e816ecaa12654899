using System;

namespace NetGen;

/// <summary>
/// Checks numbers that are given in double precision and computed with in single precision, as both: 1e39 is finite and 1e-46 is not
/// 0, but as floats the one is infinite and the other is 0, and 0.99999999 is 1.
/// </summary>
internal static class SinglePrecision
{
    /// <summary>Refuses values that are negative or not finite, and those above 0 that would become 0.</summary>
    public static double NotNegative(double value, string name, string what = "The value") =>
        Check(value, value >= 0 && double.IsFinite(value), float.IsFinite((float)value) && IsZero(value) == (value == 0), name, $"{what} must be finite and at least 0");

    /// <summary>Refuses values that are not above 0 or not finite, and those that would become 0.</summary>
    public static double Positive(double value, string name, string what = "The value") =>
        Check(value, value > 0 && double.IsFinite(value), float.IsFinite((float)value) && !IsZero(value), name, $"{what} must be finite and above 0");

    /// <summary>Refuses values outside [0, 1), and those that would become 1, or 0 though they are above it.</summary>
    public static double Rate(double value, string name, string what = "A decay rate") =>
        Check(value, value is >= 0 and < 1, (float)value < 1 && IsZero(value) == (value == 0), name, $"{what} must be at least 0 and below 1");

    /// <summary>Refuses values outside [0, 1], and those inside that would become 0 or 1.</summary>
    public static double Share(double value, string name, string what) => Check(
        value, value is >= 0 and <= 1, ((float)value == 1) == (value == 1) && IsZero(value) == (value == 0), name, $"{what} must be at least 0 and at most 1");

    private static bool IsZero(double value) => (float)value == 0;

    private static double Check(double value, bool holds, bool holdsAsFloat, string name, string rule)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, rule + ".");
        }

        return holdsAsFloat
            ? value
            : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{rule}, and in single precision, in which networks compute, this value is {(float)value}."));
    }
}
