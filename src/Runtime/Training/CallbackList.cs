using System.Collections.Generic;
using System.Linq;

namespace NetGen;

/// <summary>Several callbacks as one. Progress comes last, so that it shows what the others add to the logs.</summary>
internal sealed class CallbackList : Callback
{
    private readonly Callback[] _callbacks;

    public CallbackList(IReadOnlyList<Callback> callbacks, TrainingContext context)
    {
        _callbacks = [.. callbacks.OrderBy(callback => callback is ConsoleProgress)];
        Context = context;
        foreach (Callback callback in _callbacks)
        {
            callback.Context = context;
        }
    }

    public override void OnTrainBegin()
    {
        foreach (Callback callback in _callbacks)
        {
            callback.OnTrainBegin();
        }
    }

    public override void OnTrainEnd(Logs logs)
    {
        foreach (Callback callback in _callbacks)
        {
            callback.OnTrainEnd(logs);
        }
    }

    public override void OnEpochBegin(int epoch)
    {
        foreach (Callback callback in _callbacks)
        {
            callback.OnEpochBegin(epoch);
        }
    }

    public override void OnEpochEnd(int epoch, Logs logs)
    {
        foreach (Callback callback in _callbacks)
        {
            callback.OnEpochEnd(epoch, logs);
        }
    }

    public override void OnTrainBatchBegin(int batch)
    {
        foreach (Callback callback in _callbacks)
        {
            callback.OnTrainBatchBegin(batch);
        }
    }

    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        foreach (Callback callback in _callbacks)
        {
            callback.OnTrainBatchEnd(batch, logs);
        }
    }

    public override void OnTestBegin()
    {
        foreach (Callback callback in _callbacks)
        {
            callback.OnTestBegin();
        }
    }

    public override void OnTestEnd(Logs logs)
    {
        foreach (Callback callback in _callbacks)
        {
            callback.OnTestEnd(logs);
        }
    }

    public override void OnTestBatchBegin(int batch)
    {
        foreach (Callback callback in _callbacks)
        {
            callback.OnTestBatchBegin(batch);
        }
    }

    public override void OnTestBatchEnd(int batch, Logs logs)
    {
        foreach (Callback callback in _callbacks)
        {
            callback.OnTestBatchEnd(batch, logs);
        }
    }
}
