using System;
using NetGen.Execution;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Networks;

/// <summary>Parameters that training leaves alone.</summary>
public sealed class StateTests
{
    /// <summary>Emitted code of an earlier version would write gradients behind their end.</summary>
    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 2)]
    public void State_before_what_training_changes_is_refused(int state, int kernel)
    {
        string message = Assert.Throws<ArgumentException>("layers", () => Infos.Of(
            new ParameterInfo { Name = "normalization/mean", Shape = [3], Offset = state, IsTrainable = false },
            new ParameterInfo { Name = "dense/kernel", Shape = [4], Offset = kernel })).Message;
        Assert.Contains("' of Parameters lies at ", message, StringComparison.Ordinal);
        Assert.Contains("the 4 values that training changes come first", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_training_leaves_alone_has_no_penalty_no_decay_and_no_constraint()
    {
        ParameterInfo[] infos =
        [
            new() { Name = "frozen/kernel", Shape = [2, 1], Offset = 2, IsTrainable = false, L1 = 3, L2 = 5, MaxNorm = 0.5f, NonNegative = true },
            new() { Name = "dense/kernel", Shape = [2, 1], Offset = 0, L2 = 1 },
        ];
        var driver = new OptimizerDriver(new SGD(learningRate: 0.5) { WeightDecay = 0.1f, GlobalClipNorm = 1, UseEma = true }, infos, [1, 2, -3, 4]);
        using var team = new WorkerTeam(1);
        Assert.Equal(5, Penalties.Sum(driver.Parameters));
        driver.Step(team, 0, 0, 0, 0);

        Assert.Equal([-3, 4], driver.Parameters["frozen/kernel"].Values.ToArray());
        Assert.NotEqual([1, 2], driver.Parameters["dense/kernel"].Values.ToArray());
    }
}
