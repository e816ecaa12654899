using System;
using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace NetGen;

/// <summary>
/// Predicts for many callers at once, for services: samples that wait are predicted together (dynamic batching), no more of them wait than may,
/// and what was accepted is answered. Every answer has the bits of <see cref="INetwork.Predict"/> for that sample alone. May be used from any number of
/// threads.
/// </summary>
/// <remarks>
/// <para>
/// Where no batch runs, a sample from a thread of the thread pool is predicted at once on that thread, which then finds the result ready: an idle service
/// answers as fast as without batches. What comes meanwhile waits, and is predicted together as soon as a worker is free.
/// </para>
/// <para>
/// The meter "NetGen" tells of every predictor, with the tag <c>netgen.network</c>: <c>netgen.prediction.requests</c> (with <c>netgen.outcome</c>: success,
/// error, canceled, rejected), <c>netgen.prediction.duration</c> in seconds, <c>netgen.prediction.queue.length</c> and <c>netgen.prediction.batch.size</c>.
/// </para>
/// </remarks>
/// <typeparam name="TNetwork">The network's class.</typeparam>
/// <example>
/// <code>
/// await using var predictor = new BatchingPredictor&lt;Digits&gt;(network, new BatchingOptions { QueueCapacity = 256 });
/// float[] probabilities = await predictor.PredictAsync(image, cancellationToken);
/// </code>
/// </example>
public sealed class BatchingPredictor<TNetwork> : IAsyncDisposable
    where TNetwork : class, INetwork
{
    private readonly BatchingOptions _options;
    private readonly PredictionQueue _queue;

    /// <summary>A predictor. It begins no thread of its own.</summary>
    /// <param name="network">The network, which may be used and trained elsewhere at the same time. It is not disposed.</param>
    /// <param name="options">Sizes of batches and of the queue, and so on. Default: batches of up to 32 samples, 1024 that wait, no delay.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A batch of <see cref="BatchingOptions.MaxBatchSize"/> samples would hold more values than an array may.
    /// </exception>
    public BatchingPredictor(TNetwork network, BatchingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        _options = options ?? new BatchingOptions();
        long most = Array.MaxLength / Math.Max(network.Info.InputSize, network.Info.OutputSize);
        if (_options.MaxBatchSize > most)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), _options.MaxBatchSize, $"A batch of {network.Info.Name} may have {most} samples; more values fit into no array.");
        }

        Network = network;
        _queue = new PredictionQueue(network, _options);
    }

    /// <summary>The network.</summary>
    public TNetwork Network { get; }

    /// <summary>Number of samples that wait now; those that are being predicted have left the queue.</summary>
    public int QueueLength => _queue.Length;

    /// <summary>Predicts one sample.</summary>
    /// <param name="input">The sample: <see cref="NetworkInfo.InputSize"/> values, channels last. Must stay as it is until the prediction has ended.</param>
    /// <param name="output">Receives <see cref="NetworkInfo.OutputSize"/> values. Belongs to the predictor until the prediction has ended.</param>
    /// <param name="cancellationToken">
    /// Takes the sample out of the queue; the task ends with <see cref="OperationCanceledException"/>. A sample that is being predicted already is
    /// predicted to the end.
    /// </param>
    /// <returns>Ends when <paramref name="output"/> is filled. To be awaited once.</returns>
    /// <exception cref="ArgumentException">The sample or the output has another length, or the sample is refused by <see cref="Predictions.CheckInputs"/>.</exception>
    /// <exception cref="PredictionQueueFullException">Too many samples wait.</exception>
    /// <exception cref="ObjectDisposedException">The predictor has been disposed, or is ending.</exception>
    public ValueTask PredictAsync(ReadOnlyMemory<float> input, Memory<float> output, CancellationToken cancellationToken = default) =>
        TryPredictAsync(input, output, out ValueTask prediction, cancellationToken)
            ? prediction
            : ValueTask.FromException(new PredictionQueueFullException(
                $"{_options.QueueCapacity} samples wait for {Network.Info.Name} already; their {nameof(BatchingOptions.QueueCapacity)} allows no more."));

    /// <summary>Predicts one sample, unless too many wait: for callers that refuse work when there is too much, without the cost of an exception.</summary>
    /// <param name="input">The sample: <see cref="NetworkInfo.InputSize"/> values, channels last. Must stay as it is until the prediction has ended.</param>
    /// <param name="output">Receives <see cref="NetworkInfo.OutputSize"/> values. Belongs to the predictor until the prediction has ended.</param>
    /// <param name="prediction">Ends when <paramref name="output"/> is filled. To be awaited once.</param>
    /// <param name="cancellationToken">As for <see cref="PredictAsync(ReadOnlyMemory{float}, Memory{float}, CancellationToken)"/>.</param>
    /// <returns>False when too many samples wait; nothing was done then.</returns>
    /// <exception cref="ArgumentException">The sample or the output has another length, or the sample is refused by <see cref="Predictions.CheckInputs"/>.</exception>
    /// <exception cref="ObjectDisposedException">The predictor has been disposed, or is ending.</exception>
    [SuppressMessage("Reliability", "CA2012", Justification = "The caller receives the task and awaits it.")]
    public bool TryPredictAsync(ReadOnlyMemory<float> input, Memory<float> output, out ValueTask prediction, CancellationToken cancellationToken = default)
    {
        NetworkInfo info = Network.Info;
        if (input.Length != info.InputSize)
        {
            throw new ArgumentException($"{info.Name} takes a sample of {info.InputSize} values; {input.Length} came.", nameof(input));
        }

        if (output.Length != info.OutputSize)
        {
            throw new ArgumentException(
                $"{info.Name} puts out {info.OutputSize} values for a sample; the output has room for {output.Length}.", nameof(output));
        }

        if (Network.ChecksInputs())
        {
            // Here, so that what one caller sends fails alone.
            Predictions.RequireFinite(input.Span, info.InputSize);
        }

        return _queue.TryPredict(input, output, cancellationToken, out prediction);
    }

    /// <summary>Predicts one sample into an array of its own.</summary>
    /// <param name="input">The sample: <see cref="NetworkInfo.InputSize"/> values, channels last. Must stay as it is until the prediction has ended.</param>
    /// <param name="cancellationToken">As for <see cref="PredictAsync(ReadOnlyMemory{float}, Memory{float}, CancellationToken)"/>.</param>
    /// <returns>The <see cref="NetworkInfo.OutputSize"/> outputs.</returns>
    /// <exception cref="ArgumentException">The sample has another length, or is refused by <see cref="Predictions.CheckInputs"/>.</exception>
    /// <exception cref="PredictionQueueFullException">Too many samples wait.</exception>
    /// <exception cref="ObjectDisposedException">The predictor has been disposed, or is ending.</exception>
    public async ValueTask<float[]> PredictAsync(ReadOnlyMemory<float> input, CancellationToken cancellationToken = default)
    {
        float[] output = new float[Network.Info.OutputSize];
        await PredictAsync(input, output, cancellationToken).ConfigureAwait(false);
        return output;
    }

    /// <summary>
    /// The class that the network predicts for one sample, as <see cref="Predictions.PredictClass"/> tells it: that of the largest output; of a single
    /// sigmoid 1 above one half, else 0.
    /// </summary>
    /// <param name="sample">The sample: <see cref="NetworkInfo.InputSize"/> values, channels last. Must stay as it is until the prediction has ended.</param>
    /// <param name="cancellationToken">As for <see cref="PredictAsync(ReadOnlyMemory{float}, Memory{float}, CancellationToken)"/>.</param>
    /// <exception cref="ArgumentException">The sample has another length, or is refused by <see cref="Predictions.CheckInputs"/>.</exception>
    /// <exception cref="InvalidOperationException">The outputs are an image, a single value that is no sigmoid, or hold NaN: they name no class.</exception>
    /// <exception cref="PredictionQueueFullException">Too many samples wait.</exception>
    /// <exception cref="ObjectDisposedException">The predictor has been disposed, or is ending.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> PredictClassAsync(ReadOnlyMemory<float> sample, CancellationToken cancellationToken = default)
    {
        NetworkInfo info = Network.Info;
        Predictions.CheckNamesClass(info);
        float[] rented = ArrayPool<float>.Shared.Rent(info.OutputSize);
        try
        {
            await PredictAsync(sample, rented.AsMemory(0, info.OutputSize), cancellationToken).ConfigureAwait(false);
            return Predictions.ClassOf(rented.AsSpan(0, info.OutputSize), info);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <summary>Refuses further samples, and ends when all that were accepted have been answered. May be called again.</summary>
    public ValueTask DisposeAsync() => new(_queue.CloseAsync());
}
