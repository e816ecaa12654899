using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Reference;
using Xunit;

namespace NetGen.Golden.Tests.Numbers;

/// <summary>Functions and derivatives over the whole range of single precision, against double precision, in every lane.</summary>
internal static class PrecisionChecks
{
    private const int Lanes = NumberNetworks.Lanes;
    private const double Tolerance = 1e-6;
    private const double SmallestFloat = float.Epsilon;

    /// <summary>Every value in every lane: the bits are the same, and within a millionth of the right number.</summary>
    public static void Functions(CompiledNetworks networks) => Assert.All(NumberNetworks.Elementwise, function =>
    {
        INetwork network = networks.Create(NumberNetworks.Alone(function).Name);
        var reference = new ReferenceActivation(SampleShape.Vector(1), function, ReferenceActivation.FunctionSlope);
        foreach (float x in Grid())
        {
            float[] got = network.Predict(Row(x));
            double want = reference.Forward([x])[0];

            Assert.All(got, value => Assert.Equal(BitConverter.SingleToInt32Bits(got[0]), BitConverter.SingleToInt32Bits(value)));
            AssertClose(function, "", x, want, got[0], FunctionTolerance(function, x, want));
        }
    });

    /// <summary>
    /// Derivatives that are computed from the output are those at the stored output; softplus keeps its digits besides, and the others
    /// are as near as their output's last digit lets them.
    /// </summary>
    public static void Derivatives(CompiledNetworks networks) => Assert.All(NumberNetworks.Elementwise, function =>
    {
        INetwork network = networks.Create(NumberNetworks.Alone(function).Name);
        var reference = new ReferenceActivation(SampleShape.Vector(1), function, ReferenceActivation.FunctionSlope);
        TrainingPass pass = network.CreateTrainingPass(1, workers: 1);
        foreach (float x in Grid())
        {
            var batch = new RecordingBatch(Row(x), Row(1), 1);
            pass.Run(batch);
            float[] got = pass.InputGradients(1);
            double y = batch.Outputs[0];
            double right = reference.Backward([x], [y], [1])[0];

            Assert.All(got, value => Assert.Equal(BitConverter.SingleToInt32Bits(got[0]), BitConverter.SingleToInt32Bits(value)));
            AssertClose(function, "'", x, right, got[0], function is Activation.Softplus or Activation.Exponential ? Tolerance * right : 1e-6);
            double? stored = function switch
            {
                Activation.Tanh => (1 - y) * (1 + y),
                Activation.Sigmoid => y * (1 - y),
                Activation.ELU or Activation.CELU => y > 0 ? 1 : y + 1,
                Activation.Exponential => y,
                Activation.Softsign => (1 - Math.Abs(y)) * (1 - Math.Abs(y)),
                _ => null,
            };
            AssertClose(function, "' at the stored output", x, stored ?? right, got[0], stored is { } want ? Tolerance * want : 1e-6);
        }
    });

    public static void Zero(CompiledNetworks networks) => Assert.All(NumberNetworks.Elementwise, function =>
    {
        float want = function switch
        {
            Activation.Sigmoid or Activation.HardSigmoid => 0.5f,
            Activation.Exponential => 1,
            Activation.Softplus => 0.693147182f,
            _ => 0,
        };
        INetwork network = networks.Create(NumberNetworks.Alone(function).Name);

        Assert.All(network.Predict(Row(0)), value => Assert.Equal(want, value));
        Assert.All(network.Predict(Row(-0f)), value => Assert.Equal(want, value));
    });

    /// <summary>Logits far from 0, one of them larger than the others by a little and by much.</summary>
    public static void Softmax(CompiledNetworks networks) => CheckRows(networks, Activation.Softmax, want => Tolerance * want);

    /// <inheritdoc cref="Softmax"/>
    public static void LogSoftmax(CompiledNetworks networks) => CheckRows(networks, Activation.LogSoftmax, want => Tolerance * Math.Max(1, Math.Abs(want)));

    private static void CheckRows(CompiledNetworks networks, Activation function, Func<double, double> allowed)
    {
        INetwork network = networks.Create(NumberNetworks.Alone(function).Name);
        var reference = new ReferenceActivation(SampleShape.Vector(Lanes), function, 0);
        foreach (float middle in new[] { -3e38f, -1e6f, -1000, -200, -104, -89, 0, 89, 200, 1000, 1e6f, 3e38f })
        {
            foreach (float lead in new[] { 0, 0.5f, 20, 200 })
            {
                for (int lane = 0; lane < Lanes; lane++)
                {
                    float[] logits = [.. Enumerable.Range(0, Lanes).Select(i => middle + (i / 16f) + (i == lane ? lead : 0))];
                    double[] want = reference.Forward(Array.ConvertAll(logits, value => (double)value));
                    float[] got = network.Predict(logits);
                    for (int i = 0; i < Lanes; i++)
                    {
                        AssertClose(function, $" around {middle}", logits[i], want[i], got[i], allowed(want[i]));
                    }
                }
            }
        }
    }

    private static double FunctionTolerance(Activation function, float x, double want) => function switch
    {
        // 1 + erf loses its digits on the left, as it does in Keras.
        Activation.GELU when x < 0 => Math.Min(5e-7, Math.Abs(x)) * Math.Max(Math.Abs(x), 1e-30),
        _ => (Tolerance * Math.Abs(want)) + (function is Activation.SiLU or Activation.Mish ? Math.Abs(x) * SmallestFloat : 0),
    };

    private static void AssertClose(Activation function, string what, float x, double want, float got, double allowed) =>
        Assert.True(
            got == (float)want || Math.Abs(got - want) <= allowed + (2 * SmallestFloat),
            FormattableString.Invariant($"{function}{what} of {x:R}: {want:R} expected, {got:R} came; {allowed:E1} allowed."));

    private static float[] Row(float value) => [.. Enumerable.Repeat(value, Lanes)];

    /// <summary>Both signs: all orders of magnitude from the smallest number on, more closely around 1, and evenly up to where all functions have ended.</summary>
    private static IEnumerable<float> Grid()
    {
        IEnumerable<double> sizes = Enumerable.Range(-149, 277).Select(power => 1.37 * Math.Pow(2, power))
            .Concat(Enumerable.Range(0, 600).Select(i => Math.Pow(10, -6 + (i / 75.0))))
            .Concat(Enumerable.Range(0, 700).Select(i => (i / 6.0) + 1e-3))
            .Concat([12.3392, 87.3, 88.72, 88.73, 103.9, 104.1, 1e10, float.MaxValue]);
        return sizes.SelectMany(size => new[] { (float)size, (float)-size });
    }
}
