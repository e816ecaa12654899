using System;
using System.Collections.Generic;
using System.Threading;
using NetGen.Execution;

namespace NetGen.Runtime.Tests.Support;

/// <summary>
/// A network of three inputs and two outputs, the sum of the first two inputs and the third, whose predictions can be held, so that tests decide what
/// waits meanwhile.
/// </summary>
internal sealed class HeldNetwork : INetwork
{
    public const int InputSize = 3;
    public const int OutputSize = 2;

    private readonly object _gate = new();
    private readonly List<float[]> _batches = [];
    private bool _isHeld;
    private int _stopped;

    public HeldNetwork(string name = "Held")
    {
        var layer = new LayerInfo { Name = "sum", Kind = "Sum", InputShape = [InputSize], OutputShape = [OutputSize], Parameters = [], ForwardFlops = 1 };
        Info = new NetworkInfo(name, [InputSize], [layer])
        {
            OutputActivation = Activation.Linear,
            InferenceBytes = 0,
            TrainingBytes = 0,
            TrainingBytesPerSample = 0,
            TrainingBytesPerWorker = 0,
        };
        Parameters = new NetworkParameters(Info);
    }

    public NetworkInfo Info { get; }

    public NetworkParameters Parameters { get; }

    public int PredictionThreads { get; set; } = 1;

    /// <summary>What each prediction that has begun was given: the first input of every sample.</summary>
    public float[][] Batches
    {
        get
        {
            lock (_gate)
            {
                return [.. _batches];
            }
        }
    }

    /// <summary>Called by every prediction, after it was let through.</summary>
    public Action BeforeOutput { get; set; } = () => { };

    /// <summary>The sample that begins with a number.</summary>
    public static float[] Sample(float first) => [first, 0.5f, -first];

    /// <summary>What the network puts out for it.</summary>
    public static float[] Expected(float first) => [first + 0.5f, -first];

    /// <summary>From now on predictions stop until they are released.</summary>
    public void Hold()
    {
        lock (_gate)
        {
            _isHeld = true;
        }
    }

    /// <summary>Returns when one more prediction has stopped.</summary>
    public void WaitUntilHeld()
    {
        lock (_gate)
        {
            while (_stopped == 0)
            {
                if (!Monitor.Wait(_gate, TimeSpan.FromMinutes(2)))
                {
                    throw new TimeoutException("No prediction came.");
                }
            }

            _stopped--;
        }
    }

    /// <summary>Lets all go that have stopped, and all that come.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _isHeld = false;
            Monitor.PulseAll(_gate);
        }
    }

    public void Predict(ReadOnlySpan<float> input, Span<float> output)
    {
        int count = input.Length / InputSize;
        var firsts = new float[count];
        for (int i = 0; i < count; i++)
        {
            firsts[i] = input[i * InputSize];
        }

        lock (_gate)
        {
            _batches.Add(firsts);
            if (_isHeld)
            {
                _stopped++;
                Monitor.PulseAll(_gate);
            }

            while (_isHeld)
            {
                Monitor.Wait(_gate);
            }
        }

        BeforeOutput();
        for (int i = 0; i < count; i++)
        {
            output[i * OutputSize] = input[i * InputSize] + input[(i * InputSize) + 1];
            output[(i * OutputSize) + 1] = input[(i * InputSize) + 2];
        }
    }

    public TrainingPass CreateTrainingPass(int capacity, int workers) => throw new NotSupportedException();
}
