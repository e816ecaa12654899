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

    /// <summary>Does what another pass does, and stands between its lanes and who observes them.</summary>
    private sealed class HeldPass : TrainingPass, IMarkObserver
    {
        private readonly TrainingPass _pass;
        private readonly Action<int> _onMark;
        private readonly int[] _reached;
        private int _lanes;

        public HeldPass(TrainingPass pass, Action<int> onMark)
            : base(pass.Info, pass.Capacity, pass.Workers, [.. Enumerable.Range(0, pass.Marks).Select(pass.MarkAt).SelectMany(mark => new[] { mark.Jobs, mark.Start })])
        {
            (_pass, _onMark) = (pass, onMark);
            _reached = new int[pass.Marks];
        }

        public override int PackJobs => _pass.PackJobs;

        protected override int GradientJobs => _pass.LastJobs;

        public override void Pack(int job) => _pass.Pack(job);

        void IMarkObserver.Reach(int mark)
        {
            Reach(mark, areLast: true);
            if (Interlocked.Increment(ref _reached[mark]) == _lanes)
            {
                _reached[mark] = 0;
                _onMark(mark);
            }
        }

        protected override int LaneSize(int count) => _pass.Lanes(count, part: 0, parts: 1).Size;

        protected override void RunLane(TrainingBatch batch, int segment, int lane, int first, int end, int worker)
        {
            LaneRange lanes = Lanes(batch);
            _lanes = lanes.Count;
            _pass.ShareGradients(this);
            _pass.MarkObserver = batch.IsTraining ? this : null;
            _pass.Run(batch, segment, lane - lanes.First, worker);
        }

        protected override void RunGradientJob(LaneRange lanes, int job, int worker) => _pass.RunLastJob(lanes, job, worker);
    }
}
