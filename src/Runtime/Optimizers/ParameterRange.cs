using System;

namespace NetGen;

/// <summary>A range of a network's flat block of parameters in the course of one optimizer step.</summary>
public readonly ref struct ParameterRange
{
    private readonly float[][] _state;
    private readonly int _start;

    internal ParameterRange(Span<float> values, ReadOnlySpan<float> gradients, float[][] state, int start)
    {
        Values = values;
        Gradients = gradients;
        _state = state;
        _start = start;
    }

    /// <summary>The parameters, to be updated in place.</summary>
    public Span<float> Values { get; }

    /// <summary>The loss's gradient by each of them, penalties included, clipped.</summary>
    public ReadOnlySpan<float> Gradients { get; }

    /// <summary>The optimizer's own values for this range, one for each parameter; <see cref="Optimizer.InitialState"/> before the first step.</summary>
    /// <param name="slot">0 to <see cref="Optimizer.StateSlots"/> - 1.</param>
    public Span<float> State(int slot) => _state[slot].AsSpan(_start, Values.Length);
}
