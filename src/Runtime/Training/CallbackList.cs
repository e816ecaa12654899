using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen;

/// <summary>Several callbacks as one. Progress comes last, so that it shows what the others add to the logs.</summary>
internal sealed class CallbackList : Callback
{
    private readonly Callback[] _callbacks;

    public CallbackList(IEnumerable<Callback> callbacks, TrainingContext context)
    {
        _callbacks = [.. callbacks.OrderBy(callback => callback is ConsoleProgress)];
        Context = context;
        foreach (Callback callback in _callbacks)
        {
            callback.Context = context;
        }
    }

    /// <summary>What callbacks of the same kind are told apart by in what they save: "EarlyStopping", "EarlyStopping_1".</summary>
    private IEnumerable<(string Key, Callback Callback)> Keyed()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Callback callback in _callbacks)
        {
            string kind = callback.GetType().Name;
            int count = counts[kind] = counts.GetValueOrDefault(kind) + 1;
            yield return (count == 1 ? kind : FormattableString.Invariant($"{kind}_{count - 1}"), callback);
        }
    }

    public override void SaveState(SavedState state)
    {
        foreach ((string key, Callback callback) in Keyed())
        {
            callback.SaveState(state.Part(key));
        }
    }

    public override void LoadState(SavedState state)
    {
        foreach ((string key, Callback callback) in Keyed())
        {
            SavedState part = state.Part(key);
            if (part.Names.Count > 0)
            {
                callback.LoadState(part);
            }
        }
    }

    /// <summary>The callbacks that saved something and are not here.</summary>
    public IEnumerable<string> FindMissing(SavedState state) =>
        state.Names.Select(name => name.Split('/')[0]).Distinct().Except(Keyed().Select(callback => callback.Key));

    public override void OnWarning(string message)
    {
        foreach (Callback callback in _callbacks)
        {
            callback.OnWarning(message);
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
