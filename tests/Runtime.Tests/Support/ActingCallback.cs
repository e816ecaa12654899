using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Runtime.Tests.Support;

/// <summary>Writes down every moment it is called at, with the logs, and does what a test wants there.</summary>
internal sealed class ActingCallback : Callback
{
    public List<string> Moments { get; } = [];

    public Action<int, ActingCallback> AfterBatch { get; init; } = (_, _) => { };

    public Action<int, Logs> AfterEpoch { get; init; } = (_, _) => { };

    public override void OnTrainBegin() => Moments.Add("train begin");

    public override void OnTrainEnd(Logs logs) => Moments.Add($"train end {Names(logs)}");

    public override void OnEpochBegin(int epoch) => Moments.Add($"epoch {epoch} begin");

    public override void OnEpochEnd(int epoch, Logs logs)
    {
        AfterEpoch(epoch, logs);
        Moments.Add($"epoch {epoch} end {Names(logs)}");
    }

    public override void OnTrainBatchBegin(int batch) => Moments.Add($"batch {batch} begin");

    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        Moments.Add($"batch {batch} end {Names(logs)}");
        AfterBatch(batch, this);
    }

    public override void OnTestBegin() => Moments.Add("test begin");

    public override void OnTestEnd(Logs logs) => Moments.Add($"test end {Names(logs)}");

    public override void OnTestBatchBegin(int batch) => Moments.Add($"test batch {batch} begin");

    public override void OnTestBatchEnd(int batch, Logs logs) => Moments.Add($"test batch {batch} end {Names(logs)}");

    private static string Names(Logs logs) => string.Join(",", logs.Select(figure => figure.Key));
}
