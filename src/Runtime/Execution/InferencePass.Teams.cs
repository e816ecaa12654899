using System;
using System.Threading;

namespace NetGen.Execution;

/// <content>Calls that are spread over threads.</content>
public abstract partial class InferencePass
{
    /// <summary>
    /// One call's groups as jobs: there are as many jobs as threads wanted, and each takes groups until none is left.
    /// Used by whoever holds the shared team, so one per network is enough.
    /// </summary>
    private sealed unsafe class SpreadGroups(InferencePass pass) : IJobs
    {
        private readonly TeamWorkspaces _workspaces = new(pass._workspaces);
        private float* _input;
        private float* _output;
        private int _count;
        private int _groups;
        private int _next;

        /// <summary>Runs the samples in so many groups, as even as can be, and gives the team back.</summary>
        public void Run(WorkerTeam team, int threads, Workspace callers, ReadOnlySpan<float> input, Span<float> output, int count, int groups)
        {
            try
            {
                _workspaces.Rent(threads, callers);

                // Pinned here until the last job has ended.
                fixed (float* inputStart = input, outputStart = output)
                {
                    _input = inputStart;
                    _output = outputStart;
                    _count = count;
                    _groups = groups;
                    _next = 0;
                    team.Run(this, threads);
                }
            }
            finally
            {
                _workspaces.Return();
                SharedTeam.Return(team);
            }
        }

        void IJobs.Run(int job, int worker)
        {
            var input = new ReadOnlySpan<float>(_input, _count * pass._inputSize);
            var output = new Span<float>(_output, _count * pass._outputSize);
            int group;
            while ((group = Interlocked.Increment(ref _next) - 1) < _groups)
            {
                int first = Beginning(group);
                pass.RunGroup(_workspaces[job], input, output, first, Beginning(group + 1) - first);
            }
        }

        private int Beginning(int group) => (int)((long)group * _count / _groups);
    }

    /// <summary>
    /// One call's samples, one after the other, each shared by all threads, or a group of them: phase by phase, every thread takes jobs, first those of its own part of the image, until none is left.
    /// Used by whoever holds the shared team, so one per network is enough.
    /// </summary>
    private sealed unsafe class SharedSamples(InferencePass pass) : IJobs
    {
        // The first is the caller's, which all write their results to.
        private readonly TeamWorkspaces _workspaces = new(pass._workspaces);
        private float* _input;
        private float* _output;
        private int _count;
        private int _first;
        private int _end;
        private int _phase;
        private bool _keptWaiting;
        private int _mostJobs;

        /// <summary>The most jobs that a phase has: more threads would have nothing to do.</summary>
        public int MostJobs
        {
            get
            {
                if (_mostJobs == 0)
                {
                    int most = 1;
                    for (int phase = 0; phase < pass.Phases; phase++)
                    {
                        most = Math.Max(most, pass.JobsOf(phase));
                    }

                    _mostJobs = most;
                }

                return _mostJobs;
            }
        }

        /// <summary>Runs the samples and gives the team back.</summary>
        public void Run(WorkerTeam team, Workspace callers, ReadOnlySpan<float> input, Span<float> output, int count)
        {
            _keptWaiting = false;
            try
            {
                _workspaces.Rent(team.Workers, callers);

                // Pinned here until the last job has ended.
                fixed (float* inputStart = input, outputStart = output)
                {
                    for (int first = 0; first < count; first += _count)
                    {
                        _input = inputStart + ((long)first * pass._inputSize);
                        _output = outputStart + ((long)first * pass._outputSize);
                        _count = Math.Min(pass._groupSize, count - first);
                        RunGroup(team);
                    }
                }
            }
            finally
            {
                _workspaces.Return();
                SharedTeam.ReturnShared(team, _keptWaiting);
            }
        }

        void IJobs.Run(int job, int worker) =>
            pass.RunJob(_phase, job, _first, _end, Packed, _workspaces[0].Buffer, _workspaces[worker].Buffer, Input, Output);

        private AlignedBuffer Packed => _workspaces[0].Reads!.Buffer;

        private ReadOnlySpan<float> Input => new(_input, _count * pass._inputSize);

        private Span<float> Output => new(_output, _count * pass._outputSize);

        private void RunGroup(WorkerTeam team)
        {
            for (int begin = 0, end; begin < pass.Phases; begin = end)
            {
                bool takesGroup = pass.TakesGroup(begin);
                end = begin + 1;
                while (!takesGroup && end < pass.Phases && !pass.TakesGroup(end))
                {
                    end++;
                }

                for (_first = 0; _first < _count; _first = _end)
                {
                    _end = takesGroup ? _count : _first + 1;
                    RunPhases(team, begin, end);
                }
            }

            pass.Finish(Packed, _workspaces[0].Buffer, Output, _count);
        }

        /// <summary>Runs phases one after the other for a sample, or for all.</summary>
        private void RunPhases(WorkerTeam team, int begin, int end)
        {
            for (_phase = begin; _phase < end; _phase++)
            {
                int jobs = pass.JobsOf(_phase);
                team.Run(this, jobs);
                _keptWaiting |= jobs > 1 && team.KeptWaiting;
            }
        }
    }

    /// <summary>The workspaces of one call's jobs, all taken before they begin: so a call allocates none that an earlier one of as many threads has not.</summary>
    private sealed class TeamWorkspaces(WorkspacePool pool)
    {
        private Workspace[] _workspaces = [];
        private int _count;

        public Workspace this[int job] => _workspaces[job];

        /// <param name="count">Number of jobs.</param>
        /// <param name="callers">The caller's workspace, the first; it keeps the weights from being packed over until all jobs have ended.</param>
        public void Rent(int count, Workspace callers)
        {
            if (_workspaces.Length < count)
            {
                _workspaces = new Workspace[count];
            }

            // All jobs of a shared sample write to the caller's, which must be there before the first of them.
            callers.Prepare();
            _workspaces[0] = callers;
            for (_count = 1; _count < count; _count++)
            {
                Workspace workspace = pool.Rent(callers.Reads!);
                workspace.Prepare();
                _workspaces[_count] = workspace;
            }
        }

        /// <summary>Gives back all but the caller's.</summary>
        public void Return()
        {
            while (--_count > 0)
            {
                WorkspacePool.Return(_workspaces[_count]);
            }
        }
    }
}
