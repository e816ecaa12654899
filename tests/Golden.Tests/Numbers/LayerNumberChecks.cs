using System;
using System.Linq;
using NetGen.Execution;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Reference;
using Xunit;

namespace NetGen.Golden.Tests.Numbers;

/// <summary>NaN, infinities and single values through layers on their own, in predictions and in training.</summary>
internal static class LayerNumberChecks
{
    private static readonly float[] Strange = [float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    /// <summary>NaN stays NaN, whatever the limit, the slope and the threshold.</summary>
    public static void Rectifiers(CompiledNetworks networks) => Assert.All(LayerNumberNetworks.Rectifiers, rectifier =>
    {
        INetwork network = Create(networks, rectifier.Network);
        float[] usual = Ramp(rectifier.Network.Input.Size);
        float[] want = network.Predict(usual);
        Assert.All(want, value => Assert.True(float.IsFinite(value)));
        for (int lane = 0; lane < usual.Length; lane++)
        {
            Expect(network, At(usual, lane, float.NaN), At(want, lane, float.NaN));
            Expect(network, At(usual, lane, float.PositiveInfinity), At(want, lane, rectifier.Right));
            Expect(network, At(usual, lane, float.NegativeInfinity), At(want, lane, rectifier.Left));
        }
    });

    /// <summary>What one of two makes of the other, as plain loops do; of NaN there is no larger and no smaller one.</summary>
    public static void Merges(CompiledNetworks networks) => Assert.All(LayerNumberNetworks.Merges, spec => Compare(networks, spec));

    /// <summary>A NaN or an infinity is in a statistic, and what is normalized by that is NaN; nothing else is.</summary>
    public static void Normalizations(CompiledNetworks networks) => Assert.All(LayerNumberNetworks.Normalizations, spec => Compare(networks, spec));

    /// <summary>What has another place is what it was.</summary>
    public static void Moves(CompiledNetworks networks) => Assert.All(LayerNumberNetworks.Moves, spec => Compare(networks, spec));

    /// <summary>A value less its mean is 0: what comes out is beta, and no gradient comes back.</summary>
    public static void NormalizationsOfOne(CompiledNetworks networks) => Assert.All(LayerNumberNetworks.NormalizationsOfOne, spec =>
    {
        INetwork network = Create(networks, spec);
        Parameter beta = network.Parameters.Single(parameter => parameter.Info.Name.EndsWith("beta", StringComparison.Ordinal));
        beta.Set([.. Enumerable.Repeat(0.25f, beta.Info.Size)]);
        foreach (float factor in new[] { 1, 1e-20f, 1e18f })
        {
            float[] x = [.. Ramp(spec.Input.Size).Select(value => value * factor)];
            (float[] outputs, float[] gradients) = Train(network, x, Ramp(spec.Output.Size));
            Assert.All(outputs, value => Assert.Equal(0.25f, value));
            Assert.All(gradients, value => Assert.Equal(0, value));
        }
    });

    /// <summary>One pixel is the largest and the mean of itself, to the bit, whatever its values.</summary>
    public static void PoolingsOfOne(CompiledNetworks networks) => Assert.All(LayerNumberNetworks.PoolingsOfOne, spec =>
    {
        INetwork network = Create(networks, spec);
        float[] x = Ramp(spec.Input.Size);
        Strange.CopyTo(x, 0);
        (x[3], x[4], x[5]) = (float.Epsilon, float.MaxValue, -0f);
        Expect(network, x, x);
        Assert.Equal(Ramp(x.Length), Train(network, x, Ramp(x.Length)).InputGradients);
    });

    /// <summary>Unusual numbers at one place after the other, against plain loops: in a prediction, and forward in training.</summary>
    private static void Compare(CompiledNetworks networks, NetworkSpec spec)
    {
        INetwork network = Create(networks, spec);
        var reference = new ReferenceNetwork(spec, batchSize: 1);
        foreach ((ReferenceParameter parameter, Parameter own) in reference.Parameters.Zip(network.Parameters))
        {
            own.Values.ToArray().Select(value => (double)value).ToArray().CopyTo(parameter.Values, 0);
        }

        float[] usual = Ramp(spec.Input.Size);
        foreach (float number in Strange)
        {
            for (int place = 0; place < usual.Length; place++)
            {
                float[] x = At(usual, place, number);
                double[] want = reference.Run(Array.ConvertAll(x, value => (double)value), new double[spec.Output.Size]).Outputs;
                Expect(network, x, Array.ConvertAll(want, value => (float)value));
            }
        }
    }

    private static void Expect(INetwork network, float[] x, float[] want)
    {
        AssertClose(want, network.Predict(x));
        AssertClose(want, Train(network, x, Ramp(want.Length)).Outputs);
    }

    private static void AssertClose(float[] want, float[] got)
    {
        Assert.Equal(want.Length, got.Length);
        Assert.All(got, (value, i) => Assert.True(
            want[i].Equals(value) || Math.Abs(want[i] - value) <= 1e-5 * Math.Max(Math.Abs(want[i]), 1),
            FormattableString.Invariant($"At {i}: {want[i]} expected, {value} came.")));
    }

    private static (float[] Outputs, float[] InputGradients) Train(INetwork network, float[] x, float[] dy)
    {
        TrainingPass pass = network.CreateTrainingPass(1, workers: 1);
        var batch = new RecordingBatch(x, dy, 1);
        pass.Run(batch);
        return (batch.Outputs, pass.InputGradients(1));
    }

    /// <summary>A network whose slopes are not the zeros that they begin with.</summary>
    private static INetwork Create(CompiledNetworks networks, NetworkSpec spec)
    {
        INetwork network = networks.Create(spec.Name);
        foreach (Parameter slopes in network.Parameters.Where(parameter => parameter.Info.Name.EndsWith("alpha", StringComparison.Ordinal)))
        {
            slopes.Set([.. Enumerable.Repeat(0.25f, slopes.Info.Size)]);
        }

        return network;
    }

    private static float[] At(float[] values, int place, float number)
    {
        float[] changed = [.. values];
        changed[place] = number;
        return changed;
    }

    private static float[] Ramp(int count) => [.. Enumerable.Range(0, count).Select(i => ((i * 7 % 31) - 14.5f) / 8)];
}
