using System;
using System.Linq;
using NetGen.Execution;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Inside;
using NetGen.Golden.Tests.Reference;
using Xunit;

namespace NetGen.Golden.Tests.Properties;

/// <summary>One compiled network against the plain loops, in every way that it can be run.</summary>
internal static class KernelComparison
{
    private const double Tolerance = 2e-5;

    public static void Compare(INetwork network, Experiment experiment)
    {
        CopyParameters(experiment.Reference, network);
        ComparePredictions(network, experiment);
        CompareTraining(network, experiment);
        if (network is ILayerOutputs layers)
        {
            LayerComparison.Compare(layers, experiment.Reference, experiment.X[..network.Info.InputSize]);
        }
    }

    /// <summary>
    /// The gradients of a batch must be the sums of those of its samples, each of which is carried alone: of so many that groups are full, and fall into turns, for which plain
    /// loops would take minutes.
    /// </summary>
    public static void CompareWithSamples(INetwork network, int samples, int seed)
    {
        var random = new Random(seed);
        float[] x = [.. Enumerable.Range(0, samples * network.Info.InputSize).Select(_ => random.NextSingle() - 0.5f)];
        float[] dy = [.. Enumerable.Range(0, samples * network.Info.OutputSize).Select(_ => random.NextSingle() - 0.5f)];
        TrainingPass pass = network.CreateTrainingPass(samples, workers: 2);
        double[] sums = new double[pass.Gradients.Length];
        foreach ((float[] one, float[] upstream) in x.Chunk(network.Info.InputSize).Zip(dy.Chunk(network.Info.OutputSize)))
        {
            pass.Run(new RecordingBatch(one, upstream, 1));
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += pass.Gradients[i];
            }
        }

        pass.Run(new RecordingBatch(x, dy, samples));
        foreach (ParameterInfo info in network.Info.Parameters.Where(info => info.IsTrainable))
        {
            Closeness.Relative($"{samples} samples: gradient of {info.Name}", sums[info.Offset..(info.Offset + info.Size)], pass.Gradient(info), Tolerance);
        }
    }

    /// <summary>Gives a network the parameters of another.</summary>
    public static void CopyParameters(ReferenceNetwork reference, INetwork network)
    {
        ReferenceParameter[] parameters = [.. reference.Parameters];
        Assert.Equal(parameters.Length, network.Parameters.Count);
        for (int i = 0; i < parameters.Length; i++)
        {
            Assert.Equal(parameters[i].Shape, network.Parameters[i].Info.Shape);
            network.Parameters[i].Set(Array.ConvertAll(parameters[i].Values, value => (float)value));
        }
    }

    /// <inheritdoc cref="CopyParameters(ReferenceNetwork, INetwork)"/>
    public static void CopyParameters(ReferenceNetwork from, ReferenceNetwork to)
    {
        foreach ((ReferenceParameter source, ReferenceParameter target) in from.Parameters.Zip(to.Parameters))
        {
            source.Values.CopyTo(target.Values, 0);
        }
    }

    private static void ComparePredictions(INetwork network, Experiment experiment)
    {
        // Predictions know no batch: a trained normalization takes its moving statistics.
        double[] outputs = [.. experiment.X
            .Chunk(network.Info.InputSize)
            .SelectMany(sample => experiment.Reference.LayerOutputs(Array.ConvertAll(sample, value => (double)value))[^1])];
        float[] together = network.Predict(experiment.X);
        Closeness.Relative("Predict", outputs, together, Tolerance);

        float[] alone = [.. experiment.X.Chunk(network.Info.InputSize).SelectMany(sample => network.Predict(sample))];
        Closeness.Relative("Predict, sample by sample", outputs, alone, Tolerance);
    }

    /// <summary>In a pass with room to spare, twice: the second run must not see what the first left behind.</summary>
    private static void CompareTraining(INetwork network, Experiment experiment)
    {
        int samples = experiment.Reference.BatchSize;
        TrainingPass pass = network.CreateTrainingPass(capacity: samples + 2, workers: 2);
        CompareTraining(network, pass, experiment, "first batch");
        float[] first = [.. pass.Gradients];
        CompareTraining(network, pass, experiment, "second batch");
        Assert.Equal(first, pass.Gradients);
    }

    private static void CompareTraining(INetwork network, TrainingPass pass, Experiment experiment, string what)
    {
        ReferenceRun want = experiment.Run;
        int samples = experiment.Reference.BatchSize;
        var batch = new RecordingBatch(experiment.X, experiment.Dy, samples);
        pass.Run(batch);

        Rounding rounding = experiment.Rounding;
        Closeness.Relative($"{what}: outputs", want.Outputs, batch.Outputs, Tolerance, Rounding.Allowed(rounding.Outputs));
        Closeness.Relative($"{what}: activity penalties", want.Penalties, Array.ConvertAll(batch.Penalties, value => (float)value), Tolerance);
        if (experiment.Spec.InputGradient)
        {
            Closeness.Relative($"{what}: input gradient", want.InputGradients, pass.InputGradients(samples), Tolerance, Rounding.Allowed(rounding.InputGradients));
        }

        ReferenceParameter[] parameters = [.. experiment.Reference.Parameters];
        for (int i = 0; i < parameters.Length; i++)
        {
            ParameterInfo info = network.Info.Parameters[i];
            if (parameters[i].IsTrainable)
            {
                Closeness.Relative($"{what}: gradient of {info.Name}", parameters[i].Gradient, pass.Gradient(info), Tolerance, Rounding.Allowed(rounding.Gradients[i]));
            }
        }
    }
}
