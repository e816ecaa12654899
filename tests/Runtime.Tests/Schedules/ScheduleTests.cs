using System;
using System.Globalization;
using System.Linq;
using NetGen.Execution;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Schedules;

/// <summary>The rates that Keras 3's schedules give.</summary>
public class ScheduleTests
{
    [Fact]
    public void Exponential_decay_follows_Keras_trace()
    {
        AssertRates(new ExponentialDecay(0.1, 10, 0.96), (0, 0.1), (5, 0.09797959), (10, 0.096));
        AssertRates(new ExponentialDecay(0.1, 10, 0.96, staircase: true), (0, 0.1), (9, 0.1), (10, 0.096), (19, 0.096), (20, 0.09216));
    }

    [Fact]
    public void Pieces_include_their_right_edge() => AssertRates(
        new PiecewiseConstantDecay([100, 200], [1, 0.5, 0.1]), (0, 1), (100, 1), (101, 0.5), (200, 0.5), (201, 0.1), (100_000, 0.1));

    [Fact]
    public void Polynomial_decay_ends_or_cycles()
    {
        AssertRates(new PolynomialDecay(0.1, 10), (0, 0.1), (5, 0.05005), (10, 0.0001), (11, 0.0001), (50, 0.0001));
        AssertRates(new PolynomialDecay(0.1, 10, endLearningRate: 0.02, power: 2), (5, 0.04), (10, 0.02));
        AssertRates(new PolynomialDecay(0.1, 10, endLearningRate: 0, power: 0), (0, 0.1), (5, 0.1));
        // Beyond 10 the stretch is 20 steps, beyond 20 it is 30.
        AssertRates(new PolynomialDecay(0.1, 10, endLearningRate: 0, cycle: true), (0, 0.1), (10, 0), (11, 0.045), (15, 0.025), (20, 0), (21, 0.03));
    }

    [Fact]
    public void Inverse_time_decay_divides()
    {
        AssertRates(new InverseTimeDecay(0.1, 10, 0.5), (0, 0.1), (10, 0.1 / 1.5), (25, 0.1 / 2.25));
        AssertRates(new InverseTimeDecay(0.1, 10, 0.5, staircase: true), (9, 0.1), (10, 0.1 / 1.5), (25, 0.05));
    }

    [Fact]
    public void Cosine_decay_follows_Keras_trace()
    {
        AssertRates(new CosineDecay(0.1, 10), (0, 0.1), (1, 0.09755283), (5, 0.05), (9, 0.00244717), (10, 0), (20, 0));
        AssertRates(new CosineDecay(0.1, 10, alpha: 0.1), (0, 0.1), (5, 0.055), (10, 0.01), (20, 0.01));
        AssertRates(new CosineDecay(0.1, 10, alpha: 1), (0, 0.1), (5, 0.1), (20, 0.1));
    }

    [Fact]
    public void Cosine_decay_warms_up_before_its_decay_steps()
    {
        AssertRates(
            new CosineDecay(0, 10, warmupTarget: 0.1, warmupSteps: 5),
            (0, 0), (1, 0.02), (4, 0.08), (5, 0.1), (6, 0.09755283), (10, 0.05), (15, 0), (16, 0));
        AssertRates(new CosineDecay(0.02, 10, warmupTarget: 0.1, warmupSteps: 4), (0, 0.02), (1, 0.04), (3, 0.08), (4, 0.1), (9, 0.05));
        // Without a target there is no warm-up.
        AssertRates(new CosineDecay(0.1, 10, warmupSteps: 5), (0, 0.1), (5, 0.05), (10, 0));
    }

    [Fact]
    public void Cosine_decay_restarts_longer_and_lower()
    {
        AssertRates(
            new CosineDecayRestarts(0.1, 10),
            (0, 0.1), (5, 0.05), (9, 0.00244717), (10, 0.1), (20, 0.05), (29, 0.1 * 0.5 * (1 + Math.Cos(Math.PI * 0.95))), (30, 0.1), (50, 0.05), (70, 0.1), (150, 0.1));
        AssertRates(new CosineDecayRestarts(0.1, 10, tMul: 1, mMul: 0.5), (5, 0.05), (10, 0.05), (15, 0.025), (20, 0.025));
        AssertRates(new CosineDecayRestarts(0.1, 10, mMul: 0), (0, 0.1), (10, 0), (20, 0));
        AssertRates(new CosineDecayRestarts(0.1, 10, mMul: 0.5, alpha: 0.1), (0, 0.1), (10, 0.1 * ((0.9 * 0.5) + 0.1)), (20, 0.1 * ((0.9 * 0.25) + 0.1)));
    }

    [Fact]
    public void A_restart_is_at_its_step_for_every_factor()
    {
        // By logarithms 3^5 would be reached a step late.
        var schedule = new CosineDecayRestarts(1, 2, tMul: 3);
        long start = 0;
        for (long length = 2; length < 10_000; length *= 3)
        {
            Assert.Equal(1, schedule.At(start));
            start += length;
            Assert.InRange(schedule.At(start - 1), 0, 0.51);
        }
    }

    [Fact]
    public void Bad_values_are_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>("decaySteps", () => new CosineDecay(0.1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("initialLearningRate", () => new CosineDecay(-0.1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("alpha", () => new CosineDecay(0.1, 1, alpha: 1.1));
        Assert.Throws<ArgumentOutOfRangeException>("warmupSteps", () => new CosineDecay(0.1, 1, warmupSteps: -1));
        Assert.Throws<ArgumentOutOfRangeException>("warmupTarget", () => new CosineDecay(0.1, 1, warmupTarget: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("decayRate", () => new ExponentialDecay(0.1, 1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("decayRate", () => new ExponentialDecay(0.1, 1, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>("decayRate", () => new ExponentialDecay(0.1, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>("power", () => new PolynomialDecay(0.1, 1, power: -1));
        Assert.Throws<ArgumentOutOfRangeException>("mMul", () => new CosineDecayRestarts(0.1, 1, mMul: double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>("decaySteps", () => new InverseTimeDecay(0.1, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("endLearningRate", () => new PolynomialDecay(0.1, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>("tMul", () => new CosineDecayRestarts(0.1, 1, tMul: 0.5));
        Assert.Contains("2 boundaries and 2 rates", Assert.Throws<ArgumentException>("values", () => new PiecewiseConstantDecay([1, 2], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("2 follows 2", Assert.Throws<ArgumentException>("boundaries", () => new PiecewiseConstantDecay([2, 2], [1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("boundaries", () => new PiecewiseConstantDecay(null!, [1, 2]));
        Assert.Throws<ArgumentNullException>("values", () => new PiecewiseConstantDecay([1], null!));
        Assert.Throws<ArgumentNullException>("learningRate", () => new Adam(null!));
    }

    [Fact]
    public void An_optimizer_takes_the_rate_of_the_steps_before()
    {
        var sgd = new SGD(new PiecewiseConstantDecay([0, 1], [1, 0.5, 0.25]));
        var driver = new OptimizerDriver(sgd, [0f]);
        using var team = new WorkerTeam(1);
        float[] rates = [.. Enumerable.Range(0, 4).Select(_ =>
        {
            float rate = sgd.LearningRate;
            driver.Step(team, 1);
            return rate;
        })];
        Assert.Equal([1, 0.5f, 0.25f, 0.25f], rates);
        Assert.Equal(-2, driver.Parameters.Values[0]);
    }

    [Fact]
    public void A_scheduled_rate_cannot_be_set()
    {
        var adam = new Adam(new CosineDecay(0.1, 10));
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => adam.LearningRate = 1);
        Assert.Contains("follows its CosineDecay", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0.1f, adam.LearningRate);
        Assert.IsType<CosineDecay>(adam.Schedule);
        Assert.Null(new Adam().Schedule);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-2)]
    [InlineData(float.PositiveInfinity)]
    public void A_schedule_that_gives_no_rate_stops_before_the_step(float rate)
    {
        var driver = new OptimizerDriver(new SGD(new Broken(rate)), [3f]);
        using var team = new WorkerTeam(1);
        driver.Step(team, 1);
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => driver.Step(team, 1));
        Assert.Contains($"Broken gives {rate.ToString(CultureInfo.CurrentCulture)} as the learning rate of iteration 1", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, driver.Parameters.Values[0]);
    }

    private static void AssertRates(LearningRateSchedule schedule, params (long Iteration, double Rate)[] expected)
    {
        foreach ((long iteration, double rate) in expected)
        {
            Assert.InRange(schedule.At(iteration), rate - 1e-8, rate + 1e-8);
        }
    }

    private sealed class Broken(float rate) : LearningRateSchedule
    {
        public override float At(long iteration) => iteration == 0 ? 1 : rate;
    }
}
