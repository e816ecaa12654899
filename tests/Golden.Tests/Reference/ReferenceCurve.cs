using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary>A function of every value.</summary>
/// <param name="shape">The shape that comes in and goes out.</param>
/// <param name="value">The function.</param>
/// <param name="derivative">Its derivative.</param>
/// <param name="kinks">Where it, or its derivative, jumps.</param>
internal sealed class ReferenceCurve(SampleShape shape, Func<double, double> value, Func<double, double> derivative, double[] kinks) : ReferenceOperation(shape, shape)
{
    public override double[] Forward(double[] x) => [.. x.Select(value)];

    public override double[] Backward(double[] x, double[] y, double[] dy) => [.. x.Zip(dy, (v, gradient) => derivative(v) * gradient)];

    public override double Margin(double[] x)
    {
        double scale = x.Max(Math.Abs);
        return kinks.SelectMany(kink => x.Where(v => v != kink).Select(v => Math.Abs(v - kink) / scale)).DefaultIfEmpty(double.PositiveInfinity).Min();
    }
}

/// <summary><c>x</c> above 0, <c>alpha * x</c> below; the derivative at 0 is 0.</summary>
/// <param name="shape">The shape that comes in and goes out.</param>
/// <param name="sizes">The slopes' sizes: 1 along what is shared.</param>
internal sealed class ReferencePReLU(SampleShape shape, int[] sizes) : ReferenceOperation(shape, shape)
{
    private readonly ReferenceParameter _alpha = new("alpha", sizes);

    public override IReadOnlyList<ReferenceParameter> Parameters => [_alpha];

    public override double[] Forward(double[] x) => [.. x.Select((v, i) => v > 0 ? v : v * _alpha.Values[SlopeOf(i)])];

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        double[] dx = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            _alpha.Gradient[SlopeOf(i)] += Math.Min(x[i], 0) * dy[i];
            dx[i] = x[i] > 0 ? dy[i] : x[i] < 0 ? dy[i] * _alpha.Values[SlopeOf(i)] : 0;
        }

        return dx;
    }

    public override double Margin(double[] x)
    {
        double scale = x.Max(Math.Abs);
        return x.Where(v => v != 0).Select(v => Math.Abs(v) / scale).DefaultIfEmpty(double.PositiveInfinity).Min();
    }

    /// <summary>The slope of a value: its place along every axis, 0 along those that are shared.</summary>
    private int SlopeOf(int value)
    {
        int[] dimensions = Input.Dimensions;
        int slope = 0;
        for (int axis = 0, rest = Input.Size; axis < dimensions.Length; axis++)
        {
            rest /= dimensions[axis];
            slope = (slope * sizes[axis]) + (sizes[axis] == 1 ? 0 : value / rest % dimensions[axis]);
        }

        return slope;
    }
}
