using System;
using System.Collections.Generic;

namespace NetGen.Bench.Links;

/// <summary>
/// A machine's cable to the switch: what the machine sends leaves it at the cable's rate, and what others send to it arrives at that rate. No packet is lost:
/// as much waits as TCP has sent.
/// </summary>
internal sealed class Port(int device)
{
    private readonly Queue<Packet> _arriving = new();
    private long _sendsUntil;
    private long _receivesUntil;

    public int Device => device;

    /// <summary>When the next packet arrives; none comes where it is the largest number.</summary>
    public long NextDue => _arriving.TryPeek(out Packet? packet) ? packet.Due : long.MaxValue;

    /// <summary>Sends a packet to another machine. The switch hands bytes on as they come in, so that only who finds the cable busy waits twice.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="to">The other machine's cable.</param>
    /// <param name="now">Now.</param>
    /// <param name="duration">For how long the packet occupies a cable.</param>
    /// <param name="delay">How long a bit is on its way.</param>
    public void Send(Packet packet, Port to, long now, long duration, long delay)
    {
        _sendsUntil = Math.Max(now, _sendsUntil) + duration;
        to._receivesUntil = Math.Max(_sendsUntil, to._receivesUntil + duration);
        packet.Due = to._receivesUntil + delay;
        to._arriving.Enqueue(packet);
    }

    /// <summary>Takes a packet that has arrived.</summary>
    public Packet? TakeArrived(long now) => NextDue <= now ? _arriving.Dequeue() : null;
}
