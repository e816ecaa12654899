using System;
using System.Collections;
using System.Collections.Generic;
using System.ComponentModel;
using System.Threading;
using NetGen.Execution;

namespace NetGen;

/// <summary>
/// The parameters of one network: a flat block of values, seen as named tensors in Keras's names, shapes and order.
/// </summary>
public sealed class NetworkParameters : IReadOnlyList<Parameter>
{
    private readonly string _network;
    private readonly Parameter[] _parameters;
    private float[]? _values;
    private readonly Lock _training = new();
    private int _version;
    private bool _checksInputs;

    /// <summary>Room for the parameters that <paramref name="info"/> lists, all zero. Emitted code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public NetworkParameters(NetworkInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        _network = info.Name;
        _values = new float[info.ParameterCount];
        TrainableLength = (int)info.TrainableParameterCount;
        _parameters = new Parameter[info.Parameters.Count];
        for (int i = 0; i < _parameters.Length; i++)
        {
            _parameters[i] = new Parameter(this, info.Parameters[i]);
        }
    }

    /// <inheritdoc/>
    public int Count => _parameters.Length;

    /// <summary>Counts changes: emitted code packs its weights anew when this has moved.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public int Version => Volatile.Read(ref _version);

    /// <summary>
    /// All values in one block, each parameter at its <see cref="ParameterInfo.Offset"/>: a view, whose values change as soon as
    /// somebody changes them.
    /// </summary>
    /// <exception cref="InvalidOperationException"><see cref="Predictions.PredictOnly"/> has given back their memory.</exception>
    public ReadOnlySpan<float> Values => Held;

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

    /// <summary>
    /// Changes the values in place: <paramref name="change"/> gets the whole block. Predictions belong to the values before or to
    /// those after it, never to some of each; those that begin meanwhile wait, so it should do nothing else. What it has changed before it
    /// throws stays changed.
    /// </summary>
    /// <exception cref="InvalidOperationException"><see cref="Predictions.PredictOnly"/> has given back their memory.</exception>
    public void Update<TState>(TState state, Action<TState, Span<float>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        using (BeginChange())
        {
            change(state, Held);
        }
    }

    /// <summary>
    /// Gives every parameter its first values, as its <see cref="ParameterInfo.Initializer"/> says. Each parameter draws
    /// from a random stream of its own, so the values depend on nothing but the seed and the parameter's place.
    /// </summary>
    /// <param name="seed">The same seed gives the same values.</param>
    /// <exception cref="InvalidOperationException"><see cref="Predictions.PredictOnly"/> has given back their memory.</exception>
    public void Initialize(int seed)
    {
        using (BeginChange())
        {
            for (int i = 0; i < _parameters.Length; i++)
            {
                ParameterInfo info = _parameters[i].Info;
                var random = new RandomStream(CounterRandom.Derive((uint)seed, i, 0));
                ParameterInitialization.Fill(info, MutableValues.Slice(info.Offset, info.Size), ref random);
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerator<Parameter> GetEnumerator() => ((IEnumerable<Parameter>)_parameters).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The block, to be written to only within <see cref="BeginChange"/>.</summary>
    internal Span<float> MutableValues => Held;

    /// <summary>Whether predictions with these parameters refuse samples that are not finite.</summary>
    internal bool ChecksInputs
    {
        get => Volatile.Read(ref _checksInputs);
        set => Volatile.Write(ref _checksInputs, value);
    }

    /// <summary>How many of the block's first values training changes; behind them lies the state that it leaves alone.</summary>
    internal int TrainableLength { get; }

    /// <summary>
    /// Held while the values change, and by who takes in all of them at once: what comes of them then belongs to one finished change. Never
    /// held while code of users other than an optimizer's or that of <see cref="Update"/> runs.
    /// </summary>
    internal Lock Gate { get; } = new();

    /// <summary>Whether the values are still here.</summary>
    private bool AreHeld => Volatile.Read(ref _values) is not null;

    private float[] Held => Volatile.Read(ref _values) ?? throw Released();

    private InvalidOperationException Released() => new(
        $"This {_network} only predicts: PredictOnly() gave back the memory of its parameters. To read, save or change them or to train it, load another one.");

    /// <summary>Begins a change of the values. Its end, however it comes, makes packed copies stale.</summary>
    /// <exception cref="InvalidOperationException">There are none any more; no copy is stale.</exception>
    internal Change BeginChange()
    {
        Gate.Enter();
        if (!AreHeld)
        {
            Gate.Exit();
            throw Released();
        }

        return new Change(this);
    }

    /// <summary>All values as one finished change left them.</summary>
    internal float[] Copy()
    {
        lock (Gate)
        {
            return [.. Held];
        }
    }

    /// <summary>Makes the calling thread the one that trains the network. It may do so again while it does.</summary>
    /// <exception cref="InvalidOperationException">Another thread trains the network, or it only predicts.</exception>
    internal Training BeginTraining()
    {
        if (!AreHeld)
        {
            throw Released();
        }

        return _training.TryEnter()
            ? new Training(_training)
            : throw new InvalidOperationException(
                $"Another thread is training this {_network}. Only one thread at a time can train a network: wait until its fit has ended, or give each thread a network of its own.");
    }

    /// <summary>Gives back the memory of the values, when what predictions read has been packed of them.</summary>
    /// <param name="pack">Packs them; no change comes between.</param>
    /// <exception cref="InvalidOperationException">The network is being trained or changed: what is packed would not be the last.</exception>
    internal void Release(Action pack)
    {
        if (_training.IsHeldByCurrentThread || Gate.IsHeldByCurrentThread)
        {
            throw new InvalidOperationException($"This {_network} is being trained or changed: it can only predict when that has ended.");
        }

        lock (Gate)
        {
            if (AreHeld)
            {
                using Training turn = BeginTraining();
                pack();
                Volatile.Write(ref _values, null);
            }
        }
    }

    /// <summary>A change of the values, until it is disposed of.</summary>
    internal readonly ref struct Change(NetworkParameters parameters)
    {
        public void Dispose()
        {
            Interlocked.Increment(ref parameters._version);
            parameters.Gate.Exit();
        }
    }

    /// <summary>One thread's turn to train, until it is disposed of.</summary>
    internal readonly ref struct Training(Lock turn)
    {
        public void Dispose() => turn.Exit();
    }
}
