using System;
using System.ComponentModel;
using NetGen.Execution;

namespace NetGen;

/// <summary>What NetGen emits on every class with a <see cref="NetworkAttribute"/>.</summary>
public interface INetwork
{
    /// <summary>Layers, shapes, parameters and costs of the network. The class has the same as a static member.</summary>
    NetworkInfo Info { get; }

    /// <summary>The parameters by name, in Keras's names, shapes and order.</summary>
    NetworkParameters Parameters { get; }

    /// <summary>
    /// The most threads that one <see cref="Predict"/> or <see cref="Trainer{TNetwork}.Evaluate"/> of this network uses, the caller's included; no result
    /// depends on it, to the bit. At least 1; default: the number of processors. May be changed at any time; calls that have begun keep what they began with.
    /// </summary>
    /// <remarks>
    /// A prediction that is too small to gain stays on the caller's thread, and so does a short one, of less than a millisecond, where it has been tried and
    /// found slower with more; both ways are timed now and then. So does one that comes while another, of any network, uses threads beside its
    /// caller's: however many calls there are at once, their own threads and those of one call are all. Where every request has a thread of its own, in a
    /// service, 1 is right. Threads end after ten seconds without work; where a program can have none, in a browser, the caller's does all the work.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    int PredictionThreads { get; set; }

    /// <summary>
    /// The network's output for any whole number of samples. May be called from many threads at once, also while another trains the network or changes its
    /// parameters: the output is that of the weights which the last step or change that was finished when the call began left behind. Allocates nothing
    /// once there have been as many calls at the same time, unless the weights change during one.
    /// </summary>
    /// <param name="input">Samples one after the other, each of <see cref="NetworkInfo.InputSize"/> values, channels last.</param>
    /// <param name="output">Receives <see cref="NetworkInfo.OutputSize"/> values per sample.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="input"/> holds no whole number of samples, or <paramref name="output"/> has not their number of outputs.
    /// </exception>
    void Predict(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>The buffers and code that carry batches forward and backward. Each trainer has its own.</summary>
    /// <param name="capacity">The largest batch, in samples; at least 1.</param>
    /// <param name="workers">The largest number of threads that will run at once; at least 1.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    TrainingPass CreateTrainingPass(int capacity, int workers);
}
