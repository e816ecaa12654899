using System;

namespace NetGen;

/// <summary>Samples that are predicted together, in buffers that are used again.</summary>
/// <param name="network">The network.</param>
/// <param name="meter">Where outcomes are counted.</param>
/// <param name="time">The clock that requests were stamped by.</param>
/// <param name="capacity">The most samples.</param>
internal sealed class PredictionBatch(INetwork network, PredictionMeter meter, TimeProvider time, int capacity)
{
    private readonly PendingPrediction[] _samples = new PendingPrediction[capacity];
    private readonly int _inputSize = network.Info.InputSize;
    private readonly int _outputSize = network.Info.OutputSize;
    private float[] _inputs = [];
    private float[] _outputs = [];
    private int _count;

    /// <summary>Takes samples out of the queue, the longest waiting first. The caller holds the queue's gate.</summary>
    public int TakeFrom(WaitingPredictions waiting)
    {
        for (_count = 0; _count < capacity && waiting.Count > 0; _count++)
        {
            _samples[_count] = waiting.Take();
        }

        return _count;
    }

    /// <summary>Predicts what was taken and answers every request. Throws nothing: what goes wrong is the answer.</summary>
    public void Run()
    {
        int taken = _count;
        meter.Batch(taken);
        if (taken == 1)
        {
            RunOne(_samples[0]);
        }
        else
        {
            RunTogether();
        }

        Array.Clear(_samples, 0, taken);
    }

    private void RunOne(PendingPrediction sample)
    {
        try
        {
            network.Predict(sample.Input.Span, sample.Output.Span);
        }
        catch (Exception exception)
        {
            Fail(sample, exception);
            return;
        }

        Succeed(sample);
    }

    private void RunTogether()
    {
        try
        {
            Reserve();
            Gather();
            network.Predict(_inputs.AsSpan(0, _count * _inputSize), _outputs.AsSpan(0, _count * _outputSize));
        }
        catch (Exception exception)
        {
            for (int i = 0; i < _count; i++)
            {
                Fail(_samples[i], exception);
            }

            return;
        }

        for (int i = 0; i < _count; i++)
        {
            HandOut(i);
        }
    }

    /// <summary>Makes room, for as many samples as half a batch more than have ever come together.</summary>
    private void Reserve()
    {
        if (_inputs.Length < _count * _inputSize)
        {
            int room = Math.Min(capacity, _count + (_count / 2));
            _inputs = GC.AllocateUninitializedArray<float>(room * _inputSize);
            _outputs = GC.AllocateUninitializedArray<float>(room * _outputSize);
        }
    }

    /// <summary>Copies the inputs together. A request whose memory is no longer there fails alone.</summary>
    private void Gather()
    {
        int gathered = 0;
        for (int i = 0; i < _count; i++)
        {
            PendingPrediction sample = _samples[i];
            try
            {
                sample.Input.Span.CopyTo(_inputs.AsSpan(gathered * _inputSize, _inputSize));
            }
            catch (Exception exception)
            {
                Fail(sample, exception);
                continue;
            }

            _samples[gathered++] = sample;
        }

        _count = gathered;
    }

    private void HandOut(int index)
    {
        PendingPrediction sample = _samples[index];
        try
        {
            _outputs.AsSpan(index * _outputSize, _outputSize).CopyTo(sample.Output.Span);
        }
        catch (Exception exception)
        {
            Fail(sample, exception);
            return;
        }

        Succeed(sample);
    }

    private void Succeed(PendingPrediction sample)
    {
        meter.Answered(time.GetElapsedTime(sample.Began));
        sample.Succeed();
    }

    private void Fail(PendingPrediction sample, Exception exception)
    {
        meter.Failed();
        sample.Fail(exception);
    }
}
