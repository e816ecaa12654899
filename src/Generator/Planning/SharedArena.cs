using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>
/// Hands out places in one block of memory, in which buffers may lie where others do that are never in use at the same time. One after the other is
/// put into the first gap that it fits into between those that it meets: what comes of it is seldom much more than what is in use at once.
/// </summary>
/// <param name="meet">Whether two lifetimes meet.</param>
internal sealed class SharedArena(Func<Lifetime, Lifetime, bool> meet)
{
    private readonly List<Tenant> _tenants = [];

    public void Add(PlanBuffer buffer, long length, Lifetime lifetime) => _tenants.Add(new Tenant(buffer, length, lifetime));

    /// <summary>Places all that was added, in two orders, of which the one counts that takes less room.</summary>
    /// <returns>Floats of the block.</returns>
    public int Place()
    {
        // The largest first is good where lifetimes cross. Of what training keeps, the way back wants last what was made first: there the longest first leaves no gaps.
        List<Lodging> largestFirst = Lodge(_tenants.OrderByDescending(tenant => tenant.Length));
        List<Lodging> longestFirst = Lodge(_tenants.OrderByDescending(tenant => tenant.Lifetime.Kernels).ThenByDescending(tenant => tenant.Length));
        List<Lodging> placed = End(longestFirst) < End(largestFirst) ? longestFirst : largestFirst;
        int end = MemoryPlanner.RequireRoom(End(placed), placed.Select(lodging => (lodging.Tenant.Buffer, lodging.Tenant.Length)));
        foreach (Lodging lodging in placed)
        {
            PlanBuffer buffer = lodging.Tenant.Buffer;
            buffer.Place = buffer.Place with { Offset = (int)lodging.Offset };
            buffer.ClearsBorder = !buffer.Frame.IsNone && placed.Any(other => other != lodging && other.Offset < lodging.End && lodging.Offset < other.End);
        }

        var arena = new Arena();
        arena.Take(end);
        return arena.Length;
    }

    private static long End(List<Lodging> placed) => placed.Select(lodging => lodging.End).DefaultIfEmpty().Max();

    /// <summary>Gives each a place, in order.</summary>
    /// <returns>All of them, by offset.</returns>
    private List<Lodging> Lodge(IEnumerable<Tenant> tenants)
    {
        var placed = new List<Lodging>();
        foreach (Tenant tenant in tenants)
        {
            var lodging = new Lodging(tenant, FirstGap(tenant, placed));
            int index = placed.FindIndex(other => other.Offset > lodging.Offset);
            placed.Insert(index < 0 ? placed.Count : index, lodging);
        }

        return placed;
    }

    /// <param name="tenant">Who wants a place.</param>
    /// <param name="placed">Who has one, by offset.</param>
    private long FirstGap(Tenant tenant, List<Lodging> placed)
    {
        long offset = 0;
        foreach (Lodging other in placed)
        {
            if (!meet(tenant.Lifetime, other.Tenant.Lifetime))
            {
                continue;
            }

            if (other.Offset - offset >= tenant.Length)
            {
                break;
            }

            offset = Math.Max(offset, other.End);
        }

        return offset;
    }

    /// <summary>Who wants a place.</summary>
    private sealed record Tenant(PlanBuffer Buffer, long Length, Lifetime Lifetime);

    /// <summary>A place that a buffer has.</summary>
    private sealed record Lodging(Tenant Tenant, long Offset)
    {
        public long End => Offset + Tenant.Length;
    }
}
