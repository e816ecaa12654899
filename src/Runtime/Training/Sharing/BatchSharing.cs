using System;
using System.Runtime.InteropServices;
using NetGen.Execution;

namespace NetGen;

/// <summary>
/// What the ranks of a fit exchange while a batch is carried. Each has a subtree of its lanes: what lanes leave for a meeting is handed to all, gradients are
/// summed up as the lanes' tree goes on above the subtrees, and losses and outputs are brought together, so that every rank counts what one alone would.
/// </summary>
/// <param name="exchange">What joins the ranks.</param>
/// <param name="ranks">The ranks.</param>
internal sealed class BatchSharing(Exchange exchange, Collective ranks) : IDisposable
{
    private readonly GradientExchange _gradients = new(ranks);
    private readonly MeetingGradients _meetingGradients = new(exchange);
    private readonly int[] _lanes = new int[ranks.Count + 1];
    private readonly int[] _bounds = new int[ranks.Count + 1];
    private readonly int[] _samples = new int[ranks.Count + 1];
    private float[] _laneSums = [];
    private byte[] _rows = [];
    private int _summands;

    /// <summary>Whether outputs and targets are brought together too: metrics take them, and who looks for what is not finite.</summary>
    public bool CountsRows { get; set; }

    /// <summary>Which of how many parts of a batch this rank has.</summary>
    public (int Number, int Count) Part => (ranks.Rank, ranks.Count);

    /// <summary>The first sample of a batch that this rank carries, and where its samples end. None, where a batch has too few lanes.</summary>
    public (int First, int End) Samples => (_samples[ranks.Rank], _samples[ranks.Rank + 1]);

    /// <summary>Deals out a batch.</summary>
    public void Begin(TrainingPass pass, int count)
    {
        _summands = 0;
        for (int part = 0; part < ranks.Count; part++)
        {
            LaneRange lanes = pass.Lanes(count, part, ranks.Count);
            _lanes[part + 1] = _lanes[part] + lanes.Count;
            _samples[part + 1] = _samples[part] + lanes.Samples;
            _summands += lanes.Count > 0 ? 1 : 0;
        }

        _meetingGradients.Begin(pass, _summands);
    }

    /// <summary>Hands all ranks what each lane has left for the meeting behind a segment.</summary>
    public void ShareLaneSums(TrainingPass pass, int segment)
    {
        int length = pass.LaneSums(0, segment).Length;
        int own = ranks.Rank;
        if (_laneSums.Length < _lanes[^1] * length)
        {
            _laneSums = new float[_lanes[^1] * length];
        }

        for (int part = 0; part <= ranks.Count; part++)
        {
            _bounds[part] = _lanes[part] * length;
        }

        for (int lane = _lanes[own]; lane < _lanes[own + 1]; lane++)
        {
            pass.LaneSums(lane, segment).CopyTo(_laneSums.AsSpan(lane * length));
        }

        ranks.Gather(_laneSums.AsSpan(0, _bounds[^1]), _bounds);
        for (int lane = 0; lane < _lanes[^1]; lane++)
        {
            if (lane < _lanes[own] || lane >= _lanes[own + 1])
            {
                _laneSums.AsSpan(lane * length, length).CopyTo(pass.LaneSums(lane, segment));
            }
        }
    }

    /// <summary>
    /// Whether a thread of its own sums gradients of a pass over the ranks while lanes, which never meet, are on their way back.
    /// </summary>
    public bool GoOnThread(TrainingPass pass) => GoBehind(pass) && !pass.HasMeetings;

    /// <summary>Makes sure that no step before has failed half-way.</summary>
    /// <exception cref="ExchangeException">One has.</exception>
    public void RequireWhole()
    {
        if (_gradients.IsTorn || _meetingGradients.IsTorn)
        {
            throw new ExchangeException("A step before has failed, and what ranks had on their way to each other then is lost: none can follow.");
        }
    }

    /// <summary>What sums up gradients beside the lanes that are about to run.</summary>
    /// <param name="pass">A pass with buckets.</param>
    /// <param name="lanes">This rank's lanes.</param>
    /// <param name="worker">A worker's index that no lane has.</param>
    public GradientExchange BeginBuckets(TrainingPass pass, LaneRange lanes, int worker)
    {
        _gradients.Begin(pass, lanes, _summands, worker);
        return _gradients;
    }

    /// <summary>Tells that so many of the jobs that complete gradients have run: where lanes meet, what is complete goes on its way.</summary>
    public void Complete(TrainingPass pass, int jobs)
    {
        if (GoAtMeetings(pass))
        {
            _meetingGradients.Complete(jobs);
        }
    }

    /// <summary>Adds up the gradients of all ranks, as far as these are in no bucket that is summed already.</summary>
    public void SumGradients(TrainingPass pass)
    {
        bool goAtMeetings = GoAtMeetings(pass);
        if (goAtMeetings)
        {
            _meetingGradients.Finish();
        }

        int end = goAtMeetings || GoOnThread(pass) ? pass.BucketsStart : pass.Gradients.Length;
        ranks.Sum(pass.Gradients.AsSpan(0, end), _summands);
    }

    /// <summary>Ends the thread that sums up gradients.</summary>
    public void Dispose() => _gradients.Dispose();

    /// <summary>Hands all ranks the loss of each sample and, where these are wanted, its output and target.</summary>
    public void ShareScores(SampleBatch batch)
    {
        int length = sizeof(double) + (CountsRows ? sizeof(float) * batch.RowLength : 0);
        int end = SampleBatch.Length(_samples[^1], length);
        if (_rows.Length < end)
        {
            _rows = new byte[end];
        }

        for (int part = 0; part <= ranks.Count; part++)
        {
            _bounds[part] = _samples[part] * length;
        }

        (int first, int past) = Samples;
        for (int sample = first; sample < past; sample++)
        {
            Span<byte> row = _rows.AsSpan(sample * length, length);
            MemoryMarshal.Write(row, batch.LossOf(sample));
            batch.CopyRow(sample, MemoryMarshal.Cast<byte, float>(row[sizeof(double)..]));
        }

        ranks.Gather(_rows.AsSpan(0, end), _bounds);
        for (int sample = 0; sample < _samples[^1]; sample++)
        {
            if (sample < first || sample >= past)
            {
                ReadOnlySpan<byte> row = _rows.AsSpan(sample * length, length);
                batch.TakeScore(sample, MemoryMarshal.Read<double>(row), MemoryMarshal.Cast<byte, float>(row[sizeof(double)..]));
            }
        }
    }

    /// <summary>Whether gradients of a pass go from one meeting of the lanes to the next.</summary>
    private bool GoAtMeetings(TrainingPass pass) => GoBehind(pass) && pass.HasMeetings && exchange.CanSwapBehind;

    /// <summary>On one machine an exchange takes nothing but the processors, which lanes have while they are on their way.</summary>
    private bool GoBehind(TrainingPass pass) => pass.Marks > 0 && ranks.Count > 1 && !ranks.SharesMemory;
}
