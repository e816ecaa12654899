using System;
using System.ComponentModel;
using System.Numerics;

namespace NetGen.Execution;

/// <summary>
/// Carries batches through one network, forward and backward: the seam between emitted code, which knows every shape,
/// and the trainer, which knows threads, losses and optimizers. One batch takes phases of independent jobs
/// that any number of threads may run; what is added to what, and in which order, never depends on threads.
/// <list type="number">
/// <item><see cref="Pack"/>: brings the weights into the layouts that the kernels read. Once for as many batches as find the same weights.</item>
/// <item>The phases of <see cref="Run"/>. A lane is a contiguous range of the batch's samples: forward, loss, backward. Where a layer needs to know something
/// of all samples, the way is cut into segments: each is a phase with a job for each lane, and what stands between two of them is a phase in which
/// all lanes meet. There, and in the last phase, jobs add up what the lanes have left behind into <see cref="Gradients"/>.</item>
/// <item>On the way back there are marks, behind which all is left that some gradients are made of: these may be completed, and handed on, while lanes are still on their way. Where lanes
/// meet, marks are where they do; where they never meet, lanes say when they come to one (<see cref="Reach"/>, <see cref="MarkObserver"/>).</item>
/// <item>The trainer's own: penalties, clipping, the optimizer's step over the flat block. With it goes <see cref="UpdateState"/>. Where the optimizer needs no
/// gradient as a whole, it takes those of large kernels in pieces while the last phase completes them (<see cref="HasPieces"/>).</item>
/// </list>
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class TrainingPass
{
    private readonly int[] _marks;
    private float[]? _copy;
    private bool _readsCopy;

    /// <summary>Called by emitted code.</summary>
    /// <param name="info">The network's description.</param>
    /// <param name="capacity">The largest batch, in samples.</param>
    /// <param name="workers">The largest number of jobs that may run at the same time.</param>
    /// <param name="marks">
    /// Of each mark on the lanes' way back, in the order in which they come to them, how many jobs of <see cref="RunGradientJob"/> have all that they read when all lanes have come to it, and where in
    /// <see cref="Gradients"/> begins what these complete. Where lanes meet, a mark is where they do when so many jobs may run. Default: no marks.
    /// </param>
    protected TrainingPass(NetworkInfo info, int capacity, int workers, ReadOnlySpan<int> marks = default)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        Info = info;
        Capacity = capacity;
        Workers = workers;
        _marks = marks.ToArray();
        TrainingMemory.Require(info, capacity, workers);
        Gradients = GC.AllocateArray<float>(checked((int)info.TrainableParameterCount), pinned: true);
    }

    /// <summary>The network's description.</summary>
    public NetworkInfo Info { get; }

    /// <summary>The largest batch, in samples.</summary>
    public int Capacity { get; }

    /// <summary>The largest number of jobs that may run at the same time, each under its own worker index.</summary>
    public int Workers { get; }

    /// <summary>
    /// After a batch: the gradient of the summed scores by each parameter that training changes, laid out as the first part of
    /// <see cref="NetworkParameters.Values"/>.
    /// Nothing is divided by the batch size here: <see cref="TrainingBatch.Score"/> writes gradients of what it wants summed.
    /// </summary>
    public float[] Gradients { get; private set; }

    /// <summary>
    /// Whether some gradients are completed in pieces, which <see cref="PieceAt"/> finds room for. Default: false.
    /// </summary>
    public virtual bool HasPieces => false;

    /// <summary>Takes pieces of gradients as they are completed, so that these are never held whole; null, as at first, where all is left in <see cref="Gradients"/>.</summary>
    internal IPieceTaker? PieceTaker { get; set; }

    /// <summary>Where a piece of a gradient is to be written: to its place in <see cref="Gradients"/>, or to a worker's own room where somebody takes it at once.</summary>
    /// <param name="start">Where it begins in <see cref="Gradients"/>.</param>
    /// <param name="room">The worker's room, as long as the piece.</param>
    public Span<float> PieceAt(int start, Span<float> room) => PieceTaker?.Takes(start) == true ? room : Gradients.AsSpan(start, room.Length);

    /// <summary>Hands on a piece that has been written to where <see cref="PieceAt"/> said.</summary>
    /// <param name="start">Where it begins in <see cref="Gradients"/>.</param>
    /// <param name="piece">The piece.</param>
    public void Complete(int start, Span<float> piece)
    {
        if (PieceTaker is { } taker && taker.Takes(start))
        {
            taker.Take(start, piece);
        }
    }

    /// <summary>Told of the marks that lanes come to; null where nobody wants to know, and everything waits for the last phase.</summary>
    internal IMarkObserver? MarkObserver { get; set; }

    /// <summary>Whether all lanes meet on their way.</summary>
    internal bool HasMeetings => Segments > 1;

    /// <summary>Number of marks on the lanes' way back.</summary>
    internal int Marks => _marks.Length / 2;

    /// <summary>Number of jobs that complete the gradients when lanes have run.</summary>
    internal int LastJobs => GradientJobs;

    /// <summary>Called by emitted code: samples of a lane, or of lanes that go together, have left all that the gradients behind a mark are made of.</summary>
    /// <param name="mark">The mark's number: 0 is the first that lanes come to.</param>
    /// <param name="areLast">Whether they are the last ones of these.</param>
    public void Reach(int mark, bool areLast)
    {
        if (areLast)
        {
            MarkObserver?.Reach(mark);
        }
    }

    /// <summary>How many jobs may run when all lanes have come to a mark, and where in <see cref="Gradients"/> begins what these complete, which goes on to its end.</summary>
    internal (int Jobs, int Start) MarkAt(int mark) => (_marks[2 * mark], _marks[(2 * mark) + 1]);

    /// <summary>Where the gradients begin that are complete at any mark: what lies before is complete when all is.</summary>
    internal int BucketsStart => MarkAt(Marks - 1).Start;

    /// <summary>The gradients that are complete at a mark and were not at the one before.</summary>
    internal Memory<float> BucketAt(int mark) => Gradients.AsMemory(MarkAt(mark).Start..(mark == 0 ? Gradients.Length : MarkAt(mark - 1).Start));

    /// <summary>Completes a part of the gradients of which all lanes have come to the mark.</summary>
    internal void RunLastJob(LaneRange lanes, int job, int worker) => RunGradientJob(lanes, job, worker);

    /// <summary>Leaves the gradients where the pass did whose place this one takes.</summary>
    internal void ShareGradients(TrainingPass replaced) => Gradients = replaced.Gradients;

    /// <summary>
    /// Settles from where the batches that come read parameters that nothing packs: from where they are, or from a copy that nobody changes meanwhile.
    /// </summary>
    /// <param name="parameters">The flat block, which nobody changes during the call.</param>
    /// <param name="copies">Whether to take a copy, where the pass reads parameters at all.</param>
    internal void Hold(ReadOnlySpan<float> parameters, bool copies)
    {
        _readsCopy = copies && ReadsParameters;
        if (_readsCopy)
        {
            _copy ??= GC.AllocateUninitializedArray<float>(parameters.Length);
            parameters.CopyTo(_copy);
        }
    }

    /// <summary>Number of jobs of <see cref="Pack"/>.</summary>
    public abstract int PackJobs { get; }

    /// <summary>Packs a part of the weights. To be run for every job whenever the parameters have changed.</summary>
    public abstract void Pack(int job);

    /// <summary>Number of phases of a batch. All jobs of one end before those of the next begin.</summary>
    public int Phases => 2 * Segments;

    /// <summary>Number of jobs of a phase; none where it has nothing to do for the batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="phase">0 to <see cref="Phases"/> - 1.</param>
    public int Jobs(TrainingBatch batch, int phase)
    {
        ArgumentNullException.ThrowIfNull(batch);
        int walks = Walks(Lanes(batch));
        bool isOfLanes = phase % 2 == 0;
        if (!batch.IsTraining)
        {
            return isOfLanes && phase / 2 < ForwardSegments ? walks : 0;
        }

        int completing = walks > 0 ? JobsBehind(phase / 2) - JobsBehind((phase / 2) - 1) : 0;
        return isOfLanes ? walks : IsMeeting(phase) ? 1 + completing : completing;
    }

    /// <summary>Whether what all lanes have left is put together in a phase.</summary>
    internal bool IsMeeting(int phase) => phase % 2 == 1 && phase < Phases - 1;

    /// <summary>
    /// Whether the jobs of a phase carry the last lanes first. Every other segment does: it begins with the lanes that the one before has carried last, of which caches still have what they
    /// left.
    /// </summary>
    internal static bool GoesFromLast(int phase) => phase % 4 == 2;

    /// <summary>How many of the jobs that complete the gradients have run in training when a phase has ended.</summary>
    internal int LastJobsBehind(int phase) => JobsBehind(((phase + 1) / 2) - 1);

    /// <summary>Runs one job of a phase.</summary>
    /// <param name="batch">Supplies the samples and scores the outputs.</param>
    /// <param name="phase">0 to <see cref="Phases"/> - 1.</param>
    /// <param name="job">0 to <see cref="Jobs"/> - 1.</param>
    /// <param name="worker">The running thread's index, below <see cref="Workers"/>; no two jobs at once have the same.</param>
    public void Run(TrainingBatch batch, int phase, int job, int worker)
    {
        ArgumentNullException.ThrowIfNull(batch);
        LaneRange lanes = Lanes(batch);
        if (phase % 2 == 0)
        {
            int together = LanesTogether(lanes);
            int turn = GoesFromLast(phase) ? Walks(lanes) - 1 - job : job;
            int lane = lanes.First + (turn * together);
            int end = Math.Min(lane + together, lanes.First + lanes.Count);
            RunLane(batch, phase / 2, lane, lane * lanes.Size, Math.Min(end * lanes.Size, batch.Count), worker);
        }
        else if (IsMeeting(phase) && job == 0)
        {
            Meet(AllLanes(batch.Count), phase / 2);
        }
        else
        {
            int first = JobsBehind((phase / 2) - 1) - (IsMeeting(phase) ? 1 : 0);
            RunGradientJob(lanes, first + job, worker);
        }
    }

    /// <summary>The lanes of a batch that this pass carries: all, or those of the batch's part.</summary>
    public LaneRange Lanes(TrainingBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return Lanes(batch.Count, batch.Part, batch.Parts);
    }

    /// <summary>
    /// What a lane has summed up for the meeting behind a segment. Where lanes run in other passes, theirs are to be brought here before that meeting.
    /// </summary>
    /// <param name="lane">The lane's number in the batch.</param>
    /// <param name="segment">The segment: half of the meeting's phase.</param>
    public virtual Span<float> LaneSums(int lane, int segment) => default;

    /// <summary>Number of jobs that carry lanes through a segment: one for each, or for as many as go together.</summary>
    internal int Walks(LaneRange lanes)
    {
        int together = LanesTogether(lanes);
        return (lanes.Count + together - 1) / together;
    }

    /// <summary>Lanes that one job carries: a power of two, so that jobs come out even, and few enough that every worker has one.</summary>
    private int LanesTogether(LaneRange lanes)
    {
        int together = 1;
        while (2 * together * lanes.Size <= SamplesTogether && 2 * together * Workers <= BitOperations.RoundUpToPowerOf2((uint)lanes.Count))
        {
            together *= 2;
        }

        return together;
    }

    /// <summary>The lanes of a part of a batch of so many samples.</summary>
    internal LaneRange Lanes(int count, int part, int parts)
    {
        LaneRange all = AllLanes(count);
        int partLanes = Math.Max(LeastPart, (int)BitOperations.RoundUpToPowerOf2((uint)all.Count) / parts);
        int first = Math.Min(part * partLanes, all.Count);
        int end = Math.Min(first + partLanes, all.Count);
        return new LaneRange(first, end - first, all.Size, Math.Min(end * all.Size, count) - Math.Min(first * all.Size, count));
    }

    /// <summary>
    /// Changes what of the parameters is no optimizer's: moving statistics, by those of the batch. To be called once for each step, after all phases, while nobody
    /// reads the parameters.
    /// </summary>
    /// <param name="parameters">The flat block.</param>
    public virtual void UpdateState(Span<float> parameters)
    {
    }

    /// <summary>
    /// The gradient by one sample's input after a batch.
    /// </summary>
    /// <exception cref="InvalidOperationException">The network was not declared with <see cref="NetworkAttribute.InputGradient"/>.</exception>
    public virtual ReadOnlySpan<float> InputGradient(int sample) =>
        throw new InvalidOperationException($"{Info.Name} computes no input gradient: declare it as [Network(..., InputGradient = true)].");

    /// <summary>Samples of a lane, of which the last one may have fewer, in a batch of <paramref name="count"/> samples.</summary>
    protected abstract int LaneSize(int count);

    /// <summary>Whether kernels read parameters that nothing packs.</summary>
    protected virtual bool ReadsParameters => false;

    /// <summary>What such kernels read: the parameters as they are or, in an evaluation, as they were at its beginning.</summary>
    /// <param name="parameters">The flat block.</param>
    protected ReadOnlySpan<float> Held(ReadOnlySpan<float> parameters) => _readsCopy ? _copy : parameters;

    /// <summary>
    /// The most samples that a job carries of several lanes, where these leave nothing of their own behind: the same weights serve all of them. Default: 1, each lane has a job of its own.
    /// </summary>
    protected virtual int SamplesTogether => 1;

    /// <summary>The fewest lanes of a part, which is what some sum does not cut: 1, or 2.</summary>
    protected virtual int LeastPart => 1;

    /// <summary>Segments that a lane's way is cut into: one more than there are times that all lanes meet.</summary>
    protected virtual int Segments => 1;

    /// <summary>Segments until the outputs are scored, the one included that does.</summary>
    protected virtual int ForwardSegments => 1;

    /// <summary>Carries the samples of one lane through a segment, or of those that go together.</summary>
    protected abstract void RunLane(TrainingBatch batch, int segment, int lane, int first, int end, int worker);

    /// <summary>Puts together what all lanes have left at the end of a segment.</summary>
    protected virtual void Meet(LaneRange lanes, int segment)
    {
    }

    /// <summary>Number of jobs of <see cref="RunGradientJob"/>.</summary>
    protected abstract int GradientJobs { get; }

    /// <summary>Completes a part of <see cref="Gradients"/> after the lanes have run.</summary>
    protected abstract void RunGradientJob(LaneRange lanes, int job, int worker);

    /// <summary>How many jobs of <see cref="RunGradientJob"/> have all that they read when all lanes have run a segment: all, behind the last one.</summary>
    protected virtual int GradientJobsBehind(int segment) => segment == Segments - 1 ? GradientJobs : 0;

    private int JobsBehind(int segment) => segment < 0 ? 0 : GradientJobsBehind(segment);

    private LaneRange AllLanes(int count)
    {
        int size = LaneSize(count);
        return new LaneRange(0, (count + size - 1) / size, size, count);
    }
}
