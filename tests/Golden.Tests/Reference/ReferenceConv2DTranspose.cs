using System;
using System.Collections.Generic;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary>
/// <c>y[iy*s + ky*d - before, ix*s + kx*d - before, co] += x[iy, ix, ci] * w[ky, kx, co, ci]</c> from the bias on; what falls outside of y is cut.
/// </summary>
internal sealed class ReferenceConv2DTranspose(SampleShape input, int filters, Spreading rows, Spreading columns, bool useBias)
    : ReferenceOperation(input, SampleShape.Image(rows.Output, columns.Output, filters))
{
    private readonly ReferenceParameter _kernel = new("kernel", rows.Size, columns.Size, filters, input.Channels);
    private readonly ReferenceParameter _bias = new("bias", filters);

    public override IReadOnlyList<ReferenceParameter> Parameters => useBias ? [_kernel, _bias] : [_kernel];

    public override long Work => (long)Input.Height * Input.Width * _kernel.Values.Length;

    public override double[] Forward(double[] x)
    {
        double[] y = new double[Output.Size];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = useBias ? _bias.Values[i % filters] : 0;
        }

        foreach ((int from, int to, int weight) in Products())
        {
            y[to] += x[from] * _kernel.Values[weight];
        }

        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        double[] dx = new double[Input.Size];
        for (int i = 0; i < dy.Length; i++)
        {
            _bias.Gradient[i % filters] += dy[i];
        }

        foreach ((int from, int to, int weight) in Products())
        {
            _kernel.Gradient[weight] += x[from] * dy[to];
            dx[from] += _kernel.Values[weight] * dy[to];
        }

        return dx;
    }

    /// <summary>Every input, output and weight that a product joins.</summary>
    private IEnumerable<(int From, int To, int Weight)> Products()
    {
        for (int pixel = 0; pixel < Input.Height * Input.Width; pixel++)
        {
            for (int tap = 0; tap < rows.Size * columns.Size; tap++)
            {
                int oy = rows.Place(pixel / Input.Width, tap / columns.Size);
                int ox = columns.Place(pixel % Input.Width, tap % columns.Size);
                if (oy < 0 || oy >= rows.Output || ox < 0 || ox >= columns.Output)
                {
                    continue;
                }

                for (int co = 0; co < filters; co++)
                {
                    for (int ci = 0; ci < Input.Channels; ci++)
                    {
                        yield return ((pixel * Input.Channels) + ci, (((oy * columns.Output) + ox) * filters) + co, (((tap * filters) + co) * Input.Channels) + ci);
                    }
                }
            }
        }
    }
}

/// <summary>Where a transposed convolution puts things along one direction, after semantics of Keras.</summary>
/// <param name="Added">The output padding; null where there is none, which is not 0.</param>
internal readonly record struct Spreading(int Input, int Size, int Stride, int Dilation, Padding Padding, int? Added)
{
    private int Reach => ((Size - 1) * Dilation) + 1;

    public int Output => (Padding, Added) switch
    {
        (Padding.Same, null) => Input * Stride,
        (Padding.Same, { } added) => ((Input - 1) * Stride) + (Reach % 2) + added,
        (_, null) => ((Input - 1) * Stride) + Math.Max(Reach, Stride),
        (_, { } added) => ((Input - 1) * Stride) + Reach + added,
    };

    private int Before => Padding == Padding.Same ? Math.Max(((Input - 1) * Stride) + Reach - Output, 0) / 2 : 0;

    /// <summary>The cell of the output that a tap of an input cell falls on; it may lie outside.</summary>
    public int Place(int cell, int tap) => (cell * Stride) + (tap * Dilation) - Before;
}
