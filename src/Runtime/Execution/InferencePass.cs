using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Linq;
using System.Numerics;
using System.Threading;

namespace NetGen.Execution;

/// <summary>
/// Runs one network forward for any number of callers at once: keeps the packed weights up to date, lends every call a
/// workspace, and spreads large batches over threads. Emitted code supplies the two abstract methods.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class InferencePass
{
    // Some ten microseconds: below that threads gain nothing, however near they are.
    private const long FlopsWorthThreads = 1_000_000;

    // One for calls of 1, of 2 or 3, of 4 to 7 samples and so on.
    private const int Trials = 8;

    // Of the tiles of a dense layer the one of two samples takes little longer than that of one.
    private const int LeastAtOnce = 2;

    // Of more groups a thread, one more or less is little, and those of fewer samples read the weights more often.
    private const int MostEvenRounds = 3;

    private readonly NetworkParameters _parameters;
    private readonly int _packedLength;
    private readonly int _groupSize;
    private readonly int _inputSize;
    private readonly int _outputSize;
    private readonly long _forwardFlops;
    private readonly WorkspacePool _workspaces;
    private readonly SpreadGroups _spread;
    private readonly SharedSamples _shared;
    private readonly ThreadTrial[] _trials = [.. Enumerable.Range(0, Trials).Select(_ => new ThreadTrial())];
    private int _predictionThreads = Environment.ProcessorCount;

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
        _shared = new SharedSamples(this);
    }

    /// <inheritdoc cref="INetwork.PredictionThreads"/>
    public int PredictionThreads
    {
        get => Volatile.Read(ref _predictionThreads);
        set => Volatile.Write(ref _predictionThreads, OptionValue.AtLeast(value, 1, nameof(PredictionThreads)));
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

    /// <summary>
    /// As how many threads, each with a sample of its own, threads that share one sample can work: what lies between phases that have jobs for several is done by one.
    /// 1 where samples are too small for that.
    /// </summary>
    protected virtual int Sharers => 1;

    /// <summary>
    /// Number of phases that a sample is cut into for threads that share it. A phase's jobs may run in any order and at once; the next phase needs all of them.
    /// </summary>
    protected virtual int Phases => 0;

    /// <summary>Number of jobs of a phase.</summary>
    protected virtual int JobsOf(int phase) => throw NotShared();

    /// <summary>Whether the jobs of a phase take all samples of the group at once, when these have been through the phases before it.</summary>
    protected virtual bool TakesGroup(int phase) => false;

    /// <summary>Runs one job of a phase.</summary>
    /// <param name="phase">0 to <see cref="Phases"/> - 1.</param>
    /// <param name="job">0 to <see cref="JobsOf"/> - 1.</param>
    /// <param name="first">The number in the group of the first sample that it is for.</param>
    /// <param name="end">That behind the last.</param>
    /// <param name="packed">The packed weights.</param>
    /// <param name="workspace">The group's buffers, which all threads share.</param>
    /// <param name="scratch">Buffers of the running thread.</param>
    /// <param name="input">The group's samples.</param>
    /// <param name="output">Receives their outputs.</param>
    protected virtual void RunJob(
        int phase, int job, int first, int end, AlignedBuffer packed, AlignedBuffer workspace, AlignedBuffer scratch, ReadOnlySpan<float> input, Span<float> output) => throw NotShared();

    /// <summary>Does what is left when the phases of all samples of a group have ended.</summary>
    /// <param name="packed">The packed weights.</param>
    /// <param name="workspace">The group's buffers.</param>
    /// <param name="output">Receives the outputs.</param>
    /// <param name="count">Number of samples.</param>
    protected virtual void Finish(AlignedBuffer packed, AlignedBuffer workspace, Span<float> output, int count) => throw NotShared();

    /// <inheritdoc cref="INetwork.Predict"/>
    public void Predict(ReadOnlySpan<float> input, Span<float> output)
    {
        int count = CountSamples(input, output);
        if (count == 0)
        {
            return;
        }

        if (_parameters.ChecksInputs)
        {
            Predictions.RequireFinite(input, _inputSize);
        }

        Workspace workspace = Begin();
        try
        {
            Run(workspace, input, output, count);
        }
        finally
        {
            WorkspacePool.Return(workspace);
        }
    }

    private void Run(Workspace workspace, ReadOnlySpan<float> input, Span<float> output, int count)
    {
        int most = MostThreads(count);
        if (most == 1)
        {
            RunGroups(workspace, input, output, count);
            return;
        }

        ThreadTrial trial = _trials[Math.Min(BitOperations.Log2((uint)count), _trials.Length - 1)];
        bool usesThreads = trial.UsesThreads;
        bool isTimed = trial.IsTimed;
        long began = isTimed ? Stopwatch.GetTimestamp() : 0;
        bool ranOnThreads = usesThreads && TryRunOnThreads(workspace, input, output, count, most);
        if (!ranOnThreads)
        {
            RunGroups(workspace, input, output, count);
        }

        trial.Count(isTimed && ranOnThreads == usesThreads ? Stopwatch.GetTimestamp() - began : null, count);
    }

    /// <summary>Shares samples among threads, or gives each thread samples of its own; false where there is too little for them to do, or others have them.</summary>
    private bool TryRunOnThreads(Workspace workspace, ReadOnlySpan<float> input, Span<float> output, int count, int most)
    {
        int groups = ((count - 1) / _groupSize) + 1;
        int sharing = groups < Math.Min(most, Sharers) ? Math.Min(most, _shared.MostJobs) : 1;
        if (sharing > 1 && SharedTeam.TryTakeShared(sharing) is { } sharers)
        {
            _shared.Run(sharers, workspace, input, output, count);
            return true;
        }

        groups = EvenGroups(count, groups, most);
        int threads = Math.Min(most, groups);
        if (threads > 1 && SharedTeam.TryTake(most) is { } team)
        {
            _spread.Run(team, threads, workspace, input, output, count, groups);
            return true;
        }

        return false;
    }

    /// <summary>Into how many groups samples are cut: the fewest, or where that leaves threads with nothing to do, as many for each.</summary>
    private static int EvenGroups(int count, int fewest, int threads)
    {
        int rounds = ((fewest - 1) / threads) + 1;
        return rounds > MostEvenRounds ? fewest : Math.Max(fewest, Math.Min(rounds * threads, ((count - 1) / LeastAtOnce) + 1));
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

    /// <summary>The threads that samples are worth; read once, since it may be changed during a call.</summary>
    private int MostThreads(int count) => WorkerCrew.CanExist && _forwardFlops * count > FlopsWorthThreads ? PredictionThreads : 1;

    private NotSupportedException NotShared() => new($"{GetType().Name} does not let threads share samples.");

    private void RunGroups(Workspace workspace, ReadOnlySpan<float> input, Span<float> output, int count)
    {
        for (int first = 0; first < count; first += _groupSize)
        {
            RunGroup(workspace, input, output, first, Math.Min(_groupSize, count - first));
        }
    }

    private void RunGroup(Workspace workspace, ReadOnlySpan<float> input, Span<float> output, int first, int size)
    {
        Forward(
            workspace.Reads!.Buffer,
            workspace.Buffer,
            input.Slice(first * _inputSize, size * _inputSize),
            output.Slice(first * _outputSize, size * _outputSize),
            size);
    }
}
