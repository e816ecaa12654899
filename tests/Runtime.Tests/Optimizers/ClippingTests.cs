using System;
using System.Linq;
using NetGen.Execution;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Optimizers;

public class ClippingTests
{
    [Fact]
    public void A_long_gradient_is_scaled_to_the_norm()
    {
        float[] steps = Steps(new SGD(learningRate: 1) { ClipNorm = 1 }, [100, 100]);
        Assert.All(steps, step => Assert.Equal(0.7071068f, step, 6));
    }

    [Fact]
    public void Values_are_cut() => Assert.Equal([1, -1, 0.5f], Steps(new SGD(learningRate: 1) { ClipValue = 1 }, [100, -100, 0.5f]));

    [Fact]
    public void Short_gradients_stay() => Assert.Equal([0.25f, 0.5f], Steps(new SGD(learningRate: 1) { ClipNorm = 1 }, [0.25f, 0.5f]));

    [Fact]
    public void The_norm_is_each_parameters_own()
    {
        float[] steps = Steps(new SGD(learningRate: 1) { ClipNorm = 1 }, [3, 4], [0.3f, 0.4f]);
        Assert.Equal([0.6f, 0.8f, 0.3f, 0.4f], steps);
    }

    [Fact]
    public void The_global_norm_is_that_of_all_parameters_together()
    {
        float[] steps = Steps(new SGD(learningRate: 1) { GlobalClipNorm = 1 }, [3, 4], [0, 12]);
        float[] expected = [3 / 13f, 4 / 13f, 0, 12 / 13f];
        Assert.All(steps.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 6));
    }

    /// <summary>A bound that is not 1 is neither a factor of what is short enough nor its own inverse.</summary>
    [Theory]
    [InlineData(0.5f)]
    [InlineData(4f)]
    public void A_global_norm_that_is_short_enough_stays(float bound) => Assert.Equal(
        [0.3f * bound, 0, 0.4f * bound], Steps(new SGD(learningRate: 1) { GlobalClipNorm = bound }, [0.3f * bound, 0], [0.4f * bound]).Select(step => MathF.Round(step, 6)));

    [Fact]
    public void Norms_of_parameters_that_span_chunks_are_whole()
    {
        float[] first = [.. Enumerable.Repeat(2f, 40_000)];
        float[] second = [.. Enumerable.Repeat(0.5f, 30_000)];
        float[] steps = Steps(new SGD(learningRate: 1) { ClipNorm = 1 }, first, second);
        Assert.All(steps[..40_000], step => Assert.Equal(1 / 200f, step, 8));
        Assert.All(steps[40_000..], step => Assert.Equal(1 / Math.Sqrt(30_000), step, 8));
    }

    [Fact]
    public void A_global_norm_that_is_not_finite_gives_NaN_as_in_Keras() =>
        Assert.All(Steps(new SGD(learningRate: 1) { GlobalClipNorm = 1 }, [float.PositiveInfinity, 1]), step => Assert.True(float.IsNaN(step)));

    [Fact]
    public void Weights_decay_before_the_update()
    {
        var driver = new OptimizerDriver(new SGD(learningRate: 0.5) { WeightDecay = 0.25f }, [2f, -4f]);
        using var team = new WorkerTeam(1);
        driver.Step(team, 1, 1);
        Assert.Equal([2 - 0.25f - 0.5f, -4 + 0.5f - 0.5f], driver.Parameters.Values.ToArray());
    }

    [Fact]
    public void At_most_one_kind_of_clipping_may_be_set()
    {
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => new Adam { ClipNorm = 1, ClipValue = 1 });
        Assert.Contains("ClipValue", exception.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new SGD { GlobalClipNorm = 1, ClipNorm = 1 });
    }

    [Fact]
    public void Senseless_hyperparameters_are_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => new SGD(learningRate: -1) is null);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD(learningRate: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("momentum", () => new SGD(momentum: 1.5) is null);
        Assert.Throws<ArgumentOutOfRangeException>("momentum", () => new SGD(momentum: -0.5) is null);
        Assert.Throws<ArgumentOutOfRangeException>("rho", () => new RMSprop(rho: 1) is null);
        Assert.Throws<ArgumentOutOfRangeException>("epsilon", () => new RMSprop(epsilon: -1) is null);
        Assert.Throws<ArgumentOutOfRangeException>("beta1", () => new Adam(beta1: 1) is null);
        Assert.Throws<ArgumentOutOfRangeException>("beta2", () => new Adam(beta2: double.NaN) is null);
        Assert.Throws<ArgumentOutOfRangeException>("weightDecay", () => new AdamW(weightDecay: -0.1) is null);
        Assert.Throws<ArgumentOutOfRangeException>("ClipNorm", () => new SGD { ClipNorm = 0 } is null);
        Assert.Null(new SGD { WeightDecay = null }.WeightDecay);
    }

    [Fact]
    public void An_optimizer_stays_with_the_network_that_it_first_trained()
    {
        var adam = new Adam();
        _ = new OptimizerDriver(adam, [1f]);
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => new OptimizerDriver(adam, [1f]));
        Assert.Contains("Adam", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>What one step takes off weights that begin at 0.</summary>
    private static float[] Steps(Optimizer optimizer, params float[][] gradients)
    {
        var driver = new OptimizerDriver(optimizer, [.. gradients.Select(gradient => new float[gradient.Length])]);
        using var team = new WorkerTeam(1);
        driver.Step(team, [.. gradients.SelectMany(gradient => gradient)]);
        return [.. driver.Parameters.Values.ToArray().Select(weight => -weight)];
    }
}
