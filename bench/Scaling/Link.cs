using System.Diagnostics;
using System.Linq;

namespace NetGen.Bench.Scaling;

/// <summary>The way between processes: what a message takes however short it is, and what each of its bytes takes.</summary>
/// <param name="Message">Seconds of a message beside its bytes: delay, and the work of sender and receiver.</param>
/// <param name="Byte">Seconds of a byte.</param>
internal sealed record Link(double Message, double Byte)
{
    private const int FirstRounds = 10;
    private const int Rounds = 41;
    private const int ShortLength = 64;
    private const int LongLength = 1 << 20;

    // Ethernet's share of a frame of 1,500 bytes, with IP and TCP: what a byte of a message takes on the wire.
    private const double Framing = 1538.0 / 1448;

    /// <summary>A link by its rate and delay, as the tables name it, and the work of a message in seconds.</summary>
    public static Link Of(double gigabits, double milliseconds, double work) => new((milliseconds * 1e-3) + work, Framing * 8e-9 / gigabits);

    /// <summary>Measures the link between this process and its neighbour: medians of short and of long messages.</summary>
    public static Link Measure(Exchange exchange)
    {
        double brief = Median(exchange, ShortLength);
        return new Link(brief, (Median(exchange, LongLength) - brief) / LongLength);
    }

    /// <summary>Seconds that traffic takes.</summary>
    public double Seconds(Traffic traffic) => (traffic.Messages * Message) + (traffic.Bytes * Byte);

    private static double Median(Exchange exchange, int length)
    {
        byte[] sent = new byte[length];
        byte[] received = new byte[length];
        double[] seconds = [.. Enumerable.Range(0, FirstRounds + Rounds).Select(_ =>
        {
            long begin = Stopwatch.GetTimestamp();
            exchange.Swap(exchange.Rank ^ 1, sent, received);
            return Stopwatch.GetElapsedTime(begin).TotalSeconds;
        })];
        return seconds.Skip(FirstRounds).Order().ElementAt(Rounds / 2);
    }
}
