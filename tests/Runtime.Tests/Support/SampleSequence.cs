using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace NetGen.Runtime.Tests.Support;

/// <summary>A dataset's samples one after the other, all in the same array; counts who goes over them.</summary>
internal sealed class SampleSequence(Dataset data, int? failAt = null)
{
    private int _produced;
    private int _open;

    /// <summary>The sample at which the sequence waits, if any.</summary>
    public int? WaitAt { get; init; }

    /// <summary>What a synchronous sequence waits for.</summary>
    public ManualResetEventSlim Gate { get; } = new();

    /// <summary>Set when the sequence begins to wait.</summary>
    public ManualResetEventSlim Waiting { get; } = new();

    /// <summary>Set when a pass has been disposed of.</summary>
    public ManualResetEventSlim Disposed { get; } = new();

    public InvalidOperationException Failure { get; } = new("The disk is gone.");

    /// <summary>Number of samples given out so far.</summary>
    public int Produced => Volatile.Read(ref _produced);

    /// <summary>Number of passes begun and not disposed of.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Number of passes begun.</summary>
    public int Passes { get; private set; }

    public IEnumerable<Sample> Read()
    {
        float[] input = Begin();
        try
        {
            for (int i = 0; i < data.Count; i++)
            {
                if (i == WaitAt)
                {
                    Waiting.Set();
                    Gate.Wait();
                }

                yield return Next(i, input);
            }
        }
        finally
        {
            End();
        }
    }

    public async IAsyncEnumerable<Sample> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        float[] input = Begin();
        try
        {
            for (int i = 0; i < data.Count; i++)
            {
                if (i == WaitAt)
                {
                    Waiting.Set();
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }

                await Task.Yield();
                yield return Next(i, input);
            }
        }
        finally
        {
            End();
        }
    }

    public StreamedSource Stream(int? count = null, int shuffleBuffer = 1024, bool asynchronous = false) => asynchronous
        ? new StreamedSource(ReadAsync(), data.InputShape, data.TargetKind, data.TargetSize) { Count = count, ShuffleBuffer = shuffleBuffer }
        : new StreamedSource(Read(), data.InputShape, data.TargetKind, data.TargetSize) { Count = count, ShuffleBuffer = shuffleBuffer };

    private float[] Begin()
    {
        Passes++;
        Disposed.Reset();
        Interlocked.Increment(ref _open);
        return new float[data.InputSize];
    }

    private Sample Next(int index, float[] input)
    {
        if (index == failAt)
        {
            throw Failure;
        }

        data.ReadInput(index, input);
        float[] target = new float[data.TargetSize];
        data.ReadTarget(index, target);
        Interlocked.Increment(ref _produced);
        float weight = data.ReadWeight(index);
        return data.TargetKind == TargetKind.Classes ? new Sample(input, (int)target[0], weight) : new Sample(input, target, weight);
    }

    private void End()
    {
        Interlocked.Decrement(ref _open);
        Disposed.Set();
    }
}
