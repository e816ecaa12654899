using System;
using System.Collections.Generic;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary>
/// An image of as many times the rows and columns. The output o lies at <c>u = (o + 0.5) / factor - 0.5</c> of the input, held within it, and takes <c>1 - (u - floor(u))</c> of the cell
/// before that place and the rest of the one behind, in both directions.
/// </summary>
internal sealed class ReferenceBilinear(SampleShape input, Pair factor)
    : ReferenceOperation(input, SampleShape.Image(input.Height * factor.Height, input.Width * factor.Width, input.Channels))
{
    public override double[] Forward(double[] x)
    {
        double[] y = new double[Output.Size];
        foreach ((int from, int to, double share) in Shares())
        {
            y[to] += share * x[from];
        }

        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        double[] dx = new double[Input.Size];
        foreach ((int from, int to, double share) in Shares())
        {
            dx[from] += share * dy[to];
        }

        return dx;
    }

    /// <summary>What every output takes of which input.</summary>
    private IEnumerable<(int From, int To, double Share)> Shares()
    {
        for (int row = 0; row < Output.Height; row++)
        {
            foreach ((int above, double high) in Neighbours(row, factor.Height, Input.Height))
            {
                for (int column = 0; column < Output.Width; column++)
                {
                    foreach ((int left, double wide) in Neighbours(column, factor.Width, Input.Width))
                    {
                        for (int c = 0; c < Input.Channels; c++)
                        {
                            yield return ((((above * Input.Width) + left) * Input.Channels) + c, (((row * Output.Width) + column) * Output.Channels) + c, high * wide);
                        }
                    }
                }
            }
        }
    }

    private static (int Cell, double Share)[] Neighbours(int output, int factor, int cells)
    {
        double place = Math.Clamp(((output + 0.5) / factor) - 0.5, 0, cells - 1);
        int before = (int)Math.Floor(place);
        return [(before, 1 - (place - before)), (Math.Min(before + 1, cells - 1), place - before)];
    }
}
