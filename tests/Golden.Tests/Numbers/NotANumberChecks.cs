using System;
using System.Linq;
using NetGen.Execution;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Properties;
using NetGen.Golden.Tests.Reference;
using Xunit;

namespace NetGen.Golden.Tests.Numbers;

/// <summary>What is NaN or infinite in Keras is so here, in every lane.</summary>
internal static class NotANumberChecks
{
    private const int Lanes = NumberNetworks.Lanes;

    /// <summary>At one place of a row: NaN there, or everywhere where the row has a sum, and nothing else changes.</summary>
    public static void Activations(CompiledNetworks networks) => Assert.All(NumberNetworks.Functions, function =>
    {
        INetwork alone = networks.Create(NumberNetworks.Alone(function).Name);
        INetwork dense = networks.Create(NumberNetworks.Dense(function).Name);
        dense.Parameters[0].Set(new float[3 * Lanes]);
        float[] usual = Ramp(Lanes);
        float[] want = alone.Predict(usual);
        Assert.All(want, value => Assert.True(float.IsFinite(value)));
        for (int lane = 0; lane < Lanes; lane++)
        {
            float[] x = [.. usual];
            x[lane] = float.NaN;
            dense.Parameters[1].Set(x);
            float[] expected = [.. want.Select((value, i) => i == lane || !ReferenceActivation.IsElementwise(function) ? float.NaN : value)];

            Assert.Equal(expected, alone.Predict(x));
            for (int samples = 1; samples <= 9; samples += 4)
            {
                float[] outputs = dense.Predict(new float[3 * samples]);
                Assert.All(outputs.Chunk(Lanes), row => Assert.Equal(expected.Select(float.IsNaN), row.Select(float.IsNaN)));
            }
        }
    });

    /// <summary>What TensorFlow and PyTorch give for the infinities.</summary>
    public static void Infinities(CompiledNetworks networks) => Assert.All(NumberNetworks.Elementwise, function =>
    {
        (float right, float left) = function switch
        {
            Activation.LeakyReLU => (float.PositiveInfinity, float.NegativeInfinity),
            Activation.ELU => (float.PositiveInfinity, -1),
            Activation.SELU => (float.PositiveInfinity, -1.7580993f),
            Activation.Sigmoid => (1, 0),
            Activation.Tanh => (1, -1),
            Activation.CELU => (float.PositiveInfinity, -1),
            Activation.ReLU6 => (6, 0),
            Activation.HardSigmoid => (1, 0),
            Activation.Softsign => (float.NaN, float.NaN),
            Activation.SiLU or Activation.GELU or Activation.HardSiLU or Activation.Mish => (float.PositiveInfinity, float.NaN),
            _ => (float.PositiveInfinity, 0f),
        };
        INetwork network = networks.Create(NumberNetworks.Alone(function).Name);

        Assert.All(network.Predict(Row(float.PositiveInfinity)), value => Assert.Equal(right, value));
        Assert.All(network.Predict(Row(float.NegativeInfinity)), value => Assert.Equal(left, value, 2e-7f));
    });

    /// <summary>NaN and infinities in every cell and channel, forward and backward, against plain loops.</summary>
    public static void Poolings(CompiledNetworks networks) => Assert.All(NumberNetworks.Poolings, spec =>
    {
        INetwork network = networks.Create(spec.Name);
        ReferenceOperation reference = spec.Layers[0].Build(spec.Input, batchSize: 1)[0];
        float[] dy = Ramp(spec.Output.Size);
        foreach (float number in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            for (int place = 0; place < spec.Input.Size; place += 3)
            {
                float[] x = Ramp(spec.Input.Size);
                x[place] = number;
                Compare(x);
            }

            Compare([.. Enumerable.Repeat(number, spec.Input.Size)]);
        }

        // Windows that have several of them.
        float[] strange = [float.NegativeInfinity, float.PositiveInfinity, float.NaN, 1e30f, -1e30f, float.NaN, 0];
        var random = new Random(3);
        for (int i = 0; i < 100; i++)
        {
            Compare([.. Enumerable.Range(0, spec.Input.Size).Select(_ => strange[random.Next(strange.Length)])]);
        }

        void Compare(float[] x)
        {
            double[] wide = Array.ConvertAll(x, value => (double)value);
            double[] y = reference.Forward(wide);
            double[] dx = reference.Backward(wide, y, Array.ConvertAll(dy, value => (double)value));
            (float[] outputs, float[] gradients) = Train(network, x, dy);
            AssertClose(y, network.Predict(x));
            AssertClose(y, outputs);
            AssertClose(dx, gradients);
        }
    });

    /// <summary>A convolution with all that is fused behind it, the same without fusion, and where the gradient of a window with a NaN goes.</summary>
    public static void Convolutions(CompiledNetworks networks) => Assert.All(NumberNetworks.Convolutions, spec =>
    {
        INetwork network = networks.Create(spec.Name);
        Experiment experiment = Experiment.Draw(spec, seed: 1, NetworkKind.Any);
        var reference = new ReferenceNetwork(spec, batchSize: 1);
        KernelComparison.CopyParameters(experiment.Reference, network);
        KernelComparison.CopyParameters(experiment.Reference, reference);
        float[] usual = experiment.X[..spec.Input.Size];
        float[] dy = Ramp(spec.Output.Size);
        for (int place = 0; place < spec.Input.Size; place += 5)
        {
            float[] x = [.. usual];
            x[place] = float.NaN;
            ReferenceRun want = reference.Run(Array.ConvertAll(x, value => (double)value), Array.ConvertAll(dy, value => (double)value));
            Assert.Contains(double.NaN, want.Outputs);
            (float[] outputs, float[] gradients) = Train(network, x, dy);
            AssertClose(want.Outputs, outputs);
            AssertClose(want.Outputs, network.Predict(x));
            AssertClose(want.Outputs, ((ILayerOutputs)network).LayerOutput(network.Info.Layers[^1].Name, x));

            // In plain loops, 0 times NaN comes back from the NaNs of a window that did not win. Fused, nothing does; what else there is agrees.
            double[] right = [.. want.InputGradients.Zip(gradients, (value, got) => double.IsNaN(value) && !float.IsNaN(got) ? got : value)];
            AssertClose(right, gradients);
        }
    });

    /// <summary>A NaN among a filter's weights is in all that the filter puts out, and in nothing else.</summary>
    public static void Weights(CompiledNetworks networks) => Assert.All(NumberNetworks.Convolutions, spec =>
    {
        INetwork network = networks.Create(spec.Name);
        bool isSoftmax = spec.Name.Contains(nameof(Activation.Softmax), StringComparison.Ordinal);
        float[] kernel = Ramp(network.Parameters[0].Info.Size);
        for (int filter = 0; filter < Lanes; filter++)
        {
            float[] weights = [.. kernel];
            weights[filter] = float.NaN;
            network.Parameters[0].Set(weights);
            float[] x = Ramp(spec.Input.Size);

            // At the edges the kernel's first tap lies on the padding, where NaN times 0 is NaN.
            bool[] want = [.. Enumerable.Range(0, spec.Output.Size).Select(i => isSoftmax || i % Lanes == filter)];
            Assert.Equal(want, network.Predict(x).Select(float.IsNaN));
            Assert.Equal(want, Train(network, x, Ramp(spec.Output.Size)).Outputs.Select(float.IsNaN));
        }
    });

    /// <summary>A NaN makes its channel's mean NaN, and with it the channel: none is clipped to a bound.</summary>
    public static void Contrast(CompiledNetworks networks)
    {
        NetworkSpec spec = NumberNetworks.Contrast;
        INetwork network = networks.Create(spec.Name);
        for (int place = 0; place < spec.Input.Size; place++)
        {
            float[] x = Ramp(spec.Input.Size);
            x[place] = float.NaN;
            TrainingPass pass = network.CreateTrainingPass(1, workers: 1);
            var batch = new RecordingBatch(x, new float[x.Length], 1, randomKey: 5);
            pass.Run(batch);
            Assert.Equal(x.Select((_, i) => i % Lanes == place % Lanes), batch.Outputs.Select(float.IsNaN));
        }
    }

    private static (float[] Outputs, float[] InputGradients) Train(INetwork network, float[] x, float[] dy)
    {
        TrainingPass pass = network.CreateTrainingPass(1, workers: 1);
        var batch = new RecordingBatch(x, dy, 1);
        pass.Run(batch);
        return (batch.Outputs, pass.InputGradients(1));
    }

    private static void AssertClose(double[] want, float[] got)
    {
        Assert.Equal(want.Length, got.Length);
        for (int i = 0; i < want.Length; i++)
        {
            double narrow = (float)want[i];
            bool agree = narrow.Equals(got[i]) || Math.Abs(narrow - got[i]) <= 1e-5 * Math.Max(Math.Abs(narrow), 1);
            Assert.True(agree, FormattableString.Invariant($"At {i}: {want[i]} expected, {got[i]} came."));
        }
    }

    private static float[] Row(float value) => [.. Enumerable.Repeat(value, Lanes)];

    private static float[] Ramp(int count) => [.. Enumerable.Range(0, count).Select(i => ((i * 7 % 31) - 14.5f) / 8)];
}
