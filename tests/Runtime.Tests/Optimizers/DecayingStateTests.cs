using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Optimizers;

/// <summary>Moments of gradients that have ended decay; below the smallest normal number processors compute many times slower.</summary>
public class DecayingStateTests
{
    private const int Weights = 37;

    private static readonly Dictionary<string, Func<Optimizer>> Optimizers = new()
    {
        ["SGD"] = () => new SGD(momentum: 0.5),
        ["SGD, Nesterov"] = () => new SGD(momentum: 0.5, nesterov: true),
        ["RMSprop"] = () => new RMSprop(rho: 0.5, momentum: 0.5, centered: true),
        ["Adam"] = () => new Adam(beta1: 0.5, beta2: 0.5),
        ["AdamW"] = () => new AdamW(beta1: 0.5, beta2: 0.5),
        ["Nadam"] = () => new Nadam(beta1: 0.5, beta2: 0.5),
        ["Adamax"] = () => new Adamax(beta1: 0.5, beta2: 0.5),
        ["Adadelta"] = () => new Adadelta(rho: 0.5),
        ["Lion"] = () => new Lion(beta2: 0.5),
    };

    private static readonly Dictionary<string, Func<Optimizer>> Defaults = new()
    {
        ["Adam"] = () => new Adam(),
        ["AdamW"] = () => new AdamW(),
        ["Nadam"] = () => new Nadam(),
        ["Adamax"] = () => new Adamax(),
    };

    public static TheoryData<string> Names() => [.. Optimizers.Keys];

    [Fact]
    public void Every_optimizer_is_here_but_those_whose_state_never_decays_and_the_lectures()
    {
        string[] types = [.. typeof(Optimizer).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(Optimizer)) && type.Namespace == "NetGen" && type != typeof(Adagrad)).Select(type => type.Name).Order()];
        Assert.Equal(types, Optimizers.Values.Select(create => create().GetType().Name).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void State_that_decays_ends_at_0_and_never_below_the_smallest_normal_number(string name)
    {
        Optimizer optimizer = Optimizers[name]();
        var driver = new OptimizerDriver(optimizer, [.. Enumerable.Repeat(1f, Weights)]);
        using var team = new WorkerTeam(1);
        driver.Step(team, [.. Enumerable.Range(1, Weights).Select(weight => weight * (weight % 2 == 0 ? 1e-3f : -1e-3f))]);
        for (int step = 0; step < 200; step++)
        {
            driver.Step(team, new float[Weights]);
            Assert.All(optimizer.State, slot => Assert.DoesNotContain(slot, float.IsSubnormal));
        }

        Assert.All(optimizer.State, slot => Assert.All(slot, value => Assert.Equal(0, value)));
        Assert.All(driver.Parameters.Values.ToArray(), weight => Assert.InRange(weight, 0.5f, 1.5f));
    }

    /// <summary>The names of optimizers with means of the form m += (g - m) * rate, by slot the rates of these.</summary>
    public static TheoryData<string, double[]> Means() => new()
    {
        { "Adam", [0.1, 0.001] },
        { "AdamW", [0.1, 0.001] },
        { "Nadam", [0.1, 0.001] },
        { "Adamax", [0.1] },
    };

    [Theory]
    [MemberData(nameof(Means))]
    public void A_mean_ends_before_its_product_with_the_rate_is_below_the_smallest_normal_number(string name, double[] rates)
    {
        Optimizer optimizer = Defaults[name]();
        var driver = new OptimizerDriver(optimizer, [.. Enumerable.Repeat(1f, Weights)]);
        using var team = new WorkerTeam(1);

        // The squares of these gradients begin on both sides of the floor, which is at some 1e-35.
        driver.Step(team, [.. Enumerable.Range(1, Weights).Select(weight => weight * 1e-17f)]);
        Assert.Contains(optimizer.State[1], value => value > 0);
        for (int step = 0; step < 3000; step++)
        {
            driver.Step(team, new float[Weights]);
            for (int slot = 0; slot < rates.Length; slot++)
            {
                Assert.DoesNotContain(optimizer.State[slot], value => float.IsSubnormal(value * (float)rates[slot]));
            }
        }

        Assert.All(optimizer.State.Take(rates.Length), slot => Assert.All(slot, value => Assert.Equal(0, value)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-12)]
    public void Without_an_epsilon_that_hides_it_a_small_mean_of_squares_stays(double epsilon)
    {
        foreach (Optimizer optimizer in new Optimizer[] { new Adam(epsilon: epsilon), new Nadam(epsilon: epsilon) })
        {
            var driver = new OptimizerDriver(optimizer, [.. Enumerable.Repeat(1f, Weights)]);
            using var team = new WorkerTeam(1);
            driver.Step(team, [.. Enumerable.Repeat(1e-17f, Weights)]);

            // (1 - 0.999) * (1e-17)²
            Assert.All(optimizer.State[1], value => Assert.Equal(1e-37, value, 1e-43));
            Assert.All(driver.Parameters.Values.ToArray(), weight => Assert.True(float.IsFinite(weight)));
        }
    }

    [Fact]
    public void Moving_averages_and_weights_under_decay_are_held_to_the_same()
    {
        var optimizer = new SGD(learningRate: 1) { UseEma = true, EmaMomentum = 0.5, WeightDecay = 0.5f };
        var driver = new OptimizerDriver(optimizer, [.. Enumerable.Repeat(1f, Weights)]);
        using var team = new WorkerTeam(1);
        for (int step = 0; step < 200; step++)
        {
            driver.Step(team, new float[Weights]);
            Assert.DoesNotContain(driver.Parameters.Values.ToArray(), float.IsSubnormal);
        }

        optimizer.OverwriteWithAverage();
        Assert.All(driver.Parameters.Values.ToArray(), weight => Assert.Equal(0, weight));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_state_that_is_no_number_stays_none(string name)
    {
        Optimizer optimizer = Optimizers[name]();
        var driver = new OptimizerDriver(optimizer, [.. Enumerable.Repeat(1f, Weights)]);
        using var team = new WorkerTeam(1);
        driver.Step(team, [.. Enumerable.Repeat(float.NaN, Weights)]);

        Assert.All(optimizer.State, slot => Assert.All(slot, value => Assert.Equal(float.NaN, value)));
    }
}
