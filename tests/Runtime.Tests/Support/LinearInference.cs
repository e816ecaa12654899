using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NetGen.Execution;

namespace NetGen.Runtime.Tests.Support;

/// <summary>Packs the weights by copying them and keeps the logits in the workspace.</summary>
internal sealed class LinearInference : InferencePass
{
    private readonly LinearNetwork _network;
    private readonly int _groupSize;
    private readonly bool[] _usedThreads = new bool[4096];
    private int _packings;
    private int _largestGroup;

    public LinearInference(LinearNetwork network, int groupSize)
        : base(network.Info, network.Parameters, network.Function.ParameterCount, network.Function.Units, groupSize)
    {
        _network = network;
        _groupSize = groupSize;
    }

    /// <summary>The threads that have run groups, by their managed numbers; noting one allocates nothing.</summary>
    public IReadOnlyCollection<int> UsedThreads => [.. Enumerable.Range(0, _usedThreads.Length).Where(thread => _usedThreads[thread])];

    public int Packings => _packings;

    /// <summary>The most samples that one call has had.</summary>
    public int LargestGroup => _largestGroup;

    /// <summary>Called by each group of a prediction, which has its weights then and has not read them yet.</summary>
    public Action BeforeForward { get; set; } = () => { };

    protected override void Pack(ReadOnlySpan<float> parameters, AlignedBuffer packed)
    {
        Interlocked.Increment(ref _packings);
        parameters.CopyTo(packed.Span);
    }

    protected override void Forward(AlignedBuffer packed, AlignedBuffer workspace, ReadOnlySpan<float> input, Span<float> output, int count)
    {
        if (count < 1 || count > _groupSize)
        {
            throw new InvalidOperationException($"A group of {count} came where 1 to {_groupSize} were expected.");
        }

        int largest;
        while ((largest = _largestGroup) < count && Interlocked.CompareExchange(ref _largestGroup, count, largest) != largest)
        {
        }

        BeforeForward();
        _usedThreads[Environment.CurrentManagedThreadId] = true;
        LinearFunction function = _network.Function;
        for (int i = 0; i < count; i++)
        {
            function.Forward(
                packed.Span,
                input.Slice(i * function.Features, function.Features),
                workspace.Span,
                output.Slice(i * function.Units, function.Units));
        }
    }
}
