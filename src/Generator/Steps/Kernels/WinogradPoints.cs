using System;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// The points of Winograd's algorithm, and the transforms along one direction that they make. What goes in are coefficients of a polynomial: it is evaluated at the
/// points, values are multiplied, and the product's coefficients are sums over them.
/// </summary>
/// <remarks>
/// The points are 0, 5/8, -5/8, 3/2, -3/2 and infinity. Powers of numbers near 1 lie near each other, so that less is lost where sums cancel: errors are a third to a half
/// of those with 1, -1, 2 and -2 (Vincent, Stephano, Frumkin, Ginsburg and Demouth 2017 and Barabasz, Anderson, Soodhalter and Gregg 2020 tell how points and errors hang
/// together). With their squares and products, of which the transform of the inputs is made, they are exact in single precision.
/// </remarks>
internal static class WinogradPoints
{
    private const double Inner = 5.0 / 8;
    private const double Outer = 3.0 / 2;

    private static readonly int[] All = [0, 1, 2, 3, 4, 5];

    /// <summary>Of weights: one over the product of a point's distances from the others.</summary>
    private static readonly Factors Distances = new(
        1 / (Inner * Inner * Outer * Outer),
        1 / (2 * Inner * Inner * ((Inner * Inner) - (Outer * Outer))),
        1 / (2 * Outer * Outer * ((Outer * Outer) - (Inner * Inner))));

    private static readonly Factors Ones = new(1, 1, 1);

    /// <summary>Of outputs, so that in two of four of them a pair of points has the factor 1; those of weights take it back.</summary>
    private static readonly Factors Shares = new(1, 1 / Inner, 1 / (Outer * Outer));

    /// <summary>Writes six values of six inputs, Bᵀ d: for each point those of the polynomial that is 0 at the others.</summary>
    public static string[] WriteInput(CodeWriter writer, WinogradConstants k, string[] d, string prefix)
    {
        string inner = k.Of(-Inner * Inner);
        string outer = k.Of(-Outer * Outer);
        string both = k.Of(-((Inner * Inner) + (Outer * Outer)));
        string product = k.Of(Inner * Inner * Outer * Outer);
        WinogradTransforms.Declare(
            writer,
            k,
            ($"{prefix}a", k.Op.MultiplyAdd(d[2], outer, d[4])),
            ($"{prefix}b", $"{k.Op.MultiplyAdd(d[1], outer, d[3])} * {k.Of(Inner)}"),
            ($"{prefix}c", k.Op.MultiplyAdd(d[2], inner, d[4])),
            ($"{prefix}e", $"{k.Op.MultiplyAdd(d[1], inner, d[3])} * {k.Of(Outer)}"));
        return WinogradTransforms.Assign(
            writer,
            k,
            prefix,
            k.Op.MultiplyAdd(d[0], product, k.Op.MultiplyAdd(d[2], both, d[4])),
            $"{prefix}a + {prefix}b",
            $"{prefix}a - {prefix}b",
            $"{prefix}c + {prefix}e",
            $"{prefix}c - {prefix}e",
            k.Op.MultiplyAdd(d[1], product, k.Op.MultiplyAdd(d[3], both, d[5])));
    }

    /// <summary>Writes the wanted ones of six values of a kernel's weights: G g.</summary>
    public static string[] WriteWeights(CodeWriter writer, WinogradConstants k, string[] g, string prefix, int[] wanted) => WriteValues(
        writer, k, g, prefix, new Factors(Distances.Zero / Shares.Zero, Distances.Inner / Shares.Inner, Distances.Outer / Shares.Outer), wanted);

    /// <summary>Writes all six of them.</summary>
    public static string[] WriteWeights(CodeWriter writer, WinogradConstants k, string[] g, string prefix) => WriteWeights(writer, k, g, prefix, All);

    /// <summary>Writes so many outputs of six sums of products: Aᵀ m.</summary>
    public static string[] WriteOutputs(CodeWriter writer, WinogradConstants k, string[] m, string prefix, int count) => WriteSums(writer, k, m, prefix, count, Shares);

    /// <summary>Writes six values of gradients by the outputs: A d.</summary>
    public static string[] WriteGradients(CodeWriter writer, WinogradConstants k, string[] d, string prefix) => WriteValues(writer, k, d, prefix, Ones, All);

    /// <summary>Writes the gradients by so many weights of six sums of products: Gᵀ m.</summary>
    public static string[] WriteWeightGradients(CodeWriter writer, WinogradConstants k, string[] m, string prefix, int count) => WriteSums(writer, k, m, prefix, count, Distances);

    /// <summary>Writes the wanted ones of a polynomial's values at the six points, given its coefficients.</summary>
    private static string[] WriteValues(CodeWriter writer, WinogradConstants k, string[] coefficients, string prefix, Factors factors, int[] wanted)
    {
        (int First, double Point, double Factor, string Even, string Odd)[] pairs =
            [(1, Inner, factors.Inner, prefix + "a", prefix + "b"), (3, Outer, factors.Outer, prefix + "c", prefix + "e")];
        pairs = [.. pairs.Where(pair => wanted.Contains(pair.First) || wanted.Contains(pair.First + 1))];
        if (pairs.Length > 0)
        {
            // Even powers have one value at both points of a pair, odd ones opposite values.
            WinogradTransforms.Declare(
                writer, k, [.. pairs.SelectMany(pair => new[] { (pair.Even, Part(0, pair.Point, pair.Factor)), (pair.Odd, Part(1, pair.Point, pair.Factor)) })]);
        }

        var values = new string[WinogradTile.Size];
        values[0] = Scaled(k, coefficients[0], factors.Zero);
        foreach ((int first, _, _, string even, string odd) in pairs)
        {
            (values[first], values[first + 1]) = ($"{even} + {odd}", $"{even} - {odd}");
        }

        values[WinogradTile.Size - 1] = coefficients[coefficients.Length - 1];
        return WinogradTransforms.Assign(writer, k, prefix, values, wanted);

        string Part(int power, double point, double factor)
        {
            string part = Scaled(k, coefficients[power], factor * Math.Pow(point, power));
            for (int next = power + 2; next < coefficients.Length; next += 2)
            {
                part = k.Op.MultiplyAdd(coefficients[next], k.Of(factor * Math.Pow(point, next)), part);
            }

            return part;
        }
    }

    /// <summary>Writes so many sums over values at the six points, each with another power of them: the transpose of <see cref="WriteValues"/>.</summary>
    private static string[] WriteSums(CodeWriter writer, WinogradConstants k, string[] m, string prefix, int count, Factors factors)
    {
        WinogradTransforms.Declare(
            writer,
            k,
            ($"{prefix}a", $"{m[1]} + {m[2]}"),
            ($"{prefix}b", $"{m[1]} - {m[2]}"),
            ($"{prefix}c", $"{m[3]} + {m[4]}"),
            ($"{prefix}e", $"{m[3]} - {m[4]}"));
        return WinogradTransforms.Assign(writer, k, prefix, [.. Enumerable.Range(0, count).Select(Sum)]);

        string Sum(int power)
        {
            bool isEven = power % 2 == 0;
            (string Value, double Factor) inner = (prefix + (isEven ? "a" : "b"), factors.Inner * Math.Pow(Inner, power));
            (string Value, double Factor) outer = (prefix + (isEven ? "c" : "e"), factors.Outer * Math.Pow(Outer, power));
            string? first = power == 0 ? Scaled(k, m[0], factors.Zero) : power == count - 1 ? m[WinogradTile.Size - 1] : null;
            return IsOne(inner.Factor) ? Add(outer, Add(inner, first)) : Add(inner, Add(outer, first));
        }

        string Add((string Value, double Factor) term, string? sum) =>
            sum is null ? Scaled(k, term.Value, term.Factor)
            : IsOne(term.Factor) ? $"{sum} + {term.Value}"
            : k.Op.MultiplyAdd(term.Value, k.Of(term.Factor), sum);
    }

    private static string Scaled(WinogradConstants k, string value, double factor) => IsOne(factor) ? value : $"{value} * {k.Of(factor)}";

    private static bool IsOne(double factor) => Math.Abs(factor - 1) < 1e-12;

    /// <summary>What values at the points 0, Inner and -Inner, Outer and -Outer are multiplied by.</summary>
    private readonly record struct Factors(double Zero, double Inner, double Outer);
}
