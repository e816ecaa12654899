using System;
using System.Linq;

namespace NetGen;

/// <summary>What <see cref="ParameterInfo.NonNegative"/> and <see cref="ParameterInfo.MaxNorm"/> make of a parameter after a step.</summary>
internal static class Constraints
{
    // Keras's: keeps the quotient finite where a norm is 0.
    private const double Epsilon = 1e-7;

    /// <summary>Whether there is one: what training leaves alone is held to nothing.</summary>
    public static bool Has(ParameterInfo info) => info.IsTrainable && (info.NonNegative || info.MaxNorm is not null);

    /// <summary>Number of norms: one for each output of a kernel, one for a vector.</summary>
    public static int Norms(ParameterInfo info) =>
        info.NormAxes.Count > 0 ? Product(info, axis => !info.NormAxes.Contains(axis)) : info.Shape.Count > 1 ? info.Shape[^1] : 1;

    /// <param name="info">The parameter.</param>
    /// <param name="values">Its values.</param>
    /// <param name="norms">Room for <see cref="Norms"/> values.</param>
    public static void Apply(ParameterInfo info, Span<float> values, Span<double> norms)
    {
        if (info.NonNegative)
        {
            foreach (ref float value in values)
            {
                // Not Math.Max: -0 becomes 0, and NaN stays.
                value = value <= 0 ? 0 : value;
            }
        }

        if (info.MaxNorm is { } largest)
        {
            LimitNorms(values, norms, Run(info), largest);
        }
    }

    /// <summary>Keras's <c>w * clip(norm, 0, largest) / (epsilon + norm)</c>; values whose norm is short enough are scaled too, by a little less than 1.</summary>
    private static void LimitNorms(Span<float> values, Span<double> norms, int run, float largest)
    {
        norms.Clear();
        for (int row = 0; row < values.Length; row += norms.Length * run)
        {
            Span<float> outputs = values.Slice(row, norms.Length * run);
            for (int i = 0, output = 0; output < norms.Length; output++)
            {
                for (int end = i + run; i < end; i++)
                {
                    norms[output] += (double)outputs[i] * outputs[i];
                }
            }
        }

        foreach (ref double norm in norms)
        {
            double length = Math.Sqrt(norm);
            norm = Math.Min(length, largest) / (Epsilon + length);
        }

        for (int row = 0; row < values.Length; row += norms.Length * run)
        {
            Span<float> outputs = values.Slice(row, norms.Length * run);
            for (int i = 0, output = 0; output < norms.Length; output++)
            {
                for (int end = i + run; i < end; i++)
                {
                    outputs[i] *= (float)norms[output];
                }
            }
        }
    }

    /// <summary>Neighbouring values that lead to the same output: those along the axes behind the outputs'.</summary>
    private static int Run(ParameterInfo info)
    {
        int lastOutput = info.Shape.Count - 1;
        while (lastOutput > 0 && info.NormAxes.Contains(lastOutput))
        {
            lastOutput--;
        }

        return Product(info, axis => axis > lastOutput && info.Shape.Count > 1);
    }

    private static int Product(ParameterInfo info, Func<int, bool> counts) =>
        Enumerable.Range(0, info.Shape.Count).Where(counts).Aggregate(1, (product, axis) => product * info.Shape[axis]);
}
