using System;

namespace NetGen.Runtime.Tests.Checkpoints;

/// <summary>Ends a training as a kill does, with nothing said or written: at a moment of a step, counted in the process.</summary>
internal sealed class BreakingOff(string moment, int count) : Callback
{
    private int _seen;

    public override void OnEpochBegin(int epoch) => See("epoch begin");

    public override void OnTrainBatchBegin(int batch) => See("step begin");

    public override void OnTrainBatchEnd(int batch, Logs logs) => See("step end");

    public override void OnTestBatchEnd(int batch, Logs logs) => See("validation");

    public override void OnEpochEnd(int epoch, Logs logs) => See("epoch end");

    public override void OnTrainEnd(Logs logs) => See("train end");

    private void See(string what)
    {
        if (what == moment && ++_seen == count)
        {
            throw new BrokenOffException();
        }
    }
}

internal sealed class BrokenOffException : Exception;
