using System;

namespace NetGen;

/// <summary>A callback made of functions (Keras: <c>LambdaCallback</c>). Epochs and batches are counted from 0.</summary>
/// <param name="onEpochBegin">An epoch begins; default: nothing.</param>
/// <param name="onEpochEnd">An epoch and its validation have ended; default: nothing.</param>
/// <param name="onTrainBegin">Training begins; default: nothing.</param>
/// <param name="onTrainEnd">Training has ended; default: nothing.</param>
/// <param name="onTrainBatchBegin">A training step begins; default: nothing.</param>
/// <param name="onTrainBatchEnd">A training step has ended; default: nothing.</param>
public sealed class LambdaCallback(
    Action<int>? onEpochBegin = null,
    Action<int, Logs>? onEpochEnd = null,
    Action? onTrainBegin = null,
    Action<Logs>? onTrainEnd = null,
    Action<int>? onTrainBatchBegin = null,
    Action<int, Logs>? onTrainBatchEnd = null) : Callback
{
    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => onEpochBegin?.Invoke(epoch);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs) => onEpochEnd?.Invoke(epoch, logs);

    /// <inheritdoc/>
    public override void OnTrainBegin() => onTrainBegin?.Invoke();

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs) => onTrainEnd?.Invoke(logs);

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(int batch) => onTrainBatchBegin?.Invoke(batch);

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs) => onTrainBatchEnd?.Invoke(batch, logs);
}
