using System;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary>Each value of the output is one of the input's, or 0 where the place that it is taken from lies outside.</summary>
/// <param name="input">The shape that comes in.</param>
/// <param name="output">The shape that goes out.</param>
/// <param name="from">From row, column and channel of the output to those of the input.</param>
internal sealed class ReferenceGather(SampleShape input, SampleShape output, Func<int, int, int, (int Row, int Column, int Channel)> from) : ReferenceOperation(input, output)
{
    public override double[] Forward(double[] x)
    {
        double[] y = new double[Output.Size];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = Source(i) is { } source ? x[source] : 0;
        }

        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        double[] dx = new double[Input.Size];
        for (int i = 0; i < dy.Length; i++)
        {
            if (Source(i) is { } source)
            {
                dx[source] += dy[i];
            }
        }

        return dx;
    }

    private int? Source(int place)
    {
        int pixel = place / Output.Channels;
        (int row, int column, int channel) = from(pixel / Output.Width, pixel % Output.Width, place % Output.Channels);
        bool isInside = row >= 0 && row < Input.Height && column >= 0 && column < Input.Width;
        return isInside ? (((row * Input.Width) + column) * Input.Channels) + channel : null;
    }
}
