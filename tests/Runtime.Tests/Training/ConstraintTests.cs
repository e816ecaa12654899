using System;
using System.Linq;
using NetGen.Execution;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

public class ConstraintTests
{
    [Fact]
    public void Norms_are_those_of_the_weights_of_one_output()
    {
        // Columns (3, 4), (0.3, 0.4) and (0, 0): norms 5, 0.5 and 0.
        float[] after = Step(new ParameterInfo { Name = "kernel", Shape = [2, 3], Offset = 0, MaxNorm = 1 }, [3, 0.3f, 0, 4, 0.4f, 0]);
        AssertClose([0.6f, 0.3f, 0, 0.8f, 0.4f, 0], after);
    }

    /// <summary>Keras divides by 1e-7 + norm: a norm of 1e-6 loses a eleventh, one of 1e-7 a half, and 0 stays 0 rather than 0 / 0.</summary>
    [Fact]
    public void Small_norms_are_shortened_as_Keras_shortens_them()
    {
        float[] after = Step(new ParameterInfo { Name = "kernel", Shape = [1, 3], Offset = 0, MaxNorm = 1 }, [1e-6f, -1e-7f, 0]);
        Assert.Equal(1e-6 / 1.1, after[0], 1e-12);
        Assert.Equal(-0.5e-7, after[1], 1e-13);
        Assert.Equal(0, after[2]);
    }

    [Fact]
    public void A_convolutions_norms_go_over_window_and_inputs()
    {
        float[] after = Step(new ParameterInfo { Name = "kernel", Shape = [2, 1, 2, 2], Offset = 0, MaxNorm = 2 }, [2, 0, 2, 0, 2, 1, 2, 0]);
        AssertClose([1, 0, 1, 0, 1, 1, 1, 0], after);
    }

    /// <summary>Kernels (3, 4), (0, 2), (6, 8) and (1, 0) of two channels, one behind the other.</summary>
    [Fact]
    public void A_depthwise_convolutions_norms_go_over_the_window()
    {
        var info = new ParameterInfo { Name = "kernel", Shape = [2, 1, 2, 2], Offset = 0, MaxNorm = 1, NormAxes = [0, 1] };
        AssertClose([0.6f, 0, 0.6f, 1, 0.8f, 1, 0.8f, 0], Step(info, [3, 0, 6, 1, 4, 2, 8, 0]));
    }

    /// <summary>The weights of an output need not lie last: kernels (3, 4, 0, 0) and (0, 0, 6, 8).</summary>
    [Fact]
    public void Norms_go_over_the_axes_behind_the_outputs_too()
    {
        var info = new ParameterInfo { Name = "kernel", Shape = [2, 1, 2, 2], Offset = 0, MaxNorm = 1, NormAxes = [0, 1, 3] };
        AssertClose([0.6f, 0.8f, 0, 0, 0, 0, 0.6f, 0.8f], Step(info, [3, 4, 0, 0, 0, 0, 6, 8]));
    }

    [Fact]
    public void A_vectors_norm_is_that_of_the_whole() =>
        AssertClose([1.2f, 1.6f], Step(new ParameterInfo { Name = "bias", Shape = [2], Offset = 0, MaxNorm = 2 }, [3, 4]));

    [Fact]
    public void Values_below_0_become_0()
    {
        Assert.Equal([0, 2, 0], Step(new ParameterInfo { Name = "bias", Shape = [3], Offset = 0, NonNegative = true }, [-1, 2, 0]));
        // The negative value is gone before the norm is taken.
        AssertClose([0, 1], Step(new ParameterInfo { Name = "bias", Shape = [2], Offset = 0, NonNegative = true, MaxNorm = 1 }, [-3, 4]));
    }

    [Fact]
    public void Minus_0_becomes_0()
    {
        float[] after = Step(new ParameterInfo { Name = "bias", Shape = [2], Offset = 0, NonNegative = true }, [-0f, 1]);
        Assert.Equal(0, BitConverter.SingleToInt32Bits(after[0]));
    }

    [Fact]
    public void Norms_begin_at_0_whatever_their_room_held_before()
    {
        float[] values = [3, 0.3f, 4, 0.4f];
        Constraints.Apply(new ParameterInfo { Name = "kernel", Shape = [2, 2], Offset = 0, MaxNorm = 1 }, values, [7, 8]);
        AssertClose([0.6f, 0.3f, 0.8f, 0.4f], values);
    }

    [Fact]
    public void Constraints_hold_after_the_step_and_leave_other_parameters_alone()
    {
        ParameterInfo[] infos =
        [
            new() { Name = "a", Shape = [2], Offset = 0 },
            new() { Name = "b", Shape = [2], Offset = 2, NonNegative = true },
        ];
        var driver = new OptimizerDriver(new SGD(learningRate: 1), infos, [1, 1, 1, 1]);
        using var team = new WorkerTeam(2);
        driver.Step(team, 3, 0.5f, 3, 0.5f);
        Assert.Equal([-2, 0.5f, 0, 0.5f], driver.Parameters.Values.ToArray());
    }

    [Fact]
    public void The_moving_average_is_of_the_weights_before_their_constraint()
    {
        var optimizer = new SGD(learningRate: 1) { UseEma = true };
        var driver = new OptimizerDriver(optimizer, [new ParameterInfo { Name = "a", Shape = [1], Offset = 0, NonNegative = true }], [1]);
        using var team = new WorkerTeam(1);
        driver.Step(team, 3);
        Assert.Equal(0, driver.Parameters.Values[0]);
        optimizer.OverwriteWithAverage();
        Assert.Equal(-2, driver.Parameters.Values[0]);
    }

    [Fact]
    public void Large_kernels_come_out_alike_on_any_number_of_threads()
    {
        float[] Run(int threads)
        {
            var driver = new OptimizerDriver(
                new SGD(learningRate: 0.1),
                [new ParameterInfo { Name = "a", Shape = [4000, 9], Offset = 0, MaxNorm = 1 }, new() { Name = "b", Shape = [4000, 9], Offset = 36_000, MaxNorm = 2 }],
                Samples.Normals(new Random(1), 72_000, scale: 1));
            using var team = new WorkerTeam(threads);
            driver.Step(team, Samples.Normals(new Random(2), 72_000, scale: 1));
            return driver.Parameters.Values.ToArray();
        }

        float[] alone = Run(1);
        Assert.Equal(alone, Run(3));
        for (int column = 0; column < 9; column++)
        {
            double squares = Enumerable.Range(0, 4000).Sum(row => (double)alone[(row * 9) + column] * alone[(row * 9) + column]);
            Assert.Equal(1, Math.Sqrt(squares), 1e-5);
        }
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    public void A_norm_that_is_no_bound_is_refused(float maxNorm) =>
        Assert.Throws<ArgumentOutOfRangeException>("MaxNorm", () => new ParameterInfo { Name = "a", Shape = [1], Offset = 0, MaxNorm = maxNorm });

    private static float[] Step(ParameterInfo info, float[] values)
    {
        var driver = new OptimizerDriver(new SGD(learningRate: 1), [info], values);
        using var team = new WorkerTeam(1);
        driver.Step(team, new float[values.Length]);
        return driver.Parameters.Values.ToArray();
    }

    private static void AssertClose(float[] expected, float[] actual) => Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
}
