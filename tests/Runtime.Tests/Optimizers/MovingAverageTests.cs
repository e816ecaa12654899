using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Optimizers;

/// <summary>Keras's <c>use_ema</c>.</summary>
public class MovingAverageTests
{
    [Fact]
    public void The_average_begins_with_the_first_step_and_takes_the_weights_place_when_asked()
    {
        // 45 weights alike, which are two vectors of 16, one of 8 and five single values; weights 1, .5, .75 after the steps.
        const int Weights = 45;
        var optimizer = new SGD(learningRate: 1) { UseEma = true, EmaMomentum = 0.75 };
        var driver = new OptimizerDriver(optimizer, [.. Enumerable.Repeat(2f, Weights)]);
        using var team = new WorkerTeam(1);
        optimizer.OverwriteWithAverage();
        Assert.Equal(2, driver.Parameters.Values[0]);
        foreach (float gradient in new[] { 1, 0.5f, -0.25f })
        {
            driver.Step(team, [.. Enumerable.Repeat(gradient, Weights)]);
        }

        Assert.All(driver.Parameters.Values.ToArray(), weight => Assert.Equal(0.75f, weight));
        int version = driver.Parameters.Version;
        optimizer.OverwriteWithAverage();
        float average = (0.75f * ((0.75f * 1) + (0.25f * 0.5f))) + (0.25f * 0.75f);
        Assert.All(driver.Parameters.Values.ToArray(), weight => Assert.Equal(average, weight));
        Assert.NotEqual(version, driver.Parameters.Version);
    }

    /// <summary>Of weights that grow by 1 with each step. Every second: averages of 1, then (1 + 2) / 2 = 1.5 in the weight's place, (1.5 + 2.5) / 2 = 2, (2 + 3.5) / 2 = 2.75.</summary>
    [Theory]
    [InlineData(1, new[] { 1, 1.5f, 2, 2.5f })]
    [InlineData(2, new[] { 1, 1.5f, 2.5f, 2.75f })]
    [InlineData(3, new[] { 1, 2, 2.25f, 3.25f })]
    public void The_average_overwrites_after_every_so_many_steps(int frequency, float[] expected)
    {
        var optimizer = new SGD(learningRate: 1) { UseEma = true, EmaMomentum = 0.5, EmaOverwriteFrequency = frequency };
        var driver = new OptimizerDriver(optimizer, [0f]);
        using var team = new WorkerTeam(1);
        float[] weights = [.. Enumerable.Range(0, 4).Select(_ =>
        {
            driver.Step(team, -1);
            return driver.Parameters.Values[0];
        })];
        Assert.Equal(expected, weights);
    }

    [Fact]
    public void A_fit_ends_with_the_average_and_validates_without_it()
    {
        Dataset data = Samples.Clusters(12, 2, 3);
        var seen = new List<float[]>();
        LinearNetwork Fit(bool useEma, Callback? callback = null)
        {
            var network = new LinearNetwork(2, [3]);
            var trainer = new Trainer<LinearNetwork>(network, new SGD(learningRate: 0.1) { UseEma = useEma, EmaMomentum = 0.5 }, Loss.SparseCategoricalCrossentropy);
            trainer.Fit(data, new FitOptions { Epochs = 3, BatchSize = 12, Shuffle = false, Callbacks = callback is null ? [] : [callback] });
            return network;
        }

        var keeping = new ActingCallback { AfterBatch = (_, self) => seen.Add([.. self.Context.Model.Parameters.Values]) };
        LinearNetwork plain = Fit(useEma: false, keeping);
        LinearNetwork averaged = Fit(useEma: true, keeping);
        Assert.Equal(seen[..3], seen[3..]);
        Assert.Equal(seen[2], plain.Parameters.Values.ToArray());
        for (int i = 0; i < seen[0].Length; i++)
        {
            Assert.Equal((0.25 * seen[0][i]) + (0.25 * seen[1][i]) + (0.5 * seen[2][i]), averaged.Parameters.Values[i], 1e-6);
        }
    }

    [Fact]
    public void Bad_values_are_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>("EmaMomentum", () => new SGD { EmaMomentum = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>("EmaOverwriteFrequency", () => new SGD { EmaOverwriteFrequency = 0 });
    }

    [Fact]
    public void Weight_decay_leaves_excluded_parameters_alone()
    {
        var optimizer = new SGD(learningRate: 0.5) { WeightDecay = 0.5f, WeightDecayExclusions = ["p1"] };
        var driver = new OptimizerDriver(optimizer, [4f], [4f], [4f]);
        using var team = new WorkerTeam(1);
        driver.Step(team, 0, 0, 0);
        Assert.Equal([3, 4, 3], driver.Parameters.Values.ToArray());
        ArgumentException exception = Assert.Throws<ArgumentException>(
            "weightDecayExclusions", () => new OptimizerDriver(new SGD { WeightDecay = 0.5f, WeightDecayExclusions = ["gamma"] }, [1f]));
        Assert.Contains("'gamma' is excluded from weight decay but is part of no parameter's name; there are p0", exception.Message, StringComparison.Ordinal);
    }
}
