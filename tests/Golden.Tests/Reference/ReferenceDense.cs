using System.Collections.Generic;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary><c>y[o] = b[o] + sum over i of x[i] * w[i, o]</c>.</summary>
internal sealed class ReferenceDense(SampleShape input, int units, bool useBias) : ReferenceOperation(input, SampleShape.Vector(units))
{
    private readonly ReferenceParameter _kernel = new("kernel", input.Channels, units);
    private readonly ReferenceParameter _bias = new("bias", units);

    public override IReadOnlyList<ReferenceParameter> Parameters => useBias ? [_kernel, _bias] : [_kernel];

    public override long Work => _kernel.Values.Length;

    public override double[] Forward(double[] x)
    {
        double[] y = new double[units];
        for (int o = 0; o < units; o++)
        {
            y[o] = useBias ? _bias.Values[o] : 0;
            for (int i = 0; i < x.Length; i++)
            {
                y[o] += x[i] * _kernel.Values[(i * units) + o];
            }
        }

        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        double[] dx = new double[x.Length];
        for (int o = 0; o < units; o++)
        {
            _bias.Gradient[o] += dy[o];
            for (int i = 0; i < x.Length; i++)
            {
                _kernel.Gradient[(i * units) + o] += x[i] * dy[o];
                dx[i] += _kernel.Values[(i * units) + o] * dy[o];
            }
        }

        return dx;
    }
}
