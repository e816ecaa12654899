using System;
using System.Diagnostics;
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
    private readonly Jobs _lastJobs;
    private readonly Action _lastPhase;
    private readonly ThreadTrial _trainingTrial = new();
    private readonly ThreadTrial _evaluationTrial = new();
    private TrainingPass _pass;
    private WorkerTeam? _team;
    private BatchSharing? _sharing;
    private GradientExchange? _gradients;
    private MixedBatch? _mixed;
    private int _phase;
    private int _firstSample;
    private int _samples;
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
        _lastJobs = new Jobs((_, worker) => _gradients!.RunJob(worker));
        _lastPhase = () => RunPhases(_pass.Phases - 1, _pass.Phases);
    }

    /// <summary>The last batch with its outputs.</summary>
    public SampleBatch Batch { get; private set; }

    /// <summary>Threads that work at the same time.</summary>
    public int Threads { get; }

    /// <summary>Where a training batch leaves the gradients of its loss.</summary>
    public float[] Gradients => _pass.Gradients;

    private WorkerTeam Team => _team!;

    private int LoadJobs => (_samples + _samplesPerLoadJob - 1) / _samplesPerLoadJob;

    private LaneRange Lanes => _pass.Lanes(Batch.Count, part: 0, parts: 1);

    /// <summary>Makes room for batches of so many samples, where there is not: of a stream nobody knows before how many come.</summary>
    public void Reserve(int capacity)
    {
        if (capacity > Batch.Capacity)
        {
            Replace(capacity, _pass.Workers);
            Batch = new SampleBatch(_model.Info, _loss, capacity);
        }
    }

    /// <summary>Takes a team to work with, which <see cref="Rest"/> gives back.</summary>
    /// <param name="sharing">What is exchanged with other ranks that carry the same batches; null where there are none.</param>
    public void GoToWork(BatchSharing? sharing = null)
    {
        _sharing = sharing;
        _team = IdleTeams.Take(Threads);
    }

    /// <summary>Gives the team back.</summary>
    public void Rest()
    {
        if (Interlocked.Exchange(ref _team, null) is { } team)
        {
            team.WorksAlone = false;
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
        long? began = BeginTrial(_trainingTrial);
        double loss = RunTraining(samples, randomKey, update, mixed);
        EndTrial(_trainingTrial, began, samples.Count);
        return loss;
    }

    /// <summary>Carries one batch forward as in inference, with the weights last taken, and returns its loss, without L1 and L2.</summary>
    public double Evaluate(BatchSamples samples, string role)
    {
        long? began = BeginTrial(_evaluationTrial);
        double loss = RunEvaluation(samples, role);
        EndTrial(_evaluationTrial, began, samples.Count);
        return loss;
    }

    /// <summary>Settles whether threads take part in a batch, and returns when it began where it is timed. Ranks that share batches wait for each other, which tells nothing of threads.</summary>
    private long? BeginTrial(ThreadTrial trial)
    {
        bool mayTry = _sharing is null && Threads > 1;
        Team.WorksAlone = mayTry && !trial.UsesThreads;
        return mayTry && trial.IsTimed ? Stopwatch.GetTimestamp() : null;
    }

    private static void EndTrial(ThreadTrial trial, long? began, int samples) => trial.Count(Stopwatch.GetTimestamp() - began, samples);

    private double RunTraining(BatchSamples samples, ulong randomKey, ParameterUpdate update, MixedBatch? mixed)
    {
        Reserve(samples.Count);
        if (_sharing?.GoOnThread(_pass) == true && _pass.Workers == Threads)
        {
            // Gradients are completed beside lanes, in buffers that none of these has.
            Replace(Batch.Capacity, Threads + 1);
        }

        Begin(samples, DataRole.Training);
        Batch.Train(randomKey, mixed);
        _mixed = mixed;
        mixed?.Begin(Batch.Count, RandomKeys.OfMixing(randomKey));
        Load();
        if (mixed is not null)
        {
            Team.Run(_mix, LoadJobs);
        }

        lock (_parameters.Gate)
        {
            Pack(copies: false);
        }

        // The last phase reads no parameters, so an optimizer that wants no gradient whole may change them while it runs.
        bool isInPieces = _pass.HasPieces && _sharing is null && update.TakesPieces;
        if (_sharing is not null)
        {
            RunPhases(_sharing);
        }
        else
        {
            RunPhases(0, isInPieces ? _pass.Phases - 1 : _pass.Phases);
        }

        double loss = Batch.MeanLoss(Lanes);
        update.Watch?.SeeLoss(loss, Batch);
        return loss + update.Run(Team, _pass, isInPieces ? _lastPhase : null);
    }

    private double RunEvaluation(BatchSamples samples, string role)
    {
        Begin(samples, role);
        Batch.Evaluate();
        _mixed = null;
        Load();
        RunPhases(0, _pass.Phases);
        _sharing?.ShareScores(Batch);
        return Batch.MeanLoss(Lanes);
    }

    /// <summary>Takes up a batch, or this rank's part of it.</summary>
    private void Begin(BatchSamples samples, string role)
    {
        Batch.Begin(samples, role, _sharing?.Part ?? (0, 1));
        (_firstSample, int end) = (0, Batch.Count);
        if (_sharing is not null)
        {
            _sharing.Begin(_pass, Batch.Count);
            (_firstSample, end) = _sharing.Samples;
        }

        _samples = end - _firstSample;
    }

    private void Load()
    {
        int jobs = (int)Math.Clamp((long)_samples * _model.Info.InputSize / ValuesPerLoadJob, 1, Math.Max(_samples, 1));
        _samplesPerLoadJob = Math.Max((_samples + jobs - 1) / jobs, 1);
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

    /// <summary>Runs a range of what the pass does for a batch: forward, and in training backward.</summary>
    private void RunPhases(int first, int end)
    {
        for (_phase = first; _phase < end; _phase++)
        {
            int jobs = _pass.Jobs(Batch, _phase);
            if (_sharing is not null && jobs > 0 && _pass.IsMeeting(_phase))
            {
                _sharing.ShareLaneSums(_pass, _phase / 2);
            }

            Team.Run(_phases, jobs, TrainingPass.GoesFromLast(_phase));
        }
    }

    /// <summary>Runs all that the pass does for a batch in training, and brings together what ranks have come to.</summary>
    private void RunPhases(BatchSharing sharing)
    {
        if (sharing.GoOnThread(_pass))
        {
            RunBuckets(sharing.BeginBuckets(_pass, _pass.Lanes(Batch), worker: Threads));
        }
        else
        {
            for (int phase = 0; phase < _pass.Phases; phase++)
            {
                RunPhases(phase, phase + 1);
                sharing.Complete(_pass, _pass.LastJobsBehind(phase));
            }
        }

        sharing.ShareScores(Batch);
        sharing.SumGradients(_pass);
    }

    /// <summary>Runs lanes, beside which gradients are summed up, and then with all threads what is left of the jobs.</summary>
    private void RunBuckets(GradientExchange gradients)
    {
        _gradients = gradients;
        try
        {
            RunPhases(0, _pass.Phases - 1);
            Team.Run(_lastJobs, gradients.JobsLeft);
            gradients.Finish();
        }
        catch
        {
            gradients.Cancel();
            throw;
        }
    }

    /// <summary>Puts another pass in the place of the one that is there: for larger batches, or more workers.</summary>
    private void Replace(int capacity, int workers)
    {
        TrainingPass pass = _model.CreateTrainingPass(capacity, workers);
        pass.ShareGradients(_pass);
        _pass = pass;
        _packedVersion = -1;
    }

    private void LoadSamples(int job)
    {
        (int first, int end) = SamplesOf(job);
        for (int sample = first; sample < end; sample++)
        {
            Batch.Load(sample);
            if (_mixed?.PartnerOf(sample) is { } partner && (partner < _firstSample || partner >= _firstSample + _samples))
            {
                Batch.Load(partner);
            }
        }
    }

    private void MixSamples(int job)
    {
        (int first, int end) = SamplesOf(job);
        for (int sample = first; sample < end; sample++)
        {
            _mixed!.Mix(sample, Batch);
        }
    }

    private (int First, int End) SamplesOf(int job)
    {
        int first = job * _samplesPerLoadJob;
        return (_firstSample + first, _firstSample + Math.Min(first + _samplesPerLoadJob, _samples));
    }
}
