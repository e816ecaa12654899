using System;
using System.IO;
using NetGen.Execution;

namespace NetGen;

/// <summary>
/// Training one batch at a time, for loops of one's own; <see cref="Trainer{TNetwork}.Fit"/> is a loop around it. Holds
/// the buffers and the threads. Allocates nothing after the first step.
/// </summary>
public sealed class TrainingStep : IDisposable
{
    // Reading less than this at once is not worth waking a thread for.
    private const int ValuesPerReadJob = 32 * 1024;

    private readonly NetworkParameters _parameters;
    private readonly TrainingPass _pass;
    private readonly WorkerTeam _team;
    private readonly SampleBatch _batch;
    private readonly ParameterUpdate _update;
    private readonly Jobs _read;
    private readonly Jobs _pack;
    private readonly Jobs _lanes;
    private readonly Jobs _gradients;
    private int _samplesPerReadJob;
    private int _packedVersion = -1;

    /// <summary>Buffers and threads for training a network.</summary>
    /// <param name="model">The network.</param>
    /// <param name="optimizer">Its optimizer.</param>
    /// <param name="loss">Its loss.</param>
    /// <param name="batchSize">The most samples of a step; at least 1.</param>
    /// <param name="threads">Threads that work at the same time, the caller's included; at least 1. The results do not depend on it.</param>
    /// <exception cref="InvalidOperationException">The optimizer belongs to another network.</exception>
    public TrainingStep(INetwork model, Optimizer optimizer, Loss loss, int batchSize, int threads)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _parameters = model.Parameters;
        _pass = model.CreateTrainingPass(batchSize, threads);
        _batch = new SampleBatch(model.Info, loss, batchSize, DataRole.Training);
        _update = new ParameterUpdate(_parameters, _pass.Gradients, optimizer);
        _team = new WorkerTeam(threads);
        _read = new Jobs((job, _) => ReadSamples(job));
        _pack = new Jobs((job, _) => _pass.Pack(job));
        _lanes = new Jobs((lane, worker) => _pass.RunLane(_batch, lane, worker));
        _gradients = new Jobs((job, _) => _pass.RunGradientJob(_batch.Count, job));
    }

    /// <summary>The most samples of a step.</summary>
    public int BatchSize => _batch.Capacity;

    /// <summary>The last batch with its outputs.</summary>
    internal SampleBatch Batch => _batch;

    /// <summary>Trains one batch and returns its loss, penalties included, as it was before the parameters changed.</summary>
    /// <param name="data">The data, which must fit the network and the loss.</param>
    /// <param name="samples">The indices of the samples: 1 to <see cref="BatchSize"/> of them.</param>
    /// <param name="randomKey">Decides, with the samples' places in the batch, what dropout drops.</param>
    /// <exception cref="InvalidDataException">
    /// A sample holds a value that is not finite, or its target is wrong. The parameters are unchanged.
    /// </exception>
    public double Run(Dataset data, ReadOnlySpan<int> samples, ulong randomKey)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (samples.IsEmpty || samples.Length > BatchSize)
        {
            throw new ArgumentException($"A step takes 1 to {BatchSize} samples; {samples.Length} came.", nameof(samples));
        }

        Read(data, samples, randomKey);
        if (_packedVersion != _parameters.Version)
        {
            _team.Run(_pack, _pass.PackJobs);
            _packedVersion = _parameters.Version;
        }

        _team.Run(_lanes, _pass.Lanes(samples.Length));
        _team.Run(_gradients, _pass.GradientJobs);
        return _batch.MeanLoss() + _update.Run(_team);
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose() => _team.Dispose();

    private void Read(Dataset data, ReadOnlySpan<int> samples, ulong randomKey)
    {
        _batch.Begin(data, samples, randomKey);
        int jobs = (int)Math.Clamp(_batch.InputLength / ValuesPerReadJob, 1, samples.Length);
        _samplesPerReadJob = ((samples.Length - 1) / jobs) + 1;
        _team.Run(_read, ((samples.Length - 1) / _samplesPerReadJob) + 1);
    }

    private void ReadSamples(int job)
    {
        int end = Math.Min((job + 1) * _samplesPerReadJob, _batch.Count);
        for (int sample = job * _samplesPerReadJob; sample < end; sample++)
        {
            _batch.Read(sample);
        }
    }
}
