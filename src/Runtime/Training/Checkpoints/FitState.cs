using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen;

/// <summary>All that a fit goes on from, written into one state and read from it.</summary>
internal sealed class FitState(
    TrainingContext context, EpochCount trained, RunningFigures figures, CallbackList callbacks, History history, FitConfiguration configuration)
{
    // What is no parameter has names that no layer has.
    private const string FitPart = "@fit";
    private const string FiguresPart = "@figures";
    private const string OptimizerPart = "@optimizer";
    private const string HistoryPart = "@history";
    private const string CallbacksPart = "@callbacks";
    private const string ConfigurationPart = "@configuration";
    private const string ResumedName = "@resumed";
    private const string RowsName = "@rows";

    /// <summary>Writes down how it stands between two steps.</summary>
    /// <param name="state">Where; what it had before is replaced.</param>
    /// <param name="position">How far training has come.</param>
    /// <param name="turn">The epoch's place in the count of the trainer.</param>
    /// <param name="logs">The last epoch's figures.</param>
    /// <param name="best">The best figure so far, of those that decide which checkpoint stays.</param>
    public void Save(SavedState state, TrainingPosition position, int turn, Logs logs, double? best)
    {
        state.BeginAnew();
        NetworkParameters parameters = context.Model.Parameters;
        foreach (Parameter parameter in parameters)
        {
            ParameterInfo info = parameter.Info;
            state.Set(info.Name, parameters.Values.Slice(info.Offset, info.Size), info.Shape);
        }

        SavedState fit = state.Part(FitPart);
        fit.Set("epoch", position.Epoch);
        fit.Set("step", position.Step);
        fit.Set("is_in_epoch", position.IsInEpoch);
        fit.Set("turn", turn);
        fit.Set("trained_epochs", trained.Trained);
        fit.Set("stop_training", context.StopTraining);
        fit.SetOptional("steps", context.Steps);
        fit.SetOptional("best", best);
        logs.SaveState(fit.Part("logs"));
        if (position.IsInEpoch)
        {
            figures.SaveState(state.Part(FiguresPart));
        }

        context.Optimizer.SaveState(state.Part(OptimizerPart));
        history.SaveState(state.Part(HistoryPart));
        callbacks.SaveState(state.Part(CallbacksPart));
        configuration.SaveState(state.Part(ConfigurationPart));
        state.DropStale();
    }

    /// <summary>What of a checkpoint does not belong to this training, one difference each.</summary>
    public IEnumerable<string> Differences(SavedState state) => configuration.Differences(state.Part(ConfigurationPart))
        .Concat(callbacks.FindMissing(state.Part(CallbacksPart)).Select(callback => $"callbacks: {callback} there, none here"));

    /// <summary>Goes on from how it stood, but for the callbacks, which are to be begun first.</summary>
    /// <param name="state">What was written down; it belongs to this training.</param>
    public (TrainingPosition Position, int Turn, Logs Logs, double? Best) Load(SavedState state)
    {
        SavedState fit = state.Part(FitPart);
        var position = new TrainingPosition(fit.GetInt32("epoch"), fit.GetInt32("step"), fit.GetBoolean("is_in_epoch"));
        (int turn, int epochs, bool stops) = (fit.GetInt32("turn"), fit.GetInt32("trained_epochs"), fit.GetBoolean("stop_training"));
        var logs = Logs.Load(fit.Part("logs"));
        NetworkParameters parameters = context.Model.Parameters;
        float[] values = parameters.Copy();
        foreach (ParameterInfo info in parameters.Select(parameter => parameter.Info))
        {
            state.CopyTo(info.Name, values.AsSpan(info.Offset, info.Size));
        }

        if (position.IsInEpoch)
        {
            figures.LoadState(state.Part(FiguresPart));
        }

        context.Optimizer.LoadState(state.Part(OptimizerPart));
        history.LoadState(state.Part(HistoryPart));
        parameters.Update(values, static (loaded, block) => loaded.CopyTo(block));
        trained.GoOnFrom(epochs);
        context.StopTraining = stops;
        context.Steps ??= fit.Contains("steps") ? fit.GetInt32("steps") : null;
        context.ResumedFrom = position;
        return (position, turn, logs, fit.FindDouble("best"));
    }

    /// <summary>Writes down how the first rank stands when it begins, or goes on.</summary>
    public void SaveForRanks(SavedState state, TrainingPosition position, int turn, Logs logs)
    {
        Save(state, position, turn, logs, best: null);
        state.Set(RowsName, context.WatchesNumbers || context.MetricSet.Count > 0);
        if (history.ResumedFrom is { } path)
        {
            state.Set(ResumedName, path);
        }
    }

    /// <summary>Whether the first rank wants to see outputs and targets.</summary>
    public static bool CountsRows(SavedState state) => state.GetBoolean(RowsName);

    /// <summary>Goes on from how the first rank stands, and returns whether that went on from a checkpoint.</summary>
    public bool LoadFromFirst(SavedState state, out TrainingPosition position, out int turn, out Logs logs)
    {
        (position, turn, logs, _) = Load(state);
        history.ResumedFrom = state.Contains(ResumedName) ? state.GetString(ResumedName) : null;
        context.ResumedFrom = history.ResumedFrom is null ? null : position;
        return history.ResumedFrom is not null;
    }

    /// <summary>Hands the callbacks, which have begun, what they had saved.</summary>
    public void LoadCallbacks(SavedState state) => callbacks.LoadState(state.Part(CallbacksPart));
}
