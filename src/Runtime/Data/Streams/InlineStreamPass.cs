using System.Collections.Generic;

namespace NetGen;

/// <summary>A pass that the thread that trains reads itself, batch by batch, for where there is no other: in a browser.</summary>
internal sealed class InlineStreamPass(StreamedSource stream, ReadOptions options, int epoch) : StreamPass
{
    private readonly IEnumerator<StreamedSample[]> _batches = StreamBatches.Read(stream, options, epoch, options.CancellationToken).GetEnumerator();

    public override StreamedSample[]? Next() => _batches.MoveNext() ? _batches.Current : null;

    public override void Dispose() => _batches.Dispose();
}
