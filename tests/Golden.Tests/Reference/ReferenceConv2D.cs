using System.Collections.Generic;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary>
/// <c>y[oy, ox, co] = b[co] + sum over ky, kx, ci of x[oy*s - before + ky*d, ox*s - before + kx*d, ci] * w[ky, kx, ci, co]</c>,
/// zero outside of x;
/// ci goes over the channels of the group that co is in.
/// </summary>
internal sealed class ReferenceConv2D(SampleShape input, int filters, Window rows, Window columns, int groups, bool useBias, string kernelName = "kernel")
    : ReferenceOperation(input, SampleShape.Image(rows.Output, columns.Output, filters))
{
    private readonly ReferenceParameter _kernel = new(kernelName, rows.Size, columns.Size, input.Channels / groups, filters);
    private readonly ReferenceParameter _bias = new("bias", filters);

    public override IReadOnlyList<ReferenceParameter> Parameters => useBias ? [_kernel, _bias] : [_kernel];

    public override long Work => (long)rows.Output * columns.Output * _kernel.Values.Length;

    public override double[] Forward(double[] x)
    {
        double[] y = new double[Output.Size];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = useBias ? _bias.Values[i % filters] : 0;
        }

        foreach ((int from, int to, int tap) in Taps())
        {
            for (int ci = 0; ci < Input.Channels / groups; ci++)
            {
                for (int co = 0; co < filters; co++)
                {
                    y[to + co] += x[from + FirstOf(co) + ci] * _kernel.Values[tap + (ci * filters) + co];
                }
            }
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

        foreach ((int from, int to, int tap) in Taps())
        {
            for (int ci = 0; ci < Input.Channels / groups; ci++)
            {
                for (int co = 0; co < filters; co++)
                {
                    int weight = tap + (ci * filters) + co;
                    _kernel.Gradient[weight] += x[from + FirstOf(co) + ci] * dy[to + co];
                    dx[from + FirstOf(co) + ci] += _kernel.Values[weight] * dy[to + co];
                }
            }
        }

        return dx;
    }

    /// <summary>The first channel of a filter's group.</summary>
    private int FirstOf(int filter) => filter / (filters / groups) * (Input.Channels / groups);

    /// <summary>Every pair of an input pixel and an output pixel that a kernel tap joins, as offsets of their first channel.</summary>
    private IEnumerable<(int From, int To, int Tap)> Taps()
    {
        for (int oy = 0; oy < rows.Output; oy++)
        {
            for (int ox = 0; ox < columns.Output; ox++)
            {
                for (int ky = 0; ky < rows.Size; ky++)
                {
                    for (int kx = 0; kx < columns.Size; kx++)
                    {
                        if (rows.TryCell(oy, ky, out int iy) && columns.TryCell(ox, kx, out int ix))
                        {
                            int from = ((iy * Input.Width) + ix) * Input.Channels;
                            int to = ((oy * columns.Output) + ox) * filters;
                            int tap = ((ky * columns.Size) + kx) * (Input.Channels / groups) * filters;
                            yield return (from, to, tap);
                        }
                    }
                }
            }
        }
    }
}
