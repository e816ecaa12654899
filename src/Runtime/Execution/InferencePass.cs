using System;
using System.Threading;

namespace NetGen.Execution;

/// <summary>
/// Runs one network forward for any number of callers at once: keeps the packed weights up to date, lends every call a
/// workspace, and spreads large batches over threads. Emitted code supplies the two abstract methods.
/// </summary>
public abstract class InferencePass
{
    // Waking the other threads costs some tens of microseconds; below this it would be most of the time.
    private const long FlopsWorthThreads = 2_000_000;

    private static int _threads = Environment.ProcessorCount;

    private readonly NetworkParameters _parameters;
    private readonly int _packedLength;
    private readonly int _groupSize;
    private readonly int _inputSize;
    private readonly int _outputSize;
    private readonly long _forwardFlops;
    private readonly WorkspacePool _workspaces;
    private readonly Lock _packing = new();
    private readonly SpreadGroups _spread;

    private AlignedBuffer? _packed;
    private int _packedVersion = -1;

    /// <summary>Called by emitted code.</summary>
    /// <param name="info">The network's description.</param>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="packedLength">Floats of packed weights.</param>
    /// <param name="workspaceLength">Floats of one call's buffers.</param>
    /// <param name="groupSize">The most samples that <see cref="Forward"/> takes at once.</param>
    protected InferencePass(NetworkInfo info, NetworkParameters parameters, int packedLength, int workspaceLength, int groupSize)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegative(packedLength);
        ArgumentOutOfRangeException.ThrowIfNegative(workspaceLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(groupSize, 1);
        _parameters = parameters;
        _packedLength = packedLength;
        _groupSize = groupSize;
        _inputSize = info.InputSize;
        _outputSize = info.OutputSize;
        _forwardFlops = info.ForwardFlops;
        _workspaces = new WorkspacePool(workspaceLength);
        _spread = new SpreadGroups(this);
    }

    /// <summary>
    /// The most threads that one prediction of any network is spread over, the caller's included. Default: the number of
    /// processors. Calls that are too small to gain, or that find the others busy, stay on the caller's thread.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public static int Threads
    {
        get => Volatile.Read(ref _threads);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            Volatile.Write(ref _threads, value);
        }
    }

    /// <summary>Brings the weights into the layouts that the kernels read.</summary>
    protected abstract void Pack(ReadOnlySpan<float> parameters, AlignedBuffer packed);

    /// <summary>Carries up to <c>groupSize</c> samples forward.</summary>
    /// <param name="packed">The packed weights.</param>
    /// <param name="workspace">Buffers of this call; zero borders in it stay zero between calls.</param>
    /// <param name="input">The samples.</param>
    /// <param name="output">Receives their outputs.</param>
    /// <param name="count">Number of samples.</param>
    protected abstract void Forward(AlignedBuffer packed, AlignedBuffer workspace, ReadOnlySpan<float> input, Span<float> output, int count);

    /// <inheritdoc cref="INetwork.Predict"/>
    public void Predict(ReadOnlySpan<float> input, Span<float> output)
    {
        int count = CountSamples(input, output);
        if (count == 0)
        {
            return;
        }

        AlignedBuffer packed = PackedWeights();
        int groups = ((count - 1) / _groupSize) + 1;
        int threads = ThreadsFor(count, groups);
        if (threads == 1 || SharedTeam.TryTake(threads) is not { } team)
        {
            RunGroups(packed, input, output, count);
            return;
        }

        try
        {
            _spread.Run(team, threads, packed, input, output, count);
        }
        finally
        {
            SharedTeam.Return();
        }
    }

    private int CountSamples(ReadOnlySpan<float> input, ReadOnlySpan<float> output)
    {
        (int count, int rest) = Math.DivRem(input.Length, _inputSize);
        if (rest != 0)
        {
            throw new ArgumentException(
                $"A sample has {_inputSize} values, and the input must hold a whole number of samples; {input.Length} values came.", nameof(input));
        }

        long expected = (long)count * _outputSize;
        return output.Length == expected
            ? count
            : throw new ArgumentException(
                $"{count} samples have {expected} outputs, {_outputSize} each; the output has room for {output.Length}.", nameof(output));
    }

    private int ThreadsFor(int count, int groups) => _forwardFlops * count > FlopsWorthThreads ? Math.Min(Threads, groups) : 1;

    private AlignedBuffer PackedWeights()
    {
        int version = _parameters.Version;
        if (Volatile.Read(ref _packedVersion) != version)
        {
            lock (_packing)
            {
                if (_packedVersion != version)
                {
                    _packed ??= new AlignedBuffer(_packedLength);
                    Pack(_parameters.Values, _packed);
                    Volatile.Write(ref _packedVersion, version);
                }
            }
        }

        return _packed!;
    }

    private void RunGroups(AlignedBuffer packed, ReadOnlySpan<float> input, Span<float> output, int count)
    {
        AlignedBuffer workspace = _workspaces.Rent();
        for (int first = 0; first < count; first += _groupSize)
        {
            RunGroup(packed, workspace, input, output, first, count);
        }

        _workspaces.Return(workspace);
    }

    private void RunGroup(AlignedBuffer packed, AlignedBuffer workspace, ReadOnlySpan<float> input, Span<float> output, int first, int count)
    {
        int size = Math.Min(_groupSize, count - first);
        Forward(
            packed,
            workspace,
            input.Slice(first * _inputSize, size * _inputSize),
            output.Slice(first * _outputSize, size * _outputSize),
            size);
    }

    /// <summary>
    /// One call's groups as jobs: there are as many jobs as threads wanted, and each takes groups until none is left.
    /// Used by whoever holds the shared team, so one per network is enough.
    /// </summary>
    private sealed unsafe class SpreadGroups(InferencePass pass) : IJobs
    {
        private AlignedBuffer? _packed;
        private float* _input;
        private float* _output;
        private int _count;
        private int _next;

        public void Run(WorkerTeam team, int threads, AlignedBuffer packed, ReadOnlySpan<float> input, Span<float> output, int count)
        {
            // Pinned here until the last job has ended.
            fixed (float* inputStart = input, outputStart = output)
            {
                _packed = packed;
                _input = inputStart;
                _output = outputStart;
                _count = count;
                _next = 0;
                team.Run(this, threads);
            }
        }

        void IJobs.Run(int job, int worker)
        {
            var input = new ReadOnlySpan<float>(_input, _count * pass._inputSize);
            var output = new Span<float>(_output, _count * pass._outputSize);
            AlignedBuffer workspace = pass._workspaces.Rent();
            int first;
            while ((first = Interlocked.Add(ref _next, pass._groupSize) - pass._groupSize) < _count)
            {
                pass.RunGroup(_packed!, workspace, input, output, first, _count);
            }

            pass._workspaces.Return(workspace);
        }
    }
}
