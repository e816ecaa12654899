using System;
using System.Collections.Generic;

namespace NetGen.Golden.Tests.Training;

/// <summary>Remembers, for each epoch, the loss of every batch, which the figures of training are the mean of.</summary>
internal sealed class StepLossRecorder(int sampleCount, int batchSize) : Callback
{
    private readonly List<double> _epoch = [];
    private double _sum;
    private int _samples;

    public List<double[]> ByEpoch { get; } = [];

    public override void OnEpochBegin(int epoch)
    {
        _epoch.Clear();
        _sum = 0;
        _samples = 0;
    }

    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        int samples = Math.Min(batchSize, sampleCount - _samples);
        _samples += samples;
        double sum = logs["loss"] * _samples;
        _epoch.Add((sum - _sum) / samples);
        _sum = sum;
    }

    public override void OnEpochEnd(int epoch, Logs logs) => ByEpoch.Add([.. _epoch]);
}
