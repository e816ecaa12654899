using System;
using System.Buffers;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace NetGen.Bench.Services;

/// <summary>What predicts, with a place for every request that is under way.</summary>
internal abstract class Engine
{
    private readonly ConcurrentStack<Place> _idle = new();

    public Place Rent() => _idle.TryPop(out Place? place) ? place : Create();

    public void Return(Place place) => _idle.Push(place);

    protected abstract Place Create();
}

/// <summary>The buffers of one request at a time.</summary>
internal abstract class Place(int inputs, int outputs)
{
    /// <summary>The sample; bound to its library once.</summary>
    public float[] Input { get; } = new float[inputs];

    /// <summary>Receives the probabilities.</summary>
    public float[] Output { get; } = new float[outputs];

    /// <summary>The answer as it is sent.</summary>
    public ArrayBufferWriter<byte> Answer { get; } = new();

    public abstract ValueTask PredictAsync(CancellationToken cancellation);
}
