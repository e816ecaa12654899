using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using NetGen.Execution;

namespace NetGen;

/// <summary>
/// Samples that come one after the other, for data that do not fit into memory: the sequence is gone over from its
/// beginning once an epoch, in the background, so that batches are ready when training wants them. The samples must come
/// in the same order each time for results to repeat; then they do, to the bit, for a given seed on any number of threads.
/// </summary>
/// <remarks>
/// <para>
/// One thread at a time goes over the sequence, and it copies what it is given: an array may serve for the next sample too. A
/// sequence without an end needs one: <c>sequence.Take(10_000)</c>. Unlike those of datasets, the steps of a stream allocate: the copies.
/// </para>
/// <para>
/// A sequence that fails ends training with its exception once all whole batches before the failure have been trained. It is
/// disposed of before <see cref="Trainer{TNetwork}.Fit"/> or <see cref="Trainer{TNetwork}.Evaluate"/> returns or throws, with one exception:
/// cancellation does not wait for a sample that is being made, and the sequence is disposed of as soon as it has made it.
/// </para>
/// <para>
/// Where a program has no threads, in a browser, the calling thread goes over the sequence itself, a batch at a time. An asynchronous
/// sequence whose next sample is not there at once then ends training with a <see cref="PlatformNotSupportedException"/>, since nobody could wait for it.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// var images = new StreamedSource(ReadImages(folder), [200, 200, 3]) { ShuffleBuffer = 256 };
/// trainer.Fit(images, new FitOptions { Epochs = 10, Validation = test });
///
/// static IEnumerable&lt;Sample&gt; ReadImages(string folder)
/// {
///     foreach (string path in Directory.EnumerateFiles(folder))
///     {
///         yield return new Sample(Decode(path), LabelOf(path));
///     }
/// }
/// </code>
/// </example>
public sealed class StreamedSource : DataSource
{
    private readonly Func<CancellationToken, IEnumerable<Sample>> _samples;

    /// <summary>A stream from a sequence.</summary>
    /// <param name="samples">The samples; gone over from the beginning in every epoch.</param>
    /// <param name="inputShape">The shape of one sample, such as (200, 200, 3).</param>
    /// <param name="targetKind">What the targets are; default: class indices.</param>
    /// <param name="targetSize">Values per target; default 1.</param>
    public StreamedSource(IEnumerable<Sample> samples, IReadOnlyList<int> inputShape, TargetKind targetKind = TargetKind.Classes, int targetSize = 1)
        : base(inputShape, targetKind, targetSize)
    {
        ArgumentNullException.ThrowIfNull(samples);
        _samples = _ => samples;
    }

    /// <summary>A stream from an asynchronous sequence.</summary>
    /// <param name="samples">The samples; gone over from the beginning in every epoch. Its enumerator gets a token that ends with training.</param>
    /// <param name="inputShape">The shape of one sample, such as (200, 200, 3).</param>
    /// <param name="targetKind">What the targets are; default: class indices.</param>
    /// <param name="targetSize">Values per target; default 1.</param>
    public StreamedSource(IAsyncEnumerable<Sample> samples, IReadOnlyList<int> inputShape, TargetKind targetKind = TargetKind.Classes, int targetSize = 1)
        : base(inputShape, targetKind, targetSize)
    {
        ArgumentNullException.ThrowIfNull(samples);
        _samples = token => IsReadInline ? UnwaitedSequence.Of(samples, token) : samples.ToBlockingEnumerable(token);
    }

    /// <summary>
    /// Number of samples where it is known, at least 1: progress then knows how far it is from the first epoch on, and a sequence
    /// with more or fewer ends training with an <see cref="InvalidDataException"/>. Default: not known.
    /// </summary>
    public int? Count { get; init => field = value is null ? null : OptionValue.AtLeast(value.Value, 1, nameof(Count)); }

    /// <summary>
    /// Number of samples that wait in memory for a random one of them to be next, where <see cref="FitOptions.Shuffle"/> asks for
    /// it (tf.data: <c>shuffle(buffer_size)</c>). The larger, the better mixed: samples sorted by class need a buffer as large as
    /// the classes, or a sequence that mixes them. At least 1, which keeps the order; default 1024.
    /// </summary>
    public int ShuffleBuffer { get; init => field = OptionValue.AtLeast(value, 1, nameof(ShuffleBuffer)); } = 1024;

    /// <summary>Number of batches that are made ready ahead of training (tf.data: <c>prefetch</c>). At least 1; default 2.</summary>
    public int PrefetchedBatches { get; init => field = OptionValue.AtLeast(value, 1, nameof(PrefetchedBatches)); } = 2;

    /// <summary>Whether the thread that trains goes over the sequence itself. Default: where there are no other threads.</summary>
    internal bool IsReadInline { get; init; } = !WorkerCrew.CanExist;

    internal override int? KnownCount => Count;

    internal override int? ShuffleBufferLength => ShuffleBuffer;

    internal override EpochReader Read(ReadOptions options) => new StreamEpochReader(this, options);

    /// <summary>Goes over the sequence once.</summary>
    internal IEnumerable<Sample> Samples(CancellationToken cancellationToken) => _samples(cancellationToken);
}
