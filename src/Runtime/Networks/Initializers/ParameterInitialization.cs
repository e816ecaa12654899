using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>Fills a parameter with first values, as Keras's initializers do.</summary>
internal static class ParameterInitialization
{
    // Standard deviation of a standard normal cut at ±2: dividing by it gives the cut distribution the one asked for.
    private const double TruncatedDeviation = 0.87962566103423978;
    private const double PlainTruncatedNormalDeviation = 0.05;

    /// <exception cref="ArgumentException">The initializer does not fit the parameter's shape.</exception>
    public static void Fill(ParameterInfo parameter, Span<float> values, ref RandomStream random)
    {
        (double fanIn, double fanOut) = Fans(parameter.Shape);
        double fanMean = (fanIn + fanOut) / 2;
        switch (parameter.Initializer)
        {
            case Initializer.GlorotUniform:
                Uniform(values, VarianceLimit(1, fanMean), ref random);
                break;
            case Initializer.HeUniform:
                Uniform(values, VarianceLimit(2, fanIn), ref random);
                break;
            case Initializer.LecunUniform:
                Uniform(values, VarianceLimit(1, fanIn), ref random);
                break;
            case Initializer.GlorotNormal:
                TruncatedNormal(values, VarianceDeviation(1, fanMean) / TruncatedDeviation, ref random);
                break;
            case Initializer.HeNormal:
                TruncatedNormal(values, VarianceDeviation(2, fanIn) / TruncatedDeviation, ref random);
                break;
            case Initializer.LecunNormal:
                TruncatedNormal(values, VarianceDeviation(1, fanIn) / TruncatedDeviation, ref random);
                break;
            case Initializer.TruncatedNormal:
                TruncatedNormal(values, PlainTruncatedNormalDeviation, ref random);
                break;
            case Initializer.Zeros:
                values.Clear();
                break;
            case Initializer.Ones:
                values.Fill(1);
                break;
            case Initializer.Constant:
                values.Fill(parameter.Constant);
                break;
            case Initializer.Orthogonal:
                Orthogonal.Fill(parameter, values, ref random);
                break;
            default:
                throw new ArgumentException($"'{parameter.Name}' has no known initializer: {parameter.Initializer}.", nameof(parameter));
        }
    }

    /// <summary>
    /// Keras's fans: counted on the kernel's shape, whose last two dimensions are taken for inputs and outputs.
    /// </summary>
    public static (double FanIn, double FanOut) Fans(IReadOnlyList<int> shape)
    {
        switch (shape.Count)
        {
            case 0:
                return (1, 1);
            case 1:
                return (shape[0], shape[0]);
        }

        double window = 1;
        for (int i = 0; i < shape.Count - 2; i++)
        {
            window *= shape[i];
        }

        return (shape[^2] * window, shape[^1] * window);
    }

    private static double VarianceDeviation(double scale, double fan) => Math.Sqrt(scale / Math.Max(1, fan));

    private static double VarianceLimit(double scale, double fan) => Math.Sqrt(3 * scale / Math.Max(1, fan));

    private static void Uniform(Span<float> values, double limit, ref RandomStream random)
    {
        foreach (ref float value in values)
        {
            value = (float)(((2 * random.NextUniform()) - 1) * limit);
        }
    }

    private static void TruncatedNormal(Span<float> values, double deviation, ref RandomStream random)
    {
        foreach (ref float value in values)
        {
            double draw;
            do
            {
                draw = random.NextNormal();
            }
            while (Math.Abs(draw) > 2);

            value = (float)(draw * deviation);
        }
    }
}
