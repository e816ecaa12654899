using System;
using System.Diagnostics;

namespace NetGen.Bench.Peers;

/// <summary>The forward pass that NetGen has compiled.</summary>
internal sealed class NetGenForward : IForward
{
    private readonly INetwork _model;
    private readonly float[] _samples;
    private readonly float[] _result;

    public NetGenForward(INetwork model, Workload workload, int threads)
    {
        _model = model;
        _model.PredictionThreads = threads;
        _model.Parameters.Update(workload.Weights, static (weights, values) => weights.CopyTo(values));
        _samples = workload.Samples;
        _result = new float[workload.Batch * workload.Architecture.Classes];
    }

    public ReadOnlySpan<float> Predict()
    {
        _model.Predict(_samples, _result);
        return _result;
    }

    public void Dispose()
    {
    }
}

/// <summary>
/// The training step that NetGen has compiled, as users run it: timed inside <see cref="Trainer{TNetwork}.Fit"/>, from the
/// beginning of a step to its end, reading the samples and keeping the figures included.
/// </summary>
internal sealed class NetGenTraining<TNetwork> : ITraining
    where TNetwork : class, INetwork
{
    private readonly Func<TNetwork> _create;
    private readonly Workload _workload;
    private readonly int _threads;
    private readonly Trainer<TNetwork> _trainer;

    public NetGenTraining(Func<TNetwork> create, Workload workload, int threads)
    {
        _create = create;
        _workload = workload;
        _threads = threads;
        _trainer = new Trainer<TNetwork>(Start(), new Adam(), Loss.SparseCategoricalCrossentropy);
    }

    public double Time(int runs)
    {
        var clock = new StepClock();
        _trainer.Fit(new RepeatedBatch(_workload, runs + StepClock.Unmeasured), Options(clock));
        return clock.Milliseconds / runs;
    }

    public (double Loss, float[] Gradients) Differentiate()
    {
        // One step of plain descent at a rate of 1 moves every weight by its gradient.
        TNetwork model = Start();
        var trainer = new Trainer<TNetwork>(model, new SGD(learningRate: 1), Loss.SparseCategoricalCrossentropy);
        History history = trainer.Fit(new RepeatedBatch(_workload, steps: 1), Options());
        var gradients = new float[_workload.Weights.Length];
        for (int i = 0; i < gradients.Length; i++)
        {
            gradients[i] = _workload.Weights[i] - model.Parameters.Values[i];
        }

        return (history["loss"][0], gradients);
    }

    public void Dispose()
    {
    }

    private FitOptions Options(params Callback[] callbacks) =>
        new() { BatchSize = _workload.Batch, Shuffle = false, Threads = _threads, Callbacks = callbacks };

    private TNetwork Start()
    {
        TNetwork model = _create();
        model.Parameters.Update(_workload.Weights, static (weights, values) => weights.CopyTo(values));
        return model;
    }

    /// <summary>Adds up the time of the steps after the first, which touches the buffers that this fit has allocated.</summary>
    private sealed class StepClock : Callback
    {
        public const int Unmeasured = 1;

        private long _begin;

        public double Milliseconds { get; private set; }

        public override void OnTrainBatchBegin(int batch) => _begin = Stopwatch.GetTimestamp();

        public override void OnTrainBatchEnd(int batch, Logs logs)
        {
            if (batch >= Unmeasured)
            {
                Milliseconds += Stopwatch.GetElapsedTime(_begin).TotalMilliseconds;
            }
        }
    }

    /// <summary>The samples of a workload over and over.</summary>
    private sealed class RepeatedBatch(Workload workload, int steps) : Dataset(workload.Architecture.InputShape, TargetKind.Classes, targetSize: 1)
    {
        public override int Count => workload.Batch * steps;

        public override void ReadInput(int index, Span<float> input) =>
            workload.Samples.AsSpan(index % workload.Batch * InputSize, InputSize).CopyTo(input);

        public override void ReadTarget(int index, Span<float> target) => target[0] = workload.Labels[index % workload.Batch];
    }
}
