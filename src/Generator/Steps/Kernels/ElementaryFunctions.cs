using System;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// The exponential function and what activations make of it, as methods that emitted formulas call. Relative errors stay below
/// 4e-7 wherever single precision holds the result in full, near 0 and far out too; NaN stays NaN. Every operation is spelled
/// alike for registers of each width and for single floats, so that a value's place in a row changes none of its bits.
/// </summary>
internal static class ElementaryFunctions
{
    /// <summary>1.5 * 2^23: added to a float, it rounds it to a whole number, which then stands in the last bits.</summary>
    private const float Rounder = 12582912;

    private const int ExponentBias = 127;

    /// <summary>e^x.</summary>
    /// <param name="writer">Writes the caller.</param>
    /// <param name="op">Spells the operations.</param>
    /// <param name="x">A number that is not above 0.</param>
    public static string Exp(CodeWriter writer, Operations op, string x) => Call(writer, op, "Exp", "e^x for x up to 0.", x, WriteExp);

    /// <summary>e^x - 1, which is as exact near 0 as anywhere.</summary>
    /// <inheritdoc cref="Exp"/>
    public static string ExpM1(CodeWriter writer, Operations op, string x) => Call(writer, op, "ExpM1", "e^x - 1 for x up to 0.", x, WriteExpM1);

    /// <summary>e^x for every x: infinite where single precision ends.</summary>
    public static string ExpAnywhere(CodeWriter writer, Operations op, string x) => Call(writer, op, "ExpAnywhere", "e^x = (e^(x/2))^2.", x, WriteExpAnywhere);

    /// <summary>tanh(ln(1 + e^x)), which is mish(x) / x.</summary>
    public static string TanhSoftplus(CodeWriter writer, Operations op, string x) => Call(
        writer, op, "TanhSoftplus", "tanh(ln(1 + e^x)), a quotient of polynomials of e^-|x|.", x, WriteTanhSoftplus);

    /// <summary>The derivative of x tanh(ln(1 + e^x)).</summary>
    public static string MishDerivative(CodeWriter writer, Operations op, string x) => Call(
        writer, op, "MishDerivative", "t + x sigmoid(x) (1 - t^2), where t = tanh(ln(1 + e^x)).", x, WriteMishDerivative);

    /// <summary>x / (1 + |x|).</summary>
    public static string Softsign(CodeWriter writer, Operations op, string x) => Call(writer, op, "Softsign", "x / (1 + |x|).", x, WriteSoftsign);

    /// <summary>ln x of a single float.</summary>
    /// <param name="writer">Writes the caller.</param>
    /// <param name="x">A number that is not below 1.</param>
    public static string Log(CodeWriter writer, string x) => Call(writer, new Operations(null), "Log", "ln x for x from 1 on.", x, WriteLog);

    /// <summary>1 / (1 + e^-x).</summary>
    public static string Sigmoid(CodeWriter writer, Operations op, string x) => Call(writer, op, "Sigmoid", "1 / (1 + e^-x).", x, WriteSigmoid);

    /// <summary>min(max(x + 3, 0), 6) / 6.</summary>
    public static string HardSigmoid(CodeWriter writer, Operations op, string x) =>
        Call(writer, op, "HardSigmoid", "min(max(x + 3, 0), 6) / 6.", x, WriteHardSigmoid);

    /// <summary>The hyperbolic tangent.</summary>
    public static string Tanh(CodeWriter writer, Operations op, string x) =>
        Call(writer, op, "Tanh", "tanh |x| = (1 - e^(-2|x|)) / (1 + e^(-2|x|)).", x, WriteTanh);

    /// <summary>ln(1 + e^x).</summary>
    public static string Softplus(CodeWriter writer, Operations op, string x) =>
        Call(writer, op, "Softplus", "ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|).", x, WriteSoftplus);

    /// <summary>erf(x / sqrt 2); absolute error below 3e-7.</summary>
    public static string Erf(CodeWriter writer, Operations op, string x) => Call(writer, op, "Erf", "erf(x / sqrt 2), a quotient of polynomials.", x, WriteErf);

    private static string Call(CodeWriter writer, Operations op, string name, string what, string x, Action<CodeWriter, Operations> writeBody)
    {
        writer.Helper($"private static {op.Type} {name}({op.Type} x)", helpers =>
        {
            helpers.Heading(what);
            helpers.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            using (helpers.Block($"private static {op.Type} {name}({op.Type} x)"))
            {
                writeBody(helpers, op);
            }
        });
        return $"{name}({x})";
    }

    private static void WriteExp(CodeWriter writer, Operations op)
    {
        // Below -104, e^x is 0 in single precision. The power of two is taken 2^64 too large, since the last ones are no normal numbers.
        const int excess = 64;
        WriteReduction(writer, op, -104, ExponentBias + excess);
        writer.Line($"return power * ({op.Constant(1)} + m) * {op.Constant(Math.Pow(2, -excess))};");
    }

    private static void WriteExpM1(CodeWriter writer, Operations op)
    {
        // Below -80, e^x - 1 has long been -1 in single precision.
        WriteReduction(writer, op, -80, ExponentBias);
        writer.Line($"return {op.MultiplyAdd("power", "m", $"power - {op.Constant(1)}")};");
    }

    private static void WriteExpAnywhere(CodeWriter writer, Operations op)
    {
        // Neither half leaves the normal numbers, and their product rounds once to what single precision has, infinity or 0 at the ends.
        writer.Line($"x = {op.AtMost(op.Constant(45), $"x * {op.Constant(0.5)}")};");
        WriteReduction(writer, op, -53, ExponentBias);
        writer.Line($"{op.Type} half = {op.MultiplyAdd("power", "m", "power")};");
        writer.Line("return half * half;");
    }

    /// <summary>
    /// Declares m = e^r - 1 and power = 2^n, times a power that <paramref name="bias"/> makes of it, where x = n ln 2 + r
    /// and |r| is at most half of ln 2.
    /// </summary>
    private static void WriteReduction(CodeWriter writer, Operations op, double least, int bias)
    {
        string rounder = op.Constant(Rounder + bias);
        writer.Line($"x = {op.AtLeast(op.Constant(least), "x")};");
        writer.Line($"{op.Type} rounded = {op.MultiplyAdd("x", op.Constant(1 / Math.Log(2)), rounder)};");
        writer.Line($"{op.Type} n = rounded - {rounder};");

        // ln 2 in two parts: the first has so few digits that its products with n are exact.
        const double first = 0.693359375;
        writer.Line($"{op.Type} r = {op.MultiplyAdd("n", op.Constant(-first), "x")};");
        writer.Line($"r = {op.MultiplyAdd("n", op.Constant(first - Math.Log(2)), "r")};");
        writer.Line($"{op.Type} m = {op.Constant(0.001392625083)};");
        WriteHorner(writer, op, "m", "r", 0.008363232884, 0.04166655421, 0.1666657667, 0.5);
        writer.Line($"m = {op.MultiplyAdd("m * r", "r", "r")};");
        writer.Line($"{op.Type} power = {op.ToExponent("rounded")};");
    }

    private static void WriteSigmoid(CodeWriter writer, Operations op)
    {
        string one = op.Constant(1);
        writer.Line($"{op.Type} e = {Exp(writer, op, $"-{op.Abs("x")}")};");
        writer.Line($"return {op.IfGreater("x", op.Zero, one, "e")} / ({one} + e);");
    }

    private static void WriteHardSigmoid(CodeWriter writer, Operations op) => writer.Line(
        $"return {op.AtMost(op.Constant(6), op.AtLeast(op.Zero, $"x + {op.Constant(3)}"))} * {op.Constant(1 / 6.0)};");

    private static void WriteTanh(CodeWriter writer, Operations op)
    {
        string two = op.Constant(2);
        writer.Line($"{op.Type} m = {ExpM1(writer, op, $"-{two} * {op.Abs("x")}")};");
        writer.Line($"return {op.CopySign($"m / ({two} + m)", "x")};");
    }

    private static void WriteSoftplus(CodeWriter writer, Operations op)
    {
        writer.Line($"{op.Type} e = {Exp(writer, op, $"-{op.Abs("x")}")};");
        WriteHalfLog(writer, op, "e");
        writer.Line($"return {op.MultiplyAdd(op.Constant(2), "p", op.AtLeast(op.Zero, "x"))};");
    }

    /// <summary>Declares p = ln(1 + e) / 2 for e from 0 to 1.</summary>
    private static void WriteHalfLog(CodeWriter writer, Operations op, string e)
    {
        // ln(1 + e) = 2 artanh s with s = e / (2 + e): an odd function, of which no digit is lost where e is small.
        writer.Line($"{op.Type} s = {e} / ({op.Constant(2)} + {e});");
        writer.Line($"{op.Type} s2 = s * s;");
        writer.Line($"{op.Type} p = {op.Constant(0.1407888918)};");
        WriteHorner(writer, op, "p", "s2", 0.1398257887, 0.2001229762, 0.3333316082);
        writer.Line($"p = {op.MultiplyAdd("p * s2", "s", "s")};");
    }

    private static void WriteLog(CodeWriter writer, Operations op)
    {
        // x = 2^n (1 + e). NaN stays NaN in the product, whatever its bits say of a power.
        writer.Line("int biased = BitConverter.SingleToInt32Bits(x) >> 23;");
        writer.Line($"float e = (x * BitConverter.Int32BitsToSingle((2 * {ExponentBias} - biased) << 23)) - 1f;");
        WriteHalfLog(writer, op, "e");
        writer.Line($"return {op.MultiplyAdd(op.Constant(Math.Log(2)), $"(float)(biased - {ExponentBias})", "2f * p")};");
    }

    /// <summary>Declares e = e^-|x|, and of t = tanh(ln(1 + e^x)) the numerator and the denominator: polynomials with nothing to take away.</summary>
    private static void WriteMishQuotient(CodeWriter writer, Operations op)
    {
        writer.Line($"{op.Type} e = {Exp(writer, op, $"-{op.Abs("x")}")};");
        writer.Line($"{op.Type} twice = {op.Constant(2)} * e;");
        writer.Line($"{op.Type} square = e * e;");
        writer.Line($"{op.Type} numerator = {op.IfGreater("x", op.Zero, $"{op.Constant(1)} + twice", "square + twice")};");
        writer.Line($"{op.Type} rest = {op.Constant(2)} * {op.IfGreater("x", op.Zero, "square", op.Constant(1))};");
        writer.Line($"{op.Type} denominator = numerator + rest;");
    }

    private static void WriteTanhSoftplus(CodeWriter writer, Operations op)
    {
        // On the right the digits are in what is missing to 1.
        WriteMishQuotient(writer, op);
        writer.Line($"{op.Type} part = {op.IfGreater("x", op.Zero, "-rest", "numerator")} / denominator;");
        writer.Line($"return {op.IfGreater("x", op.Zero, op.Constant(1), op.Zero)} + part;");
    }

    private static void WriteMishDerivative(CodeWriter writer, Operations op)
    {
        // 1 - t² = (1 - t) (1 + t), and 1 - t is what the denominator has beyond the numerator.
        string one = op.Constant(1);
        WriteMishQuotient(writer, op);
        writer.Line($"{op.Type} t = numerator / denominator;");
        writer.Line($"{op.Type} s = {op.IfGreater("x", op.Zero, one, "e")} / ({one} + e);");
        writer.Line($"return {op.MultiplyAdd("x * s", $"rest / denominator * ({one} + t)", "t")};");
    }

    private static void WriteSoftsign(CodeWriter writer, Operations op) =>
        writer.Line($"return x / ({op.Constant(1)} + {op.Abs("x")});");

    private static void WriteErf(CodeWriter writer, Operations op)
    {
        // Odd over even degree up to 3.83, beyond which erf is 1 in single precision; there the quotient is 1 exactly.
        string limit = op.Constant(3.83250904);
        writer.Line($"{op.Type} u = {op.AtMost(limit, op.AtLeast($"-{limit}", $"x * {op.Constant(Math.Sqrt(0.5))}"))};");
        writer.Line($"{op.Type} u2 = u * u;");
        writer.Line($"{op.Type} p = {op.Constant(0.00022905065861350646)};");
        WriteHorner(writer, op, "p", "u2", 0.0034082910107109506, 0.050955695062380861, 0.18520832239976145, 1.128379143519084);
        writer.Line($"{op.Type} q = {op.Constant(-1.1791602954361697e-7)};");
        WriteHorner(
            writer, op, "q", "u2", 0.000023547966471313185, 0.0010179625278914885, 0.014070470171167667, 0.11098505178285362, 0.49746925110067538, 1);
        writer.Line("return u * p / q;");
    }

    /// <summary>Continues a polynomial from its highest coefficient on.</summary>
    private static void WriteHorner(CodeWriter writer, Operations op, string name, string x, params double[] coefficients)
    {
        foreach (double coefficient in coefficients)
        {
            writer.Line($"{name} = {op.MultiplyAdd(name, x, op.Constant(coefficient))};");
        }
    }
}
