using System;
using System.Threading;
using NetGen.Execution;

namespace NetGen;

/// <summary>
/// Carries batches through a network, to train or to evaluate: the network's training pass, the batch and, while it is at work, a team.
/// </summary>
internal sealed class BatchRunner
{
    // Reading less than this at once is not worth waking a thread for.
    private const int ValuesPerLoadJob = 32 * 1024;

    private readonly INetwork _model;
    private readonly Loss _loss;
    private readonly NetworkParameters _parameters;
    private readonly Jobs _load;
    private readonly Jobs _mix;
    private readonly Jobs _pack;
    private readonly Jobs _phases;
    private TrainingPass _pass;
    private WorkerTeam? _team;
    private MixedBatch? _mixed;
    private int _phase;
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
        Threads = threads;
        _load = new Jobs((job, _) => LoadSamples(job));
        _mix = new Jobs((job, _) => MixSamples(job));
        _pack = new Jobs((job, _) => _pass.Pack(job));
        _phases = new Jobs((job, worker) => _pass.Run(Batch, _phase, job, worker));
    }

    /// <summary>The last batch with its outputs.</summary>
    public SampleBatch Batch { get; private set; }

    /// <summary>Threads that work at the same time.</summary>
    public int Threads { get; }

    /// <summary>Where a training batch leaves the gradients of its loss.</summary>
    public float[] Gradients => _pass.Gradients;

    private WorkerTeam Team => _team!;

    private int LoadJobs => ((Batch.Count - 1) / _samplesPerLoadJob) + 1;

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

    /// <summary>Takes a team to work with, which <see cref="Rest"/> gives back.</summary>
    public void GoToWork() => _team = IdleTeams.Take(Threads);

    /// <summary>Gives the team back.</summary>
    public void Rest()
    {
        if (Interlocked.Exchange(ref _team, null) is { } team)
        {
            IdleTeams.Return(team);
        }
    }

    /// <summary>Takes the weights as they are now for the batches that are evaluated next, and returns their penalties.</summary>
    public double TakeWeights()
    {
        lock (_parameters.Gate)
        {
            Pack(copies: true);
            return Penalties.Sum(_parameters);
        }
    }

    /// <summary>Trains one batch and returns its loss, penalties included, as it was before the parameters changed.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="randomKey">Decides what is drawn.</param>
    /// <param name="update">Changes the parameters.</param>
    /// <param name="mixed">Mixes the samples; null where they stay as they are.</param>
    public double Train(BatchSamples samples, ulong randomKey, ParameterUpdate update, MixedBatch? mixed = null)
    {
        Reserve(samples.Count);
        Batch.Begin(samples, DataRole.Training);
        Batch.Train(randomKey, mixed);
        Load();
        if (mixed is not null)
        {
            _mixed = mixed;
            mixed.Begin(Batch.Count, RandomKeys.OfMixing(randomKey));
            Team.Run(_mix, LoadJobs);
        }

        lock (_parameters.Gate)
        {
            Pack(copies: false);
        }

        RunPhases();
        double loss = Batch.MeanLoss(_pass.Lanes(Batch));
        update.Watch?.SeeLoss(loss, Batch);
        return loss + update.Run(Team, _pass);
    }

    /// <summary>Carries one batch forward as in inference, with the weights last taken, and returns its loss, without L1 and L2.</summary>
    public double Evaluate(BatchSamples samples, string role)
    {
        Batch.Begin(samples, role);
        Batch.Evaluate();
        Load();
        RunPhases();
        return Batch.MeanLoss(_pass.Lanes(Batch));
    }

    private void Load()
    {
        int jobs = (int)Math.Clamp(Batch.InputLength / ValuesPerLoadJob, 1, Batch.Count);
        _samplesPerLoadJob = ((Batch.Count - 1) / jobs) + 1;
        Team.Run(_load, LoadJobs);
    }

    /// <summary>Brings the weights into the layouts of the kernels. The caller holds the gate of the parameters.</summary>
    /// <param name="copies">Whether kernels that read parameters as they are get a copy: others may change them before the batches are done.</param>
    private void Pack(bool copies)
    {
        _pass.Hold(_parameters.Values, copies);
        if (_packedVersion != _parameters.Version)
        {
            Team.Run(_pack, _pass.PackJobs);
            _packedVersion = _parameters.Version;
        }
    }

    /// <summary>Runs what the pass does for a batch: forward, and in training backward.</summary>
    private void RunPhases()
    {
        for (_phase = 0; _phase < _pass.Phases; _phase++)
        {
            Team.Run(_phases, _pass.Jobs(Batch, _phase));
        }
    }

    private void LoadSamples(int job)
    {
        for (int sample = job * _samplesPerLoadJob; sample < EndOf(job); sample++)
        {
            Batch.Load(sample);
        }
    }

    private void MixSamples(int job)
    {
        for (int sample = job * _samplesPerLoadJob; sample < EndOf(job); sample++)
        {
            _mixed!.Mix(sample, Batch);
        }
    }

    /// <summary>Where the samples of a job end.</summary>
    private int EndOf(int job) => Math.Min((job + 1) * _samplesPerLoadJob, Batch.Count);
}
