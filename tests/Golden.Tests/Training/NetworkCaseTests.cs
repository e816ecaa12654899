using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Cases;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Training;

/// <summary>Whole networks against PyTorch and Keras: output, losses, gradients, and ten steps under many optimizers.</summary>
public sealed class NetworkCaseTests
{
    private const int Starts = 12;
    private const float Disturbance = 2e-7f;
    private const double Far = 10;

    private static IEnumerable<NetworkCase> Expressible => GoldenFolder.Networks.Where(KerasDeclaration.IsExpressible);

    public static TheoryData<string> Names() => [.. Expressible.Select(golden => golden.Name)];

    public static TheoryData<string, string> Trajectories()
    {
        var data = new TheoryData<string, string>();
        foreach (NetworkCase golden in Expressible)
        {
            foreach (Trajectory trajectory in golden.Trajectories)
            {
                data.Add(golden.Name, trajectory.Name);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Output_and_losses_are_the_golden_ones(string name)
    {
        NetworkCase golden = Case(name);
        INetwork network = GoldenNetworks.Create(golden);

        float[] output = TrainingOutput(golden, network);
        Closeness.Relative("output", golden.Output.Data, output, golden.Tolerance, golden.ToleranceAbs);
        Closeness.Scalar("data loss", golden.DataLoss, DataLoss(golden, network, output), golden.Tolerance);
        if (!HasState(network))
        {
            Closeness.Relative("output of Predict", golden.Output.Data, network.Predict(golden.X.ToSingle()), golden.Tolerance, golden.ToleranceAbs);
            Closeness.Scalar("total loss", golden.TotalLoss, Trainer(golden, network, new SGD()).Evaluate(Data(golden)).Loss, golden.Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_of_the_total_loss_are_the_golden_ones(string name)
    {
        NetworkCase golden = Case(name);
        INetwork network = GoldenNetworks.Create(golden);

        double loss = LossOfStep(golden, network);

        Closeness.Scalar("total loss", golden.TotalLoss, loss, golden.Tolerance);
        ParameterAssert.Relative(golden.Grads, network, golden.Tolerance, golden.ToleranceAbs);
    }

    /// <summary>
    /// Some trajectories come so close to the bend of a rectifier, or to two equal maxima, that the rounding of single precision decides which way they
    /// take: from starts that differ in their parameters' last places they end at two points, far apart, and at none between. One that ends far from the
    /// golden one therefore begins anew from such a start, and what comes near it must be as close as any other. Which way is taken changes with the order of sums.
    /// </summary>
    [Theory]
    [MemberData(nameof(Trajectories))]
    public void Steps_follow_the_golden_trajectory(string name, string trajectoryName)
    {
        NetworkCase golden = Case(name);
        Trajectory trajectory = golden.Trajectories.Single(candidate => candidate.Name == trajectoryName);
        INetwork network = GoldenNetworks.Create(golden);
        float[] start = network.Parameters.Values.ToArray();
        History history = Run(golden, trajectory, network);
        for (int seed = 1; seed < Starts && ParameterAssert.Distance(trajectory.FinalParams, network) > Far * trajectory.ParamToleranceAbs; seed++)
        {
            network.Parameters.Update(Disturbed(start, seed), static (disturbed, values) => disturbed.CopyTo(values));
            history = Run(golden, trajectory, network);
        }

        ParameterAssert.Absolute(trajectory.FinalParams, network, trajectory.ParamToleranceAbs);
        if (trajectory.InferenceOutput is { } inference)
        {
            Closeness.Absolute("inference output", inference.Data, network.Predict(golden.X.ToSingle()), trajectory.InferenceToleranceAbs!.Value);
        }

        double[] losses = [.. history["loss"], LossOfStep(golden, network)];
        Assert.Equal(trajectory.Losses.Length, losses.Length);
        for (int step = 0; step < losses.Length; step++)
        {
            Closeness.Scalar($"loss after step {step}", trajectory.Losses[step], losses[step], trajectory.LossToleranceRel);
        }
    }

    private static History Run(NetworkCase golden, Trajectory trajectory, INetwork network) =>
        Trainer(golden, network, KerasTraining.Optimizer(trajectory.Optimizer)).Fit(
            Data(golden),
            new FitOptions { Epochs = trajectory.Steps, BatchSize = golden.X.Samples, Shuffle = false });

    /// <summary>Parameters within two units of their last place.</summary>
    private static float[] Disturbed(float[] parameters, int seed)
    {
        var random = new Random(seed);
        return [.. parameters.Select(value => value * (1 + ((random.NextSingle() - 0.5f) * 2 * Disturbance)))];
    }

    /// <summary>Whether the network is another function of a batch while training: by the batch's statistics, of which it keeps what it predicts with.</summary>
    private static bool HasState(INetwork network) => network.Info.Parameters.Any(parameter => !parameter.IsTrainable);

    private static float[] TrainingOutput(NetworkCase golden, INetwork network)
    {
        int samples = golden.X.Samples;
        var batch = new RecordingBatch(golden.X.ToSingle(), new float[samples * network.Info.OutputSize], samples);
        network.CreateTrainingPass(samples, workers: 1).Run(batch);
        return batch.Outputs;
    }

    /// <summary>The total loss of all samples as one batch; the parameters are the gradients afterwards.</summary>
    private static double LossOfStep(NetworkCase golden, INetwork network)
    {
        int samples = golden.X.Samples;
        using var step = new TrainingStep(network, new GradientOptimizer(), KerasTraining.Loss(golden.Loss), samples, threads: 1);
        return step.Run(Data(golden), [.. Enumerable.Range(0, samples)], randomKey: 0);
    }

    private static NetworkCase Case(string name) => GoldenFolder.Networks.Single(golden => golden.Name == name);

    private static Dataset Data(NetworkCase golden) => KerasTraining.Dataset(golden, golden.Loss, golden.X, golden.Labels);

    private static Trainer<INetwork> Trainer(NetworkCase golden, INetwork network, Optimizer optimizer) =>
        new(network, optimizer, KerasTraining.Loss(golden.Loss));

    /// <summary>The mean of the samples' losses, without penalties.</summary>
    private static double DataLoss(NetworkCase golden, INetwork network, float[] output)
    {
        Loss loss = KerasTraining.Loss(golden.Loss);
        int outputs = network.Info.OutputSize;
        float[] targets = golden.Labels.ToSingle();
        int targetSize = targets.Length / golden.X.Samples;
        return Enumerable.Range(0, golden.X.Samples).Average(sample => loss.Evaluate(
            output.AsSpan(sample * outputs, outputs), targets.AsSpan(sample * targetSize, targetSize), weight: 1, gradient: []));
    }
}
