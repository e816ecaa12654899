using System.Collections.Generic;
using System.Linq;

namespace NetGen.Runtime.Tests.Support;

/// <summary>Takes a callback through epochs with given figures, without any training.</summary>
internal sealed class CallbackDriver
{
    private readonly Callback _callback;
    private int _epoch;

    public CallbackDriver(Callback callback, Optimizer? optimizer = null, LinearNetwork? network = null, params Metric[] metrics)
    {
        _callback = callback;
        Context = new TrainingContext(
            network ?? new LinearNetwork(1, [1]),
            optimizer ?? new SGD(learningRate: 1),
            Loss.SparseCategoricalCrossentropy,
            [new SparseCategoricalAccuracy("accuracy"), .. metrics])
        {
            IsFitting = true,
            HasValidation = true,
        };
        callback.Context = Context;
    }

    public TrainingContext Context { get; }

    public void Begin()
    {
        _epoch = 0;
        _callback.OnTrainBegin();
    }

    /// <summary>One epoch; returns its logs with what the callback added.</summary>
    public Logs Epoch(params (string Name, double Value)[] figures)
    {
        Logs logs = Figures(figures);
        _callback.OnEpochBegin(_epoch);
        _callback.OnEpochEnd(_epoch, logs);
        _epoch++;
        return logs;
    }

    /// <summary>Epochs with these values of val_loss.</summary>
    public IReadOnlyList<Logs> Epochs(params double[] losses) => [.. losses.Select(loss => Epoch(("val_loss", loss)))];

    public static Logs Figures(params (string Name, double Value)[] figures)
    {
        var logs = new Logs(figures.Select(figure => figure.Name));
        foreach ((string name, double value) in figures)
        {
            logs[name] = value;
        }

        return logs;
    }
}
