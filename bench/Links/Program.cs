using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;

namespace NetGen.Bench.Links;

/// <summary>
/// Cables and a switch between network namespaces, where the kernel has no netem: <c>NetGen.Bench.Links COUNT GIGABITS MILLISECONDS</c> makes so many
/// devices, ngt0 and on, whose packets to 10.77.0.1 and on it carries at that rate and with that delay, until it is killed. "ready" is printed when the devices
/// are there; the script beside it gives each to a namespace.
/// </summary>
internal static class Program
{
    private const int MostDevices = 64;
    private const int ReadsAtOnce = 8;

    private static int Main(string[] args)
    {
        if (args is not [var counted, var gigabits, var milliseconds]
            || !int.TryParse(counted, CultureInfo.InvariantCulture, out int count) || count is < 1 or > MostDevices
            || !double.TryParse(gigabits, CultureInfo.InvariantCulture, out double rate) || !(rate > 0)
            || !double.TryParse(milliseconds, CultureInfo.InvariantCulture, out double delay) || !(delay >= 0))
        {
            Console.Error.WriteLine(
                $"NetGen.Bench.Links COUNT GIGABITS MILLISECONDS: 1 to {MostDevices} devices, a rate above 0 and a delay; came: {string.Join(' ', args)}");
            return 2;
        }

        Port[] ports = [.. Enumerable.Range(0, count).Select(i => new Port(Kernel.OpenDevice(FormattableString.Invariant($"ngt{i}"))))];
        Kernel.Hurry();
        Console.WriteLine("ready");
        Carry(ports, secondsPerByte: 8e-9 / rate, (long)(delay * 1e-3 * Stopwatch.Frequency));
        return 0;
    }

    private static void Carry(Port[] ports, double secondsPerByte, long delay)
    {
        double ticksPerByte = secondsPerByte * Stopwatch.Frequency;
        double nanosecondsPerTick = 1e9 / Stopwatch.Frequency;
        var free = new Stack<Packet>();
        var polled = new Kernel.Polled[ports.Length];
        for (int i = 0; i < ports.Length; i++)
        {
            polled[i] = new Kernel.Polled(ports[i].Device, Kernel.IsReadable, 0);
        }

        while (true)
        {
            foreach (Port port in ports)
            {
                while (port.TakeArrived(Stopwatch.GetTimestamp()) is { } packet)
                {
                    Kernel.Send(port.Device, packet.Content);
                    free.Push(packet);
                }
            }

            long next = ports.Min(port => port.NextDue);
            long wait = next == long.MaxValue ? -1 : Math.Max((long)((next - Stopwatch.GetTimestamp()) * nanosecondsPerTick), 0);
            Kernel.Wait(polled, wait);
            for (int i = 0; i < ports.Length; i++)
            {
                if ((polled[i].Found & Kernel.IsReadable) != 0)
                {
                    Take(ports, ports[i], ticksPerByte, delay, free);
                }
            }
        }
    }

    /// <summary>Takes what a machine has sent, a few packets at a time, so that what has arrived elsewhere does not wait for long.</summary>
    private static void Take(Port[] ports, Port from, double ticksPerByte, long delay, Stack<Packet> free)
    {
        for (int i = 0; i < ReadsAtOnce; i++)
        {
            Packet packet = free.Count > 0 ? free.Pop() : new Packet();
            packet.Length = Kernel.Receive(from.Device, packet.Bytes);
            if (packet.IsIPv4 && packet.Destination >= 1 && packet.Destination <= ports.Length)
            {
                from.Send(packet, ports[packet.Destination - 1], Stopwatch.GetTimestamp(), (long)(packet.WireLength * ticksPerByte), delay);
                continue;
            }

            // Nothing more came, or what no machine is meant by: a question for routers.
            free.Push(packet);
            if (packet.Length == 0)
            {
                return;
            }
        }
    }
}
