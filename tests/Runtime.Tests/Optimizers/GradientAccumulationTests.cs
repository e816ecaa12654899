using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Optimizers;

/// <summary>Keras's <c>gradient_accumulation_steps</c>.</summary>
public class GradientAccumulationTests
{
    private const int Weights = 37;

    private static readonly Dictionary<string, Func<int?, Optimizer>> Makers = new()
    {
        ["SGD"] = steps => new SGD(0.1, momentum: 0.9) { GradientAccumulationSteps = steps },
        ["Adam"] = steps => new Adam(0.01) { GradientAccumulationSteps = steps },
        ["AdamW"] = steps => new AdamW(0.01, weightDecay: 0.1) { GradientAccumulationSteps = steps },
        ["ClipNorm"] = steps => new SGD(0.1) { GradientAccumulationSteps = steps, ClipNorm = 0.5f },
        ["GlobalClipNorm"] = steps => new SGD(0.1) { GradientAccumulationSteps = steps, GlobalClipNorm = 0.5f },
        ["ClipValue"] = steps => new SGD(0.1) { GradientAccumulationSteps = steps, ClipValue = 0.1f },
        ["WeightDecay"] = steps => new SGD(0.1) { GradientAccumulationSteps = steps, WeightDecay = 0.1f },
        ["Nadam"] = steps => new Nadam(0.01) { GradientAccumulationSteps = steps },
    };

    public static TheoryData<string> Optimizers => [.. Makers.Keys];

    /// <summary>The mean as Keras rounds it: the last gradient and the sum of those before, divided. Whatever a step does, it does to that, once.</summary>
    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Every_third_batch_makes_a_step_by_the_mean_of_three(string name)
    {
        float[] initial = Numbers(seed: 1);
        Optimizer optimizer = Makers[name](3);
        var driver = new OptimizerDriver(optimizer, initial[..20], initial[20..]);
        var reference = new OptimizerDriver(Makers[name](null), initial[..20], initial[20..]);
        using var team = new WorkerTeam(2);
        float[] sums = new float[Weights];
        for (int batch = 0; batch < 13; batch++)
        {
            float[] before = driver.Parameters.Values.ToArray();
            float[] gradients = Numbers(seed: batch + 2);

            driver.Step(team, gradients);

            if (batch % 3 == 2)
            {
                reference.Step(team, [.. gradients.Zip(sums, (gradient, sum) => (gradient + sum) / 3)]);
                Array.Clear(sums);
                Assert.NotEqual(before, driver.Parameters.Values.ToArray());
            }
            else
            {
                sums = [.. gradients.Zip(sums, (gradient, sum) => gradient + sum)];
                Assert.Equal(before, driver.Parameters.Values.ToArray());
            }

            Assert.Equal(reference.Parameters.Values.ToArray(), driver.Parameters.Values.ToArray());
            Assert.Equal((batch + 1) / 3, optimizer.Iterations);
        }
    }

    [Fact]
    public void Penalties_count_once_and_are_in_the_loss_of_every_batch()
    {
        ParameterInfo[] infos = [new ParameterInfo { Name = "kernel", Shape = [1], Offset = 0, L2 = 0.5f }];
        var driver = new OptimizerDriver(new SGD(learningRate: 0.25) { GradientAccumulationSteps = 2 }, infos, [2]);
        using var team = new WorkerTeam(1);

        driver.Step(team, 1);
        driver.Step(team, 3);

        // The mean of 1 and 3, and 2 * 0.5 * 2 of the penalty.
        Assert.Equal(2 - (0.25f * (2 + 2)), driver.Parameters.Values[0]);
    }

    /// <summary>Constraints that are broken before a step stay so until there is one.</summary>
    [Fact]
    public void Constraints_wait_for_the_step()
    {
        ParameterInfo[] infos = [new ParameterInfo { Name = "bias", Shape = [1], Offset = 0, NonNegative = true }];
        var driver = new OptimizerDriver(new SGD(learningRate: 1) { GradientAccumulationSteps = 2 }, infos, [-1]);
        using var team = new WorkerTeam(1);

        driver.Step(team, 0);
        Assert.Equal(-1, driver.Parameters.Values[0]);
        driver.Step(team, 0);
        Assert.Equal(0, driver.Parameters.Values[0]);
    }

    [Fact]
    public void A_schedule_counts_batches()
    {
        var schedule = new PiecewiseConstantDecay([0, 1, 2, 3, 4], [1f, 2f, 3f, 4f, 5f, 6f]);
        var optimizer = new SGD(schedule) { GradientAccumulationSteps = 2 };
        var driver = new OptimizerDriver(optimizer, [0f]);
        using var team = new WorkerTeam(1);
        var weights = new List<float>();
        for (int batch = 0; batch < 4; batch++)
        {
            Assert.Equal(batch + 1, optimizer.LearningRate);
            driver.Step(team, -1);
            weights.Add(driver.Parameters.Values[0]);
        }

        Assert.Equal([0, 2, 2, 6], weights);
    }

    /// <summary>As in Keras: the first step's batches set it, every later batch is averaged in, with or without a step.</summary>
    [Fact]
    public void The_moving_average_counts_batches_and_overwrites_with_steps()
    {
        var optimizer = new SGD(learningRate: 1) { GradientAccumulationSteps = 2, UseEma = true, EmaMomentum = 0.5 };
        var driver = new OptimizerDriver(optimizer, [0f]);
        using var team = new WorkerTeam(1);
        for (int batch = 0; batch < 5; batch++)
        {
            driver.Step(team, -1);
        }

        // Weights 0 1 1 2 2: averages 0, 1, 1, (1 + 2) / 2, (1.5 + 2) / 2.
        Assert.Equal(2, driver.Parameters.Values[0]);
        optimizer.OverwriteWithAverage();
        Assert.Equal(1.75f, driver.Parameters.Values[0]);

        optimizer = new SGD(learningRate: 1) { GradientAccumulationSteps = 2, UseEma = true, EmaMomentum = 0.5, EmaOverwriteFrequency = 2 };
        driver = new OptimizerDriver(optimizer, [0f]);
        float[] weights = [.. Enumerable.Range(0, 4).Select(_ =>
        {
            driver.Step(team, -1);
            return driver.Parameters.Values[0];
        })];
        Assert.Equal([0, 1, 1, 1.5f], weights);
    }

    /// <summary>Of a network without normalization: a step of four batches is that of one batch four times as large, but for rounding.</summary>
    [Fact]
    public void Four_batches_do_what_one_of_four_times_the_size_does()
    {
        Dataset data = Samples.Clusters(64, 5, 3);
        LinearNetwork Fit(int batchSize, int? steps, int threads)
        {
            var network = new LinearNetwork(5, [3], l2: 0.01f);
            var trainer = new Trainer<LinearNetwork>(
                network, new SGD(learningRate: 0.1, momentum: 0.9) { GradientAccumulationSteps = steps }, Loss.SparseCategoricalCrossentropy);
            trainer.Fit(data, new FitOptions { Epochs = 5, BatchSize = batchSize, Threads = threads });
            return network;
        }

        float[] large = Fit(32, null, threads: 1).Parameters.Values.ToArray();
        float[] small = Fit(8, 4, threads: 1).Parameters.Values.ToArray();

        for (int i = 0; i < large.Length; i++)
        {
            Assert.Equal(large[i], small[i], 2e-6);
        }

        Assert.NotEqual(new LinearNetwork(5, [3]).Parameters.Values.ToArray(), small);
        Assert.Equal(small, Fit(8, 4, threads: 3).Parameters.Values.ToArray());
    }

    [Fact]
    public void What_is_left_of_one_fit_goes_into_the_next()
    {
        Dataset data = Samples.Clusters(24, 5, 3);
        float[] Fit(params int[] fits)
        {
            var network = new LinearNetwork(5, [3]);
            var trainer = new Trainer<LinearNetwork>(network, new SGD(0.1) { GradientAccumulationSteps = 2 }, Loss.SparseCategoricalCrossentropy);
            foreach (int epochs in fits)
            {
                trainer.Fit(data, new FitOptions { Epochs = epochs, BatchSize = 8 });
            }

            return network.Parameters.Values.ToArray();
        }

        Assert.Equal(Fit(2), Fit(1, 1));
        Assert.NotEqual(Fit(2), Fit(1));
    }

    [Fact]
    public void What_waits_for_a_step_is_forgotten_where_the_count_is_set()
    {
        var sgd = new SGD(learningRate: 1) { GradientAccumulationSteps = 2 };
        var driver = new OptimizerDriver(sgd, [0f]);
        using var team = new WorkerTeam(1);
        driver.Step(team, 100);
        sgd.Iterations = 7;
        driver.Step(team, 1);
        Assert.Equal(0, driver.Parameters.Values[0]);
        driver.Step(team, 3);
        Assert.Equal(-2, driver.Parameters.Values[0]);
        Assert.Equal(8, sgd.Iterations);
    }

    [Fact]
    public void Less_than_two_batches_are_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>("GradientAccumulationSteps", () => new SGD { GradientAccumulationSteps = 1 });
        Assert.Throws<ArgumentOutOfRangeException>("GradientAccumulationSteps", () => new SGD { GradientAccumulationSteps = -2 });
        Assert.Null(new SGD { GradientAccumulationSteps = null }.GradientAccumulationSteps);
    }

    private static float[] Numbers(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Weights).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
