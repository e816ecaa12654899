using System;
using NetGen.Execution;

namespace NetGen.Bench.Scaling;

/// <summary>A network that says nothing of its marks, so that all its gradients are exchanged when lanes have ended; else the same.</summary>
/// <param name="network">A network whose lanes never meet.</param>
internal sealed class Unmarked(INetwork network) : INetwork
{
    public NetworkInfo Info => network.Info;

    public NetworkParameters Parameters => network.Parameters;

    public int PredictionThreads
    {
        get => network.PredictionThreads;
        set => network.PredictionThreads = value;
    }

    public void Predict(ReadOnlySpan<float> input, Span<float> output) => network.Predict(input, output);

    public TrainingPass CreateTrainingPass(int capacity, int workers) => new Pass(network.CreateTrainingPass(capacity, workers));

    private sealed class Pass(TrainingPass pass) : TrainingPass(pass.Info, pass.Capacity, pass.Workers)
    {
        public override int PackJobs => pass.PackJobs;

        protected override int GradientJobs => pass.LastJobs;

        public override void Pack(int job) => pass.Pack(job);

        protected override int LaneSize(int count) => pass.Lanes(count, part: 0, parts: 1).Size;

        protected override void RunLane(TrainingBatch batch, int segment, int lane, int first, int end, int worker)
        {
            pass.ShareGradients(this);
            pass.Run(batch, segment, lane - Lanes(batch).First, worker);
        }

        protected override void RunGradientJob(LaneRange lanes, int job, int worker) => pass.RunLastJob(lanes, job, worker);
    }
}
