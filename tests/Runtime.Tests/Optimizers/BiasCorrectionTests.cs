using System;
using System.Collections.Generic;
using NetGen.Execution;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Optimizers;

/// <summary>
/// The corrections of bias are powers of the betas. Taken of betas that are rounded to single precision they put the first steps off by
/// 1e-5, which is more than trajectories of double precision allow.
/// </summary>
public class BiasCorrectionTests
{
    private const int Steps = 50;

    private static readonly Dictionary<string, (Func<Optimizer> Create, Func<int, double> FirstSteps)> Rules = new()
    {
        // The gradient is 1 in every step, so that the means are 1 - beta^t but for their rounding, and the correction is all that counts.
        ["Adam"] = (() => new Adam(learningRate: 1, epsilon: 0), _ => 1),
        ["AdamW"] = (() => new AdamW(learningRate: 1, weightDecay: 0, epsilon: 0), _ => 1),
        ["Adamax"] = (() => new Adamax(learningRate: 1, epsilon: 0), _ => 1),
        ["Nadam"] = (() => new Nadam(learningRate: 1, epsilon: 0), NadamStep),
    };

    public static TheoryData<string> Names() => [.. Rules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_are_those_of_double_precision(string name)
    {
        (Func<Optimizer> create, Func<int, double> expected) = Rules[name];
        var driver = new OptimizerDriver(create(), [0f]);
        using var team = new WorkerTeam(1);
        for (int step = 1; step <= Steps; step++)
        {
            driver.Parameters.Update(0, static (_, values) => values.Clear());
            driver.Step(team, 1);

            // Means of single precision drift by some 1e-7 a step.
            double tolerance = 3e-6;
            Assert.InRange(-driver.Parameters.Values[0], expected(step) * (1 - tolerance), expected(step) * (1 + tolerance));
        }
    }

    private static double NadamStep(int t)
    {
        double product = 1;
        for (int i = 1; i <= t; i++)
        {
            product *= Momentum(i);
        }

        double mean = 1 - Math.Pow(0.9, t);
        return (mean * Momentum(t + 1) / (1 - (product * Momentum(t + 1)))) + ((1 - Momentum(t)) / (1 - product));
    }

    private static double Momentum(int t) => 0.9 * (1 - (0.5 * Math.Pow(0.96, t)));
}
