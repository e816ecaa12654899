using System;
using System.Linq;
using System.Threading;
using NetGen.Execution;

namespace NetGen.Golden.Tests.Sharing;

/// <summary>A network of which the last lane to come to a mark is held there, on its way back, until something is done.</summary>
/// <param name="network">A network with marks.</param>
/// <param name="onMark">Called with the mark's number on the thread of that lane, when the mark has been told.</param>
internal sealed class HeldNetwork(INetwork network, Action<int> onMark) : INetwork
{
    public NetworkInfo Info => network.Info;

    public NetworkParameters Parameters => network.Parameters;

    public int PredictionThreads
    {
        get => network.PredictionThreads;
        set => network.PredictionThreads = value;
    }

    public void Predict(ReadOnlySpan<float> input, Span<float> output) => network.Predict(input, output);

    public TrainingPass CreateTrainingPass(int capacity, int workers) => new HeldPass(network.CreateTrainingPass(capacity, workers), onMark);

    /// <summary>
    /// Does what another pass does, and stands between its lanes and who observes them. Where lanes meet, they are held when they go on from a meeting at which there is a mark.
    /// </summary>
    private sealed class HeldPass : TrainingPass, IMarkObserver
    {
        private readonly TrainingPass _pass;
        private readonly Action<int> _onMark;
        private readonly int[] _reached;
        private TrainingBatch? _batch;
        private int _lanes;

        public HeldPass(TrainingPass pass, Action<int> onMark)
            : base(pass.Info, pass.Capacity, pass.Workers, [.. Enumerable.Range(0, pass.Marks).Select(pass.MarkAt).SelectMany(mark => new[] { mark.Jobs, mark.Start })])
        {
            (_pass, _onMark) = (pass, onMark);
            _reached = new int[pass.Marks];
        }

        public override int PackJobs => _pass.PackJobs;

        protected override int Segments => _pass.Phases / 2;

        // Evaluations end in the same segment, whose number is of no use here: all lanes go on, and find nothing to do.
        protected override int ForwardSegments => Segments;

        protected override int GradientJobs => _pass.LastJobs;

        public override void Pack(int job) => _pass.Pack(job);

        public override Span<float> LaneSums(int lane, int segment) => _pass.LaneSums(lane, segment);

        public override void UpdateState(Span<float> parameters) => _pass.UpdateState(parameters);

        void IMarkObserver.Reach(int mark)
        {
            Reach(mark, areLast: true);
            Count(mark);
        }

        protected override int LaneSize(int count) => _pass.Lanes(count, part: 0, parts: 1).Size;

        protected override int GradientJobsBehind(int segment) => _pass.LastJobsBehind(PhaseBehind(segment));

        protected override void RunLane(TrainingBatch batch, int segment, int lane, int first, int end, int worker)
        {
            LaneRange lanes = Lanes(batch);
            (_batch, _lanes) = (batch, lanes.Count);
            _pass.ShareGradients(this);
            _pass.MarkObserver = batch.IsTraining ? this : null;
            for (int mark = 0; mark < Marks && batch.IsTraining && segment > 0; mark++)
            {
                int jobs = MarkAt(mark).Jobs;
                if (jobs <= GradientJobsBehind(segment - 1) && jobs > (segment > 1 ? GradientJobsBehind(segment - 2) : 0))
                {
                    Count(mark);
                }
            }

            if (lane - lanes.First < _pass.Jobs(batch, 2 * segment))
            {
                _pass.Run(batch, 2 * segment, lane - lanes.First, worker);
            }
        }

        protected override void Meet(LaneRange lanes, int segment) => _pass.Run(_batch!, PhaseBehind(segment), job: 0, worker: 0);

        protected override void RunGradientJob(LaneRange lanes, int job, int worker) => _pass.RunLastJob(lanes, job, worker);

        private static int PhaseBehind(int segment) => (2 * segment) + 1;

        /// <summary>Holds the last lane to come to a mark.</summary>
        private void Count(int mark)
        {
            if (Interlocked.Increment(ref _reached[mark]) == _lanes)
            {
                _reached[mark] = 0;
                _onMark(mark);
            }
        }
    }
}
