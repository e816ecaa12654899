using System;
using System.Linq;

namespace NetGen;

/// <summary>The figure that a callback watches: whether it exists and which way it gets better.</summary>
internal static class MonitoredFigure
{
    /// <exception cref="ArgumentException">The training has no such figure.</exception>
    public static void Check(string monitor, TrainingContext context)
    {
        if (!context.LogNames.Contains(monitor))
        {
            throw Unknown(monitor, context);
        }
    }

    /// <summary>Which way the figure gets better; <see cref="MetricDirection.None"/> where nobody says.</summary>
    /// <exception cref="ArgumentException">The training has no such figure.</exception>
    public static MetricDirection DirectionOf(string monitor, TrainingContext context)
    {
        string figure = monitor.StartsWith(FigureName.ValidationPrefix, StringComparison.Ordinal)
            ? monitor[FigureName.ValidationPrefix.Length..]
            : monitor;
        return figure == FigureName.Loss ? MetricDirection.LowerIsBetter : (context.MetricOf(figure) ?? throw Unknown(monitor, context)).Direction;
    }

    private static ArgumentException Unknown(string monitor, TrainingContext context)
    {
        // Keras names the metric as the user wrote it: "acc" was common before "accuracy".
        string repaired = monitor.EndsWith("acc", StringComparison.Ordinal) ? monitor + "uracy" : monitor;
        bool lacksValidation = !context.HasValidation && repaired.StartsWith(FigureName.ValidationPrefix, StringComparison.Ordinal);
        string hint = lacksValidation ? " Figures of validation need FitOptions.Validation or ValidationSplit."
            : context.LogNames.Contains(repaired) ? $" Did you mean '{repaired}'?"
            : "";
        return new ArgumentException($"There is no figure '{ForeignText.Show(monitor)}' to monitor; there are {ForeignText.List([.. context.LogNames])}.{hint}", nameof(monitor));
    }
}
