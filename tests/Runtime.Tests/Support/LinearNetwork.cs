using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;

namespace NetGen.Runtime.Tests.Support;

/// <summary>
/// What the compiler would emit for one dense layer with an activation, written by hand and without any art: the runtime's
/// tests need a network, not a fast one.
/// </summary>
internal sealed class LinearNetwork : INetwork
{
    private readonly LinearInference _inference;

    public LinearNetwork(
        int features,
        int[] outputShape,
        Activation activation = Activation.Softmax,
        float l1 = 0,
        float l2 = 0,
        float activityL2 = 0,
        int groupSize = 8,
        long forwardFlops = 1_000,
        int seed = 1,
        bool trainsBias = true)
    {
        int units = outputShape.Aggregate(1, (product, side) => product * side);
        var kernel = new ParameterInfo { Name = "dense/kernel", Shape = [features, units], Offset = 0, L1 = l1, L2 = l2 };
        var bias = new ParameterInfo { Name = "dense/bias", Shape = [units], Offset = features * units, Initializer = Initializer.Zeros, IsTrainable = trainsBias };
        var layer = new LayerInfo
        {
            Name = "dense",
            Kind = "Dense",
            InputShape = [features],
            OutputShape = outputShape,
            Parameters = [kernel, bias],
            ForwardFlops = forwardFlops,
        };
        Info = new NetworkInfo("Linear", [features], [layer])
        {
            OutputActivation = activation,
            InferenceBytes = 0,
            TrainingBytes = 0,
            TrainingBytesPerSample = 0,
            TrainingBytesPerWorker = 0,
        };
        Parameters = new NetworkParameters(Info);
        Parameters.Initialize(seed);
        Function = new LinearFunction(features, units, outputShape[^1], activation, activityL2);
        _inference = new LinearInference(this, groupSize);
    }

    public NetworkInfo Info { get; }

    public NetworkParameters Parameters { get; }

    public LinearFunction Function { get; }

    /// <summary>Threads that have run inference.</summary>
    public IReadOnlyCollection<int> InferenceThreads => _inference.UsedThreads;

    /// <inheritdoc cref="LinearInference.LargestGroup"/>
    public int LargestGroup => _inference.LargestGroup;

    /// <summary>How often inference has packed the weights.</summary>
    public int Packings => _inference.Packings;

    /// <summary>Called by each group of a prediction, which has its weights then and has not read them yet.</summary>
    public Action BeforeForward
    {
        set => _inference.BeforeForward = value;
    }

    public int PredictionThreads
    {
        get => _inference.PredictionThreads;
        set => _inference.PredictionThreads = value;
    }

    public void Predict(ReadOnlySpan<float> input, Span<float> output) => _inference.Predict(input, output);

    /// <summary>What the network puts out for samples, computed one by one beside everything that is tested.</summary>
    public float[] OutputsOneByOne(float[] inputs)
    {
        float[] outputs = new float[inputs.Length / Function.Features * Function.Units];
        float[] logits = new float[Function.Units];
        for (int i = 0; i < inputs.Length / Function.Features; i++)
        {
            Function.Forward(
                Parameters.Values,
                inputs.AsSpan(i * Function.Features, Function.Features),
                logits,
                outputs.AsSpan(i * Function.Units, Function.Units));
        }

        return outputs;
    }

    public TrainingPass CreateTrainingPass(int capacity, int workers) => new LinearTraining(this, capacity, workers);
}
