using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Serving;

/// <summary>What the meter "NetGen" tells, by the names that the documentation gives.</summary>
public class PredictionMeterTests
{
    [Fact]
    public async Task Requests_durations_batches_and_the_queue_are_told_by_network()
    {
        var time = new ManualTimers();
        var network = new HeldNetwork("Metered");
        await using var predictor = new BatchingPredictor<HeldNetwork>(network, new BatchingOptions { QueueCapacity = 3, TimeProvider = time });
        using var told = new Told("Metered");
        Task<float[]>[] answers = HeldLoad.Begin(network, predictor, waiting: 2);
        using var impatient = new CancellationTokenSource();
        Task leaving = predictor.PredictAsync(HeldNetwork.Sample(9), new float[2], impatient.Token).AsTask();
        Assert.False(predictor.TryPredictAsync(HeldNetwork.Sample(9), new float[2], out _));
        Assert.Equal(3, told.Observe("netgen.prediction.queue.length"));
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        time.Advance(TimeSpan.FromMilliseconds(250));
        network.Release();
        await HeldLoad.AssertAnswers(answers);
        network.BeforeOutput = () => throw new InvalidTimeZoneException();
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => HeldLoad.Predict(predictor, 1));

        Assert.Equal(["canceled 1", "error 1", "rejected 1", "success 3"], told.Outcomes());
        Assert.Equal([0.25, 0.25, 0.25], told.Values("netgen.prediction.duration"));
        Assert.Equal([1, 2, 1], told.Values("netgen.prediction.batch.size"));
        Assert.Equal(0, told.Observe("netgen.prediction.queue.length"));
        Assert.Equal(
            [
                "netgen.prediction.batch.size {request}",
                "netgen.prediction.duration s",
                "netgen.prediction.queue.length {request}",
                "netgen.prediction.requests {request}",
            ],
            told.Instruments());
        await predictor.DisposeAsync();
        Assert.Null(told.Observe("netgen.prediction.queue.length"));
    }

    [Fact]
    public async Task Answers_that_found_no_room_are_errors_and_requests_that_come_too_late_were_canceled()
    {
        var network = new HeldNetwork("Unlucky");
        await using var predictor = new BatchingPredictor<HeldNetwork>(network);
        using var told = new Told("Unlucky");
        Task<float[]>[] answers = HeldLoad.Begin(network, predictor, waiting: 2);
        Task noOutput = predictor.PredictAsync(HeldNetwork.Sample(9), new GoneMemory(2).Memory).AsTask();
        network.Release();
        await HeldLoad.AssertAnswers(answers);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => noOutput);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => predictor.PredictAsync(HeldNetwork.Sample(1), new float[2], new CancellationToken(canceled: true)).AsTask());

        Assert.Equal(["canceled 1", "error 1", "success 3"], told.Outcomes());
    }

    [Fact]
    public async Task Histograms_advise_borders_that_tell_their_values_apart()
    {
        using var told = new Told("Advised");
        await using var predictor = new BatchingPredictor<HeldNetwork>(new HeldNetwork("Advised"));
        await HeldLoad.Predict(predictor, 1);

        Assert.Equal([1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 0.001, 0.002, 0.005, 0.01, 0.1, 1, 10], told.Borders<double>("netgen.prediction.duration"));
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256], told.Borders<int>("netgen.prediction.batch.size"));
    }

    /// <summary>Listens to one network's measurements.</summary>
    private sealed class Told : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly string _network;
        private readonly List<(string Instrument, double Value, string? Outcome)> _values = [];
        private readonly SortedDictionary<string, Instrument> _instruments = new(StringComparer.Ordinal);

        public Told(string network)
        {
            _network = network;
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "NetGen")
                {
                    _instruments.Add(instrument.Name, instrument);
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public string[] Instruments() => [.. _instruments.Values.Select(instrument => $"{instrument.Name} {instrument.Unit}")];

        public IEnumerable<T>? Borders<T>(string instrument)
            where T : struct => ((Instrument<T>)_instruments[instrument]).Advice?.HistogramBucketBoundaries;

        public IEnumerable<double> Values(string instrument)
        {
            lock (_values)
            {
                return [.. _values.Where(value => value.Instrument == instrument).Select(value => value.Value)];
            }
        }

        public IEnumerable<string> Outcomes()
        {
            lock (_values)
            {
                return [.. _values.Where(value => value.Outcome is not null)
                    .GroupBy(value => value.Outcome)
                    .Select(group => $"{group.Key} {group.Sum(value => value.Value)}")
                    .Order()];
            }
        }

        /// <summary>What an observed instrument shows now; null where it shows nothing.</summary>
        public double? Observe(string instrument)
        {
            lock (_values)
            {
                _values.RemoveAll(value => value.Instrument == instrument);
            }

            _listener.RecordObservableInstruments();
            double[] values = [.. Values(instrument)];
            return values.Length == 0 ? null : values.Sum();
        }

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string? network = null;
            string? outcome = null;
            foreach ((string key, object? tag) in tags)
            {
                network = key == "netgen.network" ? (string?)tag : network;
                outcome = key == "netgen.outcome" ? (string?)tag : outcome;
            }

            if (network == _network)
            {
                lock (_values)
                {
                    _values.Add((instrument.Name, value, outcome));
                }
            }
        }
    }
}
