using System;
using NetGen.Execution;

namespace NetGen;

/// <summary>
/// Carries batches through a network, to train or to evaluate: the threads, the network's training pass and the batch.
/// </summary>
internal sealed class BatchRunner : IDisposable
{
    // Reading less than this at once is not worth waking a thread for.
    private const int ValuesPerLoadJob = 32 * 1024;

    private readonly NetworkParameters _parameters;
    private readonly TrainingPass _pass;
    private readonly WorkerTeam _team;
    private readonly Jobs _load;
    private readonly Jobs _pack;
    private readonly Jobs _lanes;
    private readonly Jobs _gradients;
    private int _samplesPerLoadJob;
    private int _packedVersion = -1;

    /// <param name="model">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="capacity">The most samples of a batch; at least 1.</param>
    /// <param name="threads">Threads that work at the same time, the caller's included; at least 1.</param>
    public BatchRunner(INetwork model, Loss loss, int capacity, int threads)
    {
        _parameters = model.Parameters;
        _pass = model.CreateTrainingPass(capacity, threads);
        Batch = new SampleBatch(model.Info, loss, capacity);
        _team = new WorkerTeam(threads);
        _load = new Jobs((job, _) => LoadSamples(job));
        _pack = new Jobs((job, _) => _pass.Pack(job));
        _lanes = new Jobs((lane, worker) => _pass.RunLane(Batch, lane, worker));
        _gradients = new Jobs((job, _) => _pass.RunGradientJob(Batch.Count, job));
    }

    /// <summary>The last batch with its outputs.</summary>
    public SampleBatch Batch { get; }

    /// <summary>Threads that work at the same time.</summary>
    public int Threads => _team.Workers;

    /// <summary>Where a training batch leaves the gradients of its loss.</summary>
    public float[] Gradients => _pass.Gradients;

    /// <summary>Trains one batch and returns its loss, penalties included, as it was before the parameters changed.</summary>
    public double Train(BatchSamples samples, ulong randomKey, ParameterUpdate update)
    {
        Batch.Begin(samples, DataRole.Training);
        Batch.Train(randomKey);
        RunForward();
        _team.Run(_gradients, _pass.GradientJobs);
        return Batch.MeanLoss() + update.Run(_team);
    }

    /// <summary>Carries one batch forward as in inference and returns its loss, without L1 and L2.</summary>
    public double Evaluate(BatchSamples samples, string role)
    {
        Batch.Begin(samples, role);
        Batch.Evaluate();
        RunForward();
        return Batch.MeanLoss();
    }

    public void Dispose() => _team.Dispose();

    /// <summary>Loads the samples, then runs the lanes, which in training also go backward.</summary>
    private void RunForward()
    {
        int jobs = (int)Math.Clamp(Batch.InputLength / ValuesPerLoadJob, 1, Batch.Count);
        _samplesPerLoadJob = ((Batch.Count - 1) / jobs) + 1;
        _team.Run(_load, ((Batch.Count - 1) / _samplesPerLoadJob) + 1);
        if (_packedVersion != _parameters.Version)
        {
            _team.Run(_pack, _pass.PackJobs);
            _packedVersion = _parameters.Version;
        }

        _team.Run(_lanes, _pass.Lanes(Batch.Count));
    }

    private void LoadSamples(int job)
    {
        int end = Math.Min((job + 1) * _samplesPerLoadJob, Batch.Count);
        for (int sample = job * _samplesPerLoadJob; sample < end; sample++)
        {
            Batch.Load(sample);
        }
    }
}
