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

    private readonly INetwork _model;
    private readonly Loss _loss;
    private readonly NetworkParameters _parameters;
    private readonly WorkerTeam _team;
    private readonly Jobs _load;
    private readonly Jobs _pack;
    private readonly Jobs _lanes;
    private readonly Jobs _gradients;
    private TrainingPass _pass;
    private int _samplesPerLoadJob;
    private int _packedVersion = -1;

    /// <param name="model">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="capacity">The most samples of a batch; at least 1.</param>
    /// <param name="threads">Threads that work at the same time, the caller's included; at least 1.</param>
    public BatchRunner(INetwork model, Loss loss, int capacity, int threads)
    {
        _model = model;
        _loss = loss;
        _parameters = model.Parameters;
        Batch = new SampleBatch(model.Info, loss, capacity);
        _pass = model.CreateTrainingPass(capacity, threads);
        _team = new WorkerTeam(threads);
        _load = new Jobs((job, _) => LoadSamples(job));
        _pack = new Jobs((job, _) => _pass.Pack(job));
        _lanes = new Jobs((lane, worker) => _pass.RunLane(Batch, lane, worker));
        _gradients = new Jobs((job, _) => _pass.RunGradientJob(Batch.Count, job));
    }

    /// <summary>The last batch with its outputs.</summary>
    public SampleBatch Batch { get; private set; }

    /// <summary>Threads that work at the same time.</summary>
    public int Threads => _team.Workers;

    /// <summary>Where a training batch leaves the gradients of its loss.</summary>
    public float[] Gradients => _pass.Gradients;

    /// <summary>Makes room for batches of so many samples, where there is not: of a stream nobody knows before how many come.</summary>
    public void Reserve(int capacity)
    {
        if (capacity > Batch.Capacity)
        {
            var batch = new SampleBatch(_model.Info, _loss, capacity);
            TrainingPass pass = _model.CreateTrainingPass(capacity, Threads);
            pass.ShareGradients(_pass);
            (Batch, _pass) = (batch, pass);
            _packedVersion = -1;
        }
    }

    /// <summary>Trains one batch and returns its loss, penalties included, as it was before the parameters changed.</summary>
    public double Train(BatchSamples samples, ulong randomKey, ParameterUpdate update)
    {
        Reserve(samples.Count);
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
