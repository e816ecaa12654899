using System;
using System.Globalization;
using System.IO;

namespace NetGen;

/// <summary>
/// Sets the learning rate before every epoch (Keras: <c>LearningRateScheduler</c>) and adds it to the logs as
/// "learning_rate".
/// </summary>
public sealed class LearningRateScheduler : Callback
{
    private readonly Func<int, float, float> _schedule;
    private readonly TextWriter? _output;

    /// <summary>A callback.</summary>
    /// <param name="schedule">Makes the next learning rate of the epoch, counted from 0, and the present rate; finite and at least 0.</param>
    /// <param name="verbose">Whether to write each rate; default false.</param>
    /// <param name="output">Where verbose messages go; default: the console.</param>
    public LearningRateScheduler(Func<int, float, float> schedule, bool verbose = false, TextWriter? output = null)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        _schedule = schedule;
        _output = verbose ? output ?? Console.Out : null;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The optimizer's learning rate follows a schedule.</exception>
    public override void OnTrainBegin() => LearningRateLog.CheckSettable(this, Context.Optimizer);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The schedule's rate is negative or not finite.</exception>
    public override void OnEpochBegin(int epoch)
    {
        float rate = _schedule(epoch, Context.Optimizer.LearningRate);
        if (!(rate >= 0) || !float.IsFinite(rate))
        {
            throw new InvalidOperationException(
                FormattableString.Invariant($"The schedule of the {nameof(LearningRateScheduler)} gives {rate} for epoch {epoch}; a learning rate is finite and at least 0."));
        }

        Context.Optimizer.LearningRate = rate;
        _output?.WriteLine();
        _output?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch + 1}: LearningRateScheduler setting learning rate to {rate}."));
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        logs[FigureName.LearningRate] = Context.Optimizer.LearningRate;
    }
}
