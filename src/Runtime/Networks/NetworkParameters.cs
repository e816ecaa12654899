using System;
using System.Collections;
using System.Collections.Generic;
using NetGen.Execution;

namespace NetGen;

/// <summary>
/// The parameters of one network: a flat block of values, seen as named tensors in Keras's names, shapes and order.
/// </summary>
public sealed class NetworkParameters : IReadOnlyList<Parameter>
{
    private readonly Parameter[] _parameters;
    private readonly float[] _values;
    private int _version;

    /// <summary>Room for the parameters that <paramref name="info"/> lists, all zero. Emitted code calls this.</summary>
    public NetworkParameters(NetworkInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        _values = new float[info.ParameterCount];
        _parameters = new Parameter[info.Parameters.Count];
        for (int i = 0; i < _parameters.Length; i++)
        {
            _parameters[i] = new Parameter(this, info.Parameters[i]);
        }
    }

    /// <inheritdoc/>
    public int Count => _parameters.Length;

    /// <summary>Counts changes: emitted code packs its weights anew when this has moved.</summary>
    public int Version => System.Threading.Volatile.Read(ref _version);

    /// <summary>All values in one block, each parameter at its <see cref="ParameterInfo.Offset"/>.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <inheritdoc/>
    public Parameter this[int index] => _parameters[index];

    /// <summary>The parameter of that name, such as "conv2d/kernel".</summary>
    /// <exception cref="KeyNotFoundException">No parameter has that name.</exception>
    public Parameter this[string name]
    {
        get
        {
            foreach (Parameter parameter in _parameters)
            {
                if (parameter.Info.Name == name)
                {
                    return parameter;
                }
            }

            throw new KeyNotFoundException(
                $"The network has no parameter '{name}'; it has {string.Join(", ", Array.ConvertAll(_parameters, p => p.Info.Name))}.");
        }
    }

    /// <summary>Changes the values in place: <paramref name="change"/> gets the whole block, and packed copies become stale after it.</summary>
    public void Update<TState>(TState state, Action<TState, Span<float>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        change(state, _values);
        MarkChanged();
    }

    /// <summary>
    /// Gives every parameter its first values, as its <see cref="ParameterInfo.Initializer"/> says. Each parameter draws
    /// from a random stream of its own, so the values depend on nothing but the seed and the parameter's place.
    /// </summary>
    /// <param name="seed">The same seed gives the same values.</param>
    public void Initialize(int seed)
    {
        for (int i = 0; i < _parameters.Length; i++)
        {
            ParameterInfo info = _parameters[i].Info;
            var random = new RandomStream(CounterRandom.Derive((uint)seed, i, 0));
            ParameterInitialization.Fill(info, _values.AsSpan(info.Offset, info.Size), ref random);
        }

        MarkChanged();
    }

    /// <inheritdoc/>
    public IEnumerator<Parameter> GetEnumerator() => ((IEnumerable<Parameter>)_parameters).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The block for the optimizer, which calls <see cref="MarkChanged"/> when a step is done.</summary>
    internal Span<float> MutableValues => _values;

    internal void MarkChanged() => System.Threading.Interlocked.Increment(ref _version);
}
