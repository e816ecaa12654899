using System;
using NetGen.Execution;

namespace NetGen.Measuring;

/// <summary>
/// Carries one batch through a network's emitted code: forward only, or forward, backward and the reduction of gradients;
/// neither the packing of weights nor an optimizer is timed.
/// </summary>
internal sealed class Pass : IDisposable
{
    private readonly TrainingPass _pass;
    private readonly Batch _batch;
    private readonly WorkerTeam _team;
    private readonly Phase _phase;

    public Pass(INetwork network, int batch, int threads, bool isTraining)
    {
        _pass = network.CreateTrainingPass(batch, threads);
        for (int job = 0; job < _pass.PackJobs; job++)
        {
            _pass.Pack(job);
        }

        _batch = new Batch(network.Info, batch, isTraining);
        _team = new WorkerTeam(threads);
        _phase = new Phase(_pass, _batch);
    }

    /// <summary>Runs a number of times; the milliseconds of one run.</summary>
    public double Time(int runs) => Timing.Repeat(Run, runs);

    public void Dispose() => _team.Dispose();

    private void Run()
    {
        for (_phase.Number = 0; _phase.Number < _pass.Phases; _phase.Number++)
        {
            _team.Run(_phase, _pass.Jobs(_batch, _phase.Number), TrainingPass.GoesFromLast(_phase.Number));
        }
    }

    private sealed class Phase(TrainingPass pass, Batch batch) : IJobs
    {
        public int Number { get; set; }

        public void Run(int job, int worker) => pass.Run(batch, Number, job, worker);
    }

    /// <summary>Random samples, and random gradients in place of a loss.</summary>
    private sealed class Batch : TrainingBatch
    {
        private readonly float[] _samples;
        private readonly float[] _gradient;
        private readonly int _size;

        public Batch(NetworkInfo info, int count, bool isTraining)
        {
            Count = count;
            IsTraining = isTraining;
            _size = info.InputSize;
            _samples = RandomValues(count * _size, seed: 1);
            _gradient = RandomValues(info.OutputSize, seed: 2);
        }

        public override ReadOnlySpan<float> Input(int sample) => _samples.AsSpan(sample * _size, _size);

        public override void Score(int sample, ReadOnlySpan<float> logits, ReadOnlySpan<float> outputs, Span<float> gradient)
        {
            if (IsTraining)
            {
                _gradient.CopyTo(gradient);
            }
        }

        private static float[] RandomValues(int count, int seed)
        {
            var random = new Random(seed);
            var values = new float[count];
            foreach (ref float value in values.AsSpan())
            {
                value = random.NextSingle() - 0.5f;
            }

            return values;
        }
    }
}
