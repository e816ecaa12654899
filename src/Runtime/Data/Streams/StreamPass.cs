using System;

namespace NetGen;

/// <summary>One pass over a stream.</summary>
internal abstract class StreamPass : IDisposable
{
    /// <summary>Begins a pass: ahead of training where there are threads, else as training asks for batches.</summary>
    public static StreamPass Begin(StreamedSource stream, ReadOptions options, int epoch) =>
        stream.IsReadInline ? new InlineStreamPass(stream, options, epoch) : new BackgroundStreamPass(stream, options, epoch);

    /// <summary>
    /// The next batch; null where the stream has ended. Where it has failed, its exception is thrown, after the whole batches
    /// before the failure, however far ahead it was read.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token of the options ended it.</exception>
    public abstract StreamedSample[]? Next();

    public abstract void Dispose();
}
