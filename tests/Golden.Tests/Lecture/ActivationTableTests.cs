using System;
using System.Linq;
using NetGen.Execution;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Lecture;

/// <summary>Every activation function at chosen points, its extremes included.</summary>
public sealed class ActivationTableTests
{
    private static readonly float[] Points = [-3, -1, -0.5f, 0.5f, 1, 3];

    /// <summary>Far out, where a careless formula overflows or divides zero by zero.</summary>
    private static readonly float[] Extremes = [-1e30f, -1000, -90, 90, 1000, 1e30f];

    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation().Compile(
        [.. Enum.GetValues<Activation>().Select(Network)]));

    public static TheoryData<Activation> Functions() => [.. Enum.GetValues<Activation>()];

    [Theory]
    [InlineData(Activation.ReLU, "0 0 0 0.5 1 3")]
    [InlineData(Activation.LeakyReLU, "-0.6 -0.2 -0.1 0.5 1 3")]
    [InlineData(Activation.GELU, "-0.0040497 -0.1586553 -0.1542688 0.3457312 0.8413447 2.9959503")]
    [InlineData(Activation.SiLU, "-0.1422776 -0.2689414 -0.1887703 0.3112297 0.7310586 2.8577224")]
    [InlineData(Activation.SELU, "-1.6705687 -1.1113307 -0.6917582 0.5253505 1.0507010 3.1521030")]
    [InlineData(Activation.Softplus, "0.0485874 0.3132617 0.4740770 0.9740770 1.3132617 3.0485874")]
    [InlineData(Activation.HardSigmoid, "0 0.3333333 0.4166667 0.5833333 0.6666667 1")]
    [InlineData(Activation.HardSiLU, "0 -0.3333333 -0.2083333 0.2916667 0.6666667 3")]
    [InlineData(Activation.Mish, "-0.1456475 -0.3034015 -0.2207438 0.3752452 0.8650984 2.9865350")]
    [InlineData(Activation.Softsign, "-0.75 -0.5 -0.3333333 0.3333333 0.5 0.75")]
    public void Emitted_functions_give_the_tabled_values(Activation function, string values) =>
        Closeness.Absolute(function.ToString(), Matrix.Parse(values).Doubles, Predict(function, Points), 2e-7);

    [Theory]
    [MemberData(nameof(Functions))]
    public void Emitted_functions_stay_finite_far_out(Activation function) =>
        Assert.All(Extremes.Zip(Predict(function, Extremes)), pair => Assert.True(
            float.IsFinite(pair.Second) || (function == Activation.Exponential && Math.Exp(pair.First) > float.MaxValue),
            $"{function} of {pair.First} gives {pair.Second}."));

    [Theory]
    [MemberData(nameof(Functions))]
    public void Emitted_derivatives_stay_finite_far_out(Activation function)
    {
        TrainingPass pass = Compiled.Value.Create($"Table{function}").CreateTrainingPass(capacity: 1, workers: 1);

        pass.Run(new RecordingBatch(Extremes, [1, 1, 1, 1, 1, 1], samples: 1));

        // The exponential function is its own derivative, and the gradient of a sum of logarithms of shares grows with their number.
        float most = function switch
        {
            Activation.Exponential => float.PositiveInfinity,
            Activation.LogSoftmax => Points.Length,
            _ => 1.8f,
        };
        Assert.All(pass.InputGradients(samples: 1), value => Assert.InRange(value, Math.Min(-0.2f, 1 - most), most));
    }

    private static NetworkSpec Network(Activation function) =>
        new($"Table{function}", SampleShape.Vector(Points.Length), [new ActivationSpec(function)]);

    private static float[] Predict(Activation function, float[] x) => Compiled.Value.Create($"Table{function}").Predict(x);
}
