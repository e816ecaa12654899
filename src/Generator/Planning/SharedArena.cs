using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>
/// Hands out places in one block of memory, in which buffers may lie where others do that are never in use at the same time. The largest are placed
/// first, each into the first gap that it fits into between those that it meets: what comes of it is seldom more than what is in use at once.
/// </summary>
/// <param name="meet">Whether two lifetimes meet.</param>
internal sealed class SharedArena(Func<Lifetime, Lifetime, bool> meet)
{
    private readonly List<Tenant> _tenants = [];

    public void Add(PlanBuffer buffer, long length, Lifetime lifetime) => _tenants.Add(new Tenant(buffer, length, lifetime));

    /// <summary>Places all that was added.</summary>
    /// <returns>Floats of the block.</returns>
    public int Place()
    {
        var placed = new List<Tenant>();
        foreach (Tenant tenant in _tenants.OrderByDescending(tenant => tenant.Length))
        {
            tenant.Offset = FirstGap(tenant, placed);
            int index = placed.FindIndex(other => other.Offset > tenant.Offset);
            placed.Insert(index < 0 ? placed.Count : index, tenant);
        }

        int end = MemoryPlanner.RequireRoom(placed.Select(tenant => tenant.End).DefaultIfEmpty().Max(), placed.Select(tenant => (tenant.Buffer, tenant.Length)));
        foreach (Tenant tenant in placed)
        {
            tenant.Buffer.Place = tenant.Buffer.Place with { Offset = (int)tenant.Offset };
            tenant.Buffer.ClearsBorder = !tenant.Buffer.Frame.IsNone && placed.Any(other => other != tenant && other.Offset < tenant.End && tenant.Offset < other.End);
        }

        var arena = new Arena();
        arena.Take(end);
        return arena.Length;
    }

    /// <param name="tenant">Who wants a place.</param>
    /// <param name="placed">Who has one, by offset.</param>
    private long FirstGap(Tenant tenant, List<Tenant> placed)
    {
        long offset = 0;
        foreach (Tenant other in placed)
        {
            if (!meet(tenant.Lifetime, other.Lifetime))
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

    private sealed class Tenant(PlanBuffer buffer, long length, Lifetime lifetime)
    {
        public PlanBuffer Buffer => buffer;

        public long Length => length;

        public Lifetime Lifetime => lifetime;

        public long Offset { get; set; }

        public long End => Offset + length;
    }
}
