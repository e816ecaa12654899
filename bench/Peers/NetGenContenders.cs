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
        workload.LoadInto(model);
        _samples = workload.Samples;
        _result = new float[workload.Batch * workload.Architecture.OutputSize];
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
        _trainer = new Trainer<TNetwork>(Start(), new Adam(), Loss);
    }

    public double Time(int runs)
    {
        var clock = new StepClock();
        _trainer.Fit(new RepeatedBatch(_workload, runs + StepClock.Unmeasured), Options(clock));
        return clock.Milliseconds / runs;
    }

    public (double Loss, float[] Gradients) Differentiate()
    {
        // One step of plain descent moves every weight by its gradient times the rate. The rate is a power of two, which rounds nothing, and so
        // large that little of the difference is lost in the weight's own digits.
        const float Rate = 4096;
        TNetwork model = Start();
#pragma warning disable NG0408 // Nothing is trained: the one step is a measurement.
        var trainer = new Trainer<TNetwork>(model, new SGD(learningRate: Rate), Loss);
#pragma warning restore NG0408
        History history = trainer.Fit(new RepeatedBatch(_workload, steps: 1), Options());
        var gradients = new float[_workload.Weights.Length];
        for (int i = 0; i < gradients.Length; i++)
        {
            gradients[i] = (_workload.Weights[i] - model.Parameters.Values[i]) / Rate;
        }

        return (history["loss"][0], gradients);
    }

    public void Dispose()
    {
    }

    private Loss Loss => _workload.Architecture.Objective == Objective.Classes ? Loss.SparseCategoricalCrossentropy : Loss.BinaryCrossentropy;

    private FitOptions Options(params Callback[] callbacks) =>
        new() { BatchSize = _workload.Batch, Shuffle = false, Threads = _threads, Callbacks = callbacks };

    private TNetwork Start()
    {
        TNetwork model = _create();
        _workload.LoadInto(model);
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
    private sealed class RepeatedBatch(Workload workload, int steps) : Dataset(
        workload.Architecture.InputShape,
        workload.Architecture.Objective == Objective.Classes ? TargetKind.Classes : TargetKind.Values,
        workload.Architecture.TargetSize)
    {
        public override int Count => workload.Batch * steps;

        public override void ReadInput(int index, Span<float> input) =>
            workload.Samples.AsSpan(index % workload.Batch * InputSize, InputSize).CopyTo(input);

        public override void ReadTarget(int index, Span<float> target) =>
            workload.Targets.AsSpan(index % workload.Batch * TargetSize, TargetSize).CopyTo(target);
    }
}
