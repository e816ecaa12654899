using System;
using System.Threading;
using NetGen.Execution;

namespace NetGen;

/// <summary>
/// A step's gradients, cut at the marks that lanes come to: the first bucket is what is complete at the first mark, and ends where the gradients do; the second one ends where that begins.
/// Jobs are taken in the order of their numbers, by any number of threads.
/// </summary>
internal sealed class GradientBuckets
{
    private TrainingPass? _pass;
    private LaneRange _lanes;
    private int[] _jobEnds = [];
    private int[] _walksToCome = [];
    private int[] _jobsToEnd = [];
    private int _nextJob;

    /// <summary>Number of buckets. What lies before all of them is none.</summary>
    public int Count => _jobEnds.Length;

    /// <summary>Jobs that nobody has taken yet, those included that complete no bucket.</summary>
    public int JobsLeft => Math.Max(_pass!.LastJobs - Volatile.Read(ref _nextJob), 0);

    /// <summary>Takes up a step.</summary>
    /// <param name="pass">A pass with marks.</param>
    /// <param name="lanes">The lanes that it carries; where there are none, there are no jobs either.</param>
    public void Begin(TrainingPass pass, LaneRange lanes)
    {
        int marks = pass.Marks;
        if (_jobEnds.Length != marks)
        {
            (_jobEnds, _walksToCome, _jobsToEnd) = (new int[marks], new int[marks], new int[marks]);
        }

        (_pass, _lanes) = (pass, lanes);
        int walks = pass.Walks(lanes);
        int jobs = 0;
        for (int mark = 0; mark < marks; mark++)
        {
            _jobEnds[mark] = pass.MarkAt(mark).Jobs;
            _walksToCome[mark] = walks;
            _jobsToEnd[mark] = lanes.Count > 0 ? _jobEnds[mark] - jobs : 0;
            jobs = _jobEnds[mark];
        }

        _nextJob = lanes.Count > 0 ? 0 : pass.LastJobs;
    }

    /// <summary>A bucket's gradients.</summary>
    public Span<float> Of(int bucket) => _pass!.BucketAt(bucket).Span;

    /// <summary>Counts a job of lanes that has come to a mark; true where it is the last one.</summary>
    public bool Reach(int mark) => Interlocked.Decrement(ref _walksToCome[mark]) == 0;

    /// <summary>Whether all jobs of a bucket have ended.</summary>
    public bool IsComplete(int bucket) => Volatile.Read(ref _jobsToEnd[bucket]) == 0;

    /// <summary>Takes the next job of a bucket or of those before.</summary>
    /// <param name="bucket">The bucket; <see cref="Count"/> stands for what belongs to none.</param>
    /// <param name="job">The job, which nobody else gets.</param>
    public bool TryTakeJob(int bucket, out int job)
    {
        int end = bucket < Count ? _jobEnds[bucket] : _pass!.LastJobs;
        do
        {
            job = Volatile.Read(ref _nextJob);
            if (job >= end)
            {
                return false;
            }
        }
        while (Interlocked.CompareExchange(ref _nextJob, job + 1, job) != job);
        return true;
    }

    /// <summary>Runs a job that has been taken; true where it is the last of a bucket to end.</summary>
    public bool Run(int job, int worker)
    {
        _pass!.RunLastJob(_lanes, job, worker);
        int bucket = 0;
        while (bucket < Count && job >= _jobEnds[bucket])
        {
            bucket++;
        }

        return bucket < Count && Interlocked.Decrement(ref _jobsToEnd[bucket]) == 0;
    }
}
