using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using NetGen.Execution;

namespace NetGen.Bench.Scaling;

/// <summary>A network whose training steps are timed: Adam, one thread a process, random samples.</summary>
/// <param name="name">Its name.</param>
/// <param name="create">Makes one.</param>
internal sealed class Training<TNetwork>(string name, Func<TNetwork> create) : ITraining
    where TNetwork : class, INetwork
{
    // The first steps bring pages into memory, and what ranks tell each other when they begin belongs to no step.
    private const int FirstSteps = 2;

    public string Name => name;

    public NetworkInfo Info { get; } = create().Info;

    public bool HasMarks => Way.HasMarks;

    private (bool HasMarks, bool HasMeetings) Way { get; } = WayOf(create);

    public IReadOnlyList<double> Seconds(int samples, int steps, CountingExchange? exchange, bool marks = true)
    {
        var random = new Random(1);
        int count = samples * (FirstSteps + steps);
        float[] x = [.. Enumerable.Range(0, count * Info.InputSize).Select(_ => random.NextSingle())];
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => random.Next(Info.OutputSize))];
        var clock = new StepClock(FirstSteps, exchange);
        INetwork network = create();
        if (!marks && !Way.HasMeetings)
        {
            network = new Unmarked(network);
        }

        if (exchange is not null)
        {
            exchange.GoesBehind = marks;
        }

        var trainer = new Trainer<INetwork>(network, new Adam(), Loss.SparseCategoricalCrossentropy);
        trainer.Fit(
            Dataset.FromClasses(x, labels, Info.InputShape),
            new FitOptions { Epochs = 1, BatchSize = samples, Threads = 1, Shuffle = false, Exchange = exchange, Callbacks = [clock] });
        return clock.Seconds;
    }

    private static (bool HasMarks, bool HasMeetings) WayOf(Func<TNetwork> create)
    {
        TrainingPass pass = ((INetwork)create()).CreateTrainingPass(capacity: 1, workers: 1);
        return (pass.Marks > 0, pass.HasMeetings);
    }

    /// <summary>From one step's end to the next one's. The traffic that is left is that of the steps timed.</summary>
    private sealed class StepClock(int skipped, CountingExchange? exchange) : Callback
    {
        private readonly List<double> _seconds = [];
        private Traffic _traffic;
        private long _last;

        public override bool RunsOnEveryRank => true;

        public IReadOnlyList<double> Seconds => _seconds;

        public override void OnTrainBatchEnd(int batch, Logs logs)
        {
            if (batch >= skipped)
            {
                _seconds.Add(Stopwatch.GetElapsedTime(_last).TotalSeconds);
                _traffic = exchange?.Traffic ?? default;
            }
            else if (exchange is not null)
            {
                exchange.Traffic = default;
            }

            _last = Stopwatch.GetTimestamp();
        }

        public override void OnTrainEnd(Logs logs)
        {
            if (exchange is not null)
            {
                exchange.Traffic = _traffic;
            }
        }
    }
}

/// <summary>A network whose training steps are timed.</summary>
internal interface ITraining
{
    string Name { get; }

    NetworkInfo Info { get; }

    /// <summary>Whether some of its gradients are exchanged while lanes are on their way back.</summary>
    bool HasMarks { get; }

    /// <summary>The seconds of each step.</summary>
    /// <param name="samples">Samples of a batch, of all processes together.</param>
    /// <param name="steps">Steps to time.</param>
    /// <param name="exchange">What joins the processes, whose traffic is then that of these steps; null for one alone.</param>
    /// <param name="marks">Whether gradients go when lanes have come to marks, as they do, or all at the end.</param>
    IReadOnlyList<double> Seconds(int samples, int steps, CountingExchange? exchange, bool marks = true);
}
