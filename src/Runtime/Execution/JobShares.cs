using System.Threading;

namespace NetGen.Execution;

/// <summary>
/// Deals the jobs of a round out to workers. Each has a share of neighbouring jobs and begins with it: where the jobs of one round after the other work on the same places, as lanes and strips of
/// images do, a worker finds in its processor's caches what it left there. Who is through with its own share takes what others have left of theirs.
/// </summary>
/// <remarks>
/// A share is a 64-bit ticket, the round's number above how many of its jobs have been taken: whoever moves the ticket on owns the next one. A thread that wakes late finds tickets of
/// another round or none left, so nobody waits for threads that never got a job.
/// </remarks>
internal sealed class JobShares
{
    // Tickets lie two cache lines apart, as processors fetch lines in pairs.
    private const int Stride = 16;

    // The ticket of a round that has ended: late threads must not take the next one's jobs by it.
    private const long Closed = int.MaxValue;

    private readonly int _workers;
    private readonly long[] _tickets;
    private int _count;

    /// <param name="workers">Number of workers, each of which has a share.</param>
    public JobShares(int workers)
    {
        _workers = workers;
        _tickets = new long[(workers + 1) * Stride];
        Close(round: 0);
    }

    /// <summary>Deals out a round, which its shares are open to from here on.</summary>
    /// <param name="round">The round's number.</param>
    /// <param name="count">Number of jobs.</param>
    public void Open(long round, int count)
    {
        Volatile.Write(ref _count, count);
        for (int share = 0; share < _workers; share++)
        {
            Volatile.Write(ref Ticket(share), round << 32);
        }
    }

    /// <summary>Ends a round, all jobs of which have been taken.</summary>
    public void Close(long round)
    {
        for (int share = 0; share < _workers; share++)
        {
            Volatile.Write(ref Ticket(share), (round << 32) | Closed);
        }
    }

    /// <summary>Takes the next job of a share; false where there is none left.</summary>
    public bool TryTake(int share, out int job)
    {
        while (true)
        {
            long ticket = Volatile.Read(ref Ticket(share));
            int count = Volatile.Read(ref _count);
            job = Beginning(share, count) + (int)ticket;
            if ((int)ticket >= Beginning(share + 1, count) - Beginning(share, count))
            {
                return false;
            }

            // The exchange succeeds only while the ticket is the one that was read, and a round with a job to give away
            // has not ended: the count that was read is this round's.
            if (Interlocked.CompareExchange(ref Ticket(share), ticket + 1, ticket) == ticket)
            {
                return true;
            }
        }
    }

    private int Beginning(int share, int count) => (int)((long)share * count / _workers);

    private ref long Ticket(int share) => ref _tickets[(share + 1) * Stride];
}
