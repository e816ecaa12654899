using System;
using System.ComponentModel;

namespace NetGen.Execution;

/// <summary>
/// Carries batches through one network, forward and backward: the seam between emitted code, which knows every shape,
/// and the trainer, which knows threads, losses and optimizers. One batch takes four phases, each of independent jobs
/// that any number of threads may run; which samples a job takes and the order in which it adds never depend on threads.
/// <list type="number">
/// <item><see cref="Pack"/>: brings the weights into the layouts that the kernels read.</item>
/// <item><see cref="RunLane"/>: a lane is a contiguous range of the batch's samples; forward, loss, backward.</item>
/// <item><see cref="RunGradientJob"/>: adds up what the lanes left behind into <see cref="Gradients"/>.</item>
/// <item>The trainer's own: penalties, clipping, the optimizer's step over the flat block.</item>
/// </list>
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class TrainingPass
{
    /// <summary>Called by emitted code.</summary>
    protected TrainingPass(NetworkInfo info, int capacity, int workers)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        Info = info;
        Capacity = capacity;
        Workers = workers;
        Gradients = GC.AllocateArray<float>(checked((int)info.TrainableParameterCount), pinned: true);
    }

    /// <summary>The network's description.</summary>
    public NetworkInfo Info { get; }

    /// <summary>The largest batch, in samples.</summary>
    public int Capacity { get; }

    /// <summary>The largest number of jobs that may run at the same time, each under its own worker index.</summary>
    public int Workers { get; }

    /// <summary>
    /// After a batch: the gradient of the summed scores by each parameter that training changes, laid out as the first part of
    /// <see cref="NetworkParameters.Values"/>.
    /// Nothing is divided by the batch size here: <see cref="TrainingBatch.Score"/> writes gradients of what it wants summed.
    /// </summary>
    public float[] Gradients { get; private set; }

    /// <summary>Leaves the gradients where the pass did whose place this one takes.</summary>
    internal void ShareGradients(TrainingPass replaced) => Gradients = replaced.Gradients;

    /// <summary>Number of jobs of <see cref="Pack"/>.</summary>
    public abstract int PackJobs { get; }

    /// <summary>Packs a part of the weights. To be run for every job whenever the parameters have changed.</summary>
    public abstract void Pack(int job);

    /// <summary>Number of lanes that a batch of <paramref name="count"/> samples is cut into.</summary>
    public abstract int Lanes(int count);

    /// <summary>Forward, score and backward for the samples of one lane.</summary>
    /// <param name="batch">Supplies the samples and scores the outputs.</param>
    /// <param name="lane">0 to <see cref="Lanes"/> - 1.</param>
    /// <param name="worker">The running thread's index, below <see cref="Workers"/>; no two jobs at once have the same.</param>
    public abstract void RunLane(TrainingBatch batch, int lane, int worker);

    /// <summary>Number of jobs of <see cref="RunGradientJob"/>.</summary>
    public abstract int GradientJobs { get; }

    /// <summary>Completes a part of <see cref="Gradients"/> after all lanes of a batch of <paramref name="count"/> samples have run.</summary>
    public abstract void RunGradientJob(int count, int job);

    /// <summary>
    /// The gradient by one sample's input after a batch.
    /// </summary>
    /// <exception cref="InvalidOperationException">The network was not declared with <see cref="NetworkAttribute.InputGradient"/>.</exception>
    public virtual ReadOnlySpan<float> InputGradient(int sample) =>
        throw new InvalidOperationException($"{Info.Name} computes no input gradient: declare it as [Network(..., InputGradient = true)].");
}
