using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;

namespace NetGen;

/// <summary>
/// What a process tells of its predictors: the meter "NetGen", for dotnet-counters, OpenTelemetry and whoever else listens. Costs next to nothing
/// where nobody does.
/// </summary>
/// <param name="network">The network's name, a tag of everything.</param>
/// <param name="queueLength">Number of samples that wait.</param>
internal sealed class PredictionMeter(string network, Func<int> queueLength)
{
    private const string NetworkTag = "netgen.network";
    private const string OutcomeTag = "netgen.outcome";

    private static readonly Meter Meter = new("NetGen", typeof(PredictionMeter).Assembly.GetName().Version?.ToString(3));

    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(
        "netgen.prediction.requests", "{request}", "Predictions asked for, by what became of them: success, error, canceled or rejected.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "netgen.prediction.duration",
        "s",
        "From a request to its answer, the time in the queue included.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 0.001, 0.002, 0.005, 0.01, 0.1, 1, 10] });

    private static readonly Histogram<int> BatchSize = Meter.CreateHistogram(
        "netgen.prediction.batch.size",
        "{request}",
        "Requests that were predicted together.",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] });

    // Predictors that nobody disposes are not kept by being watched.
    private static readonly List<WeakReference<PredictionMeter>> Watched = [];

    private readonly KeyValuePair<string, object?> _network = new(NetworkTag, network);

    static PredictionMeter() =>
        Meter.CreateObservableUpDownCounter("netgen.prediction.queue.length", ObserveQueues, "{request}", "Requests that wait.");

    /// <summary>Begins to show the queue's length.</summary>
    public void Watch()
    {
        lock (Watched)
        {
            Watched.RemoveAll(static reference => !reference.TryGetTarget(out _));
            Watched.Add(new WeakReference<PredictionMeter>(this));
        }
    }

    /// <summary>Ends that.</summary>
    public void Unwatch()
    {
        lock (Watched)
        {
            Watched.RemoveAll(reference => !reference.TryGetTarget(out PredictionMeter? meter) || meter == this);
        }
    }

    public void Answered(TimeSpan elapsed)
    {
        Count("success");
        Duration.Record(elapsed.TotalSeconds, _network);
    }

    public void Failed() => Count("error");

    public void Canceled() => Count("canceled");

    public void Rejected() => Count("rejected");

    public void Batch(int size) => BatchSize.Record(size, _network);

    private static List<Measurement<int>> ObserveQueues()
    {
        var measurements = new List<Measurement<int>>();
        lock (Watched)
        {
            foreach (WeakReference<PredictionMeter> reference in Watched)
            {
                if (reference.TryGetTarget(out PredictionMeter? meter))
                {
                    measurements.Add(new Measurement<int>(meter.QueueLength, meter._network));
                }
            }
        }

        return measurements;
    }

    private int QueueLength => queueLength();

    private void Count(string outcome) => Requests.Add(1, _network, new KeyValuePair<string, object?>(OutcomeTag, outcome));
}
