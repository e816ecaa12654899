using System;
using NetGen.Execution;

namespace NetGen.Runtime.Tests.Support;

/// <summary>Lanes of four samples, each with gradients of its own, that are added up in the order of the lanes.</summary>
internal sealed class LinearTraining : TrainingPass
{
    private const int SamplesPerLane = 4;
    private const int ParametersPerJob = 1000;

    private readonly LinearNetwork _network;
    private readonly float[] _packed;
    private readonly float[][] _laneGradients;
    private readonly float[][] _logits;
    private readonly float[][] _outputs;
    private readonly float[][] _gradients;
    private readonly float[][] _activity;

    public LinearTraining(LinearNetwork network, int capacity, int workers)
        : base(network.Info, capacity, workers)
    {
        _network = network;
        _packed = new float[network.Function.ParameterCount];
        _laneGradients = Buffers(((capacity - 1) / SamplesPerLane) + 1, network.Function.ParameterCount);
        _logits = Buffers(workers, network.Function.Units);
        _outputs = Buffers(workers, network.Function.Units);
        _gradients = Buffers(workers, network.Function.Units);
        _activity = Buffers(workers, network.Function.Units);
    }

    public override int PackJobs => 1;

    protected override int GradientJobs => ((_network.Function.ParameterCount - 1) / ParametersPerJob) + 1;

    public override void Pack(int job) => _network.Parameters.Values.CopyTo(_packed);

    protected override int LaneSize(int count) => SamplesPerLane;

    protected override void RunLane(TrainingBatch batch, int segment, int lane, int first, int end, int worker)
    {
        LinearFunction function = _network.Function;
        float[] sums = _laneGradients[lane];
        Array.Clear(sums);
        for (int sample = first; sample < end; sample++)
        {
            ReadOnlySpan<float> input = batch.Input(sample);
            Span<float> gradient = _gradients[worker];
            function.Forward(_packed, input, _logits[worker], _outputs[worker]);
            batch.Score(sample, _logits[worker], _outputs[worker], gradient);
            AddActivityPenalty(batch, sample, worker);
            if (batch.IsTraining)
            {
                AddGradients(input, gradient, sums);
            }
        }
    }

    protected override void RunGradientJob(LaneRange lanes, int job, int worker)
    {
        int start = job * ParametersPerJob;
        Span<float> gradients = Gradients.AsSpan(start, Math.Min(ParametersPerJob, Gradients.Length - start));
        gradients.Clear();
        for (int lane = 0; lane < lanes.Count; lane++)
        {
            for (int i = 0; i < gradients.Length; i++)
            {
                gradients[i] += _laneGradients[lane][start + i];
            }
        }
    }

    private void AddActivityPenalty(TrainingBatch batch, int sample, int worker)
    {
        LinearFunction function = _network.Function;
        float[] gradient = _gradients[worker];
        float[] outputs = _outputs[worker];
        if (!batch.GradientOfLogits)
        {
            function.Backward(outputs, gradient);
        }

        if (function.ActivityL2 == 0)
        {
            return;
        }

        double penalty = 0;
        float[] activity = _activity[worker];
        for (int i = 0; i < outputs.Length; i++)
        {
            penalty += function.ActivityL2 * (double)outputs[i] * outputs[i];
            activity[i] = 2 * function.ActivityL2 * outputs[i] / batch.Count;
        }

        batch.AddActivityPenalty(sample, penalty);
        function.Backward(outputs, activity);
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] += activity[i];
        }
    }

    private void AddGradients(ReadOnlySpan<float> input, ReadOnlySpan<float> gradient, float[] sums)
    {
        int units = _network.Function.Units;
        for (int j = 0; j < units; j++)
        {
            for (int i = 0; i < input.Length; i++)
            {
                sums[(i * units) + j] += input[i] * gradient[j];
            }

            sums[(input.Length * units) + j] += gradient[j];
        }
    }

    private static float[][] Buffers(int count, int length)
    {
        var buffers = new float[count][];
        for (int i = 0; i < count; i++)
        {
            buffers[i] = new float[length];
        }

        return buffers;
    }
}
