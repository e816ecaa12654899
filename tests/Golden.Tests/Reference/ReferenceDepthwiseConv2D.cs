using System.Collections.Generic;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary>
/// <c>y[oy, ox, c*m + j] = b[c*m + j] + sum over ky, kx of x[oy*s - before + ky*d, ox*s - before + kx*d, c] * w[ky, kx, c, j]</c>,
/// zero outside of x.
/// </summary>
internal sealed class ReferenceDepthwiseConv2D(SampleShape input, int multiplier, Window rows, Window columns, bool useBias, string kernelName = "kernel")
    : ReferenceOperation(input, SampleShape.Image(rows.Output, columns.Output, input.Channels * multiplier))
{
    private readonly ReferenceParameter _kernel = new(kernelName, rows.Size, columns.Size, input.Channels, multiplier);
    private readonly ReferenceParameter _bias = new("bias", input.Channels * multiplier);

    public override IReadOnlyList<ReferenceParameter> Parameters => useBias ? [_kernel, _bias] : [_kernel];

    public override long Work => (long)rows.Output * columns.Output * _kernel.Values.Length;

    public override double[] Forward(double[] x)
    {
        double[] y = new double[Output.Size];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = useBias ? _bias.Values[i % Output.Channels] : 0;
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
            _bias.Gradient[i % Output.Channels] += dy[i];
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
        for (int oy = 0; oy < rows.Output; oy++)
        {
            for (int ox = 0; ox < columns.Output; ox++)
            {
                for (int ky = 0; ky < rows.Size; ky++)
                {
                    for (int kx = 0; kx < columns.Size; kx++)
                    {
                        if (!rows.TryCell(oy, ky, out int iy) || !columns.TryCell(ox, kx, out int ix))
                        {
                            continue;
                        }

                        for (int c = 0; c < Input.Channels; c++)
                        {
                            for (int j = 0; j < multiplier; j++)
                            {
                                int output = (c * multiplier) + j;
                                int from = (((iy * Input.Width) + ix) * Input.Channels) + c;
                                int to = (((oy * columns.Output) + ox) * Output.Channels) + output;
                                yield return (from, to, (((ky * columns.Size) + kx) * Output.Channels) + output);
                            }
                        }
                    }
                }
            }
        }
    }
}
