using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>What L1 and L2 add to the loss, <c>L1 * sum(|w|) + L2 * sum(w²)</c>, and to its gradient. Not divided by the batch size.</summary>
internal static class Penalties
{
    /// <summary>The penalties of all parameters.</summary>
    public static double Sum(NetworkParameters parameters)
    {
        double sum = 0;
        foreach (Parameter parameter in parameters)
        {
            if (Has(parameter.Info))
            {
                sum += Of(parameter.Info, parameter.Values);
            }
        }

        return sum;
    }

    /// <summary>Whether there is one: what training leaves alone has none, as in Keras.</summary>
    public static bool Has(ParameterInfo info) => info.IsTrainable && (info.L1 != 0 || info.L2 != 0);

    /// <summary>The penalty of some of a parameter's values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of(ParameterInfo info, ReadOnlySpan<float> values)
    {
        Vector<double> absolutes = Vector<double>.Zero;
        Vector<double> squares = Vector<double>.Zero;
        for (int i = 0; i < values.Length; i += Vector<float>.Count)
        {
            Vector.Widen(Block.Load(values, i), out Vector<double> low, out Vector<double> high);
            absolutes += Vector.Abs(low) + Vector.Abs(high);
            squares += (low * low) + (high * high);
        }

        return (info.L1 * Vector.Sum(absolutes)) + (info.L2 * Vector.Sum(squares));
    }

    /// <summary>Adds the penalty's gradient, <c>L1 * sign(w) + 2 * L2 * w</c>, with sign(0) = 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradient(ParameterInfo info, ReadOnlySpan<float> values, Span<float> gradients)
    {
        Vector<float> zero = Vector<float>.Zero;
        var l1 = new Vector<float>(info.L1);
        var twiceL2 = new Vector<float>(2 * info.L2);
        for (int i = 0; i < values.Length; i += Vector<float>.Count)
        {
            Vector<float> w = Block.Load(values, i);
            Vector<float> signed = Vector.ConditionalSelect(
                Vector.GreaterThan(w, zero), l1, Vector.ConditionalSelect(Vector.LessThan(w, zero), -l1, zero));
            Block.Store(gradients, i, Block.Load(gradients, i) + signed + (twiceL2 * w));
        }
    }

    /// <summary>The sum of squares, as norms need it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumOfSquares(ReadOnlySpan<float> values)
    {
        Vector<double> squares = Vector<double>.Zero;
        for (int i = 0; i < values.Length; i += Vector<float>.Count)
        {
            Vector.Widen(Block.Load(values, i), out Vector<double> low, out Vector<double> high);
            squares += (low * low) + (high * high);
        }

        return Vector.Sum(squares);
    }
}
