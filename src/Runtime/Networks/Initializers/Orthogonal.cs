using System;

namespace NetGen;

/// <summary>
/// Random orthogonal matrices (Saxe et al. 2014): the Q of a normal matrix's QR decomposition, its signs chosen so that
/// R's diagonal is positive, which makes the decomposition unique and Q uniformly distributed.
/// </summary>
internal static class Orthogonal
{
    /// <exception cref="ArgumentException">The parameter has fewer than two dimensions.</exception>
    public static void Fill(ParameterInfo parameter, Span<float> values, ref RandomStream random)
    {
        if (parameter.Shape.Count < 2)
        {
            throw new ArgumentException(
                $"'{parameter.Name}' has shape ({string.Join(", ", parameter.Shape)}); an orthogonal matrix needs at least two dimensions.",
                nameof(parameter));
        }

        int columns = parameter.Shape[^1];
        int rows = parameter.Size / columns;
        int length = Math.Max(rows, columns);
        double[][] basis = OrthonormalVectors(Math.Min(rows, columns), length, ref random);

        // The vectors are the columns of a tall matrix and the rows of a wide one.
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                values[(row * columns) + column] = (float)(rows >= columns ? basis[column][row] : basis[row][column]);
            }
        }
    }

    private static double[][] OrthonormalVectors(int count, int length, ref RandomStream random)
    {
        var vectors = new double[count][];
        for (int i = 0; i < count; i++)
        {
            double[] vector = new double[length];
            for (int j = 0; j < length; j++)
            {
                vector[j] = random.NextNormal();
            }

            // Gram-Schmidt, twice: what rounding leaves of the earlier directions after the first pass goes in the second.
            for (int pass = 0; pass < 2; pass++)
            {
                for (int k = 0; k < i; k++)
                {
                    AddScaled(vector, vectors[k], -Dot(vector, vectors[k]));
                }
            }

            double norm = Math.Sqrt(Dot(vector, vector));
            for (int j = 0; j < length; j++)
            {
                vector[j] /= norm;
            }

            vectors[i] = vector;
        }

        return vectors;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static void AddScaled(double[] target, double[] source, double factor)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] += factor * source[i];
        }
    }
}
