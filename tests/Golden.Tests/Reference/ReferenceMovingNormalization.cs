using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary><c>(x - mean) / sqrt(variance + epsilon) * gamma + beta</c> per channel, with moving statistics, on which nothing depends that is learned.</summary>
internal sealed class ReferenceMovingNormalization(SampleShape input, double epsilon, bool scales, bool centers) : ReferenceOperation(input, input)
{
    private readonly ReferenceParameter _gamma = new("gamma", input.Channels);
    private readonly ReferenceParameter _beta = new("beta", input.Channels);
    private readonly ReferenceParameter _mean = new("moving_mean", input.Channels) { IsTrainable = false };
    private readonly ReferenceParameter _variance = new("moving_variance", input.Channels) { IsTrainable = false };

    public override IReadOnlyList<ReferenceParameter> Parameters => (scales, centers) switch
    {
        (true, true) => [_gamma, _beta, _mean, _variance],
        (true, false) => [_gamma, _mean, _variance],
        (false, true) => [_beta, _mean, _variance],
        _ => [_mean, _variance],
    };

    public override double[] Forward(double[] x) => [.. x.Select((value, i) => (Normalized(value, i) * Gamma(i)) + (centers ? _beta.Values[i % Input.Channels] : 0))];

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        for (int i = 0; i < dy.Length; i++)
        {
            _gamma.Gradient[i % Input.Channels] += dy[i] * Normalized(x[i], i);
            _beta.Gradient[i % Input.Channels] += dy[i];
        }

        return [.. dy.Select((value, i) => value * Gamma(i) / Deviation(i))];
    }

    private double Normalized(double value, int place) => (value - _mean.Values[place % Input.Channels]) / Deviation(place);

    private double Gamma(int place) => scales ? _gamma.Values[place % Input.Channels] : 1;

    private double Deviation(int place) => Math.Sqrt(_variance.Values[place % Input.Channels] + epsilon);
}
