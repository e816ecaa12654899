using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace NetGen;

/// <summary>An asynchronous sequence gone over without ever waiting, for where the thread that waits is the one that would have to go on.</summary>
internal static class UnwaitedSequence
{
    /// <exception cref="PlatformNotSupportedException">A sample is not there yet.</exception>
    public static IEnumerable<Sample> Of(IAsyncEnumerable<Sample> samples, CancellationToken cancellationToken)
    {
        IAsyncEnumerator<Sample> enumerator = samples.GetAsyncEnumerator(cancellationToken);
        Task<bool> next = Task.FromResult(true);
        try
        {
            while (true)
            {
                next = enumerator.MoveNextAsync().AsTask();
                if (!next.IsCompleted)
                {
                    throw new PlatformNotSupportedException(
                        "There are no threads here, in a browser, to wait for an asynchronous sequence: read its samples first, and give them to the StreamedSource as a sequence.");
                }

                if (!next.GetAwaiter().GetResult())
                {
                    yield break;
                }

                yield return enumerator.Current;
            }
        }
        finally
        {
            _ = DisposeBehind(next, enumerator);
        }
    }

    /// <summary>Disposes of a sequence once it does nothing any more; what it fails with then, nobody wants to know.</summary>
    private static async Task DisposeBehind(Task<bool> last, IAsyncEnumerator<Sample> enumerator)
    {
        await ((Task)last).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await enumerator.DisposeAsync().ConfigureAwait(false);
    }
}
