using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Code;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>Rules about the figure that a callback watches.</summary>
internal static class MonitorRules
{
    /// <summary>The property of a diagnostic that tells the name which the monitor should have.</summary>
    public const string Repair = nameof(Repair);

    /// <summary>MonitorMode.Auto as a constant.</summary>
    public const int AutoMode = 0;

    private const string Validation = "val_";
    private const string Default = "val_loss";


    /// <param name="callback">Its argument "monitor" is the figure's name.</param>
    /// <param name="trainer">What is known of the trainer; null where nothing is.</param>
    /// <param name="hasValidation">Whether there is validation, or may be.</param>
    /// <param name="flow">The method's locals.</param>
    /// <param name="report">Takes what is found.</param>
    public static void Check(
        IObjectCreationOperation callback, TrainerCreation? trainer, bool hasValidation, LocalFlow flow, Report report)
    {
        IOperation? written = Operations.Argument(callback.Arguments, "monitor");
        string? monitor = written is null ? Default : flow.Constant(written) as string;
        if (monitor is null)
        {
            return;
        }

        IOperation at = written ?? callback;
        bool watchesValidation = monitor.StartsWith(Validation, StringComparison.Ordinal);
        string figure = watchesValidation ? monitor.Substring(Validation.Length) : monitor;
        if (trainer?.Figures is { } known && !known.Contains(figure))
        {
            IEnumerable<string> names = known.Concat(hasValidation ? known.Select(name => Validation + name) : []);
            string? repaired = known.Contains(Repaired(figure)) ? Repaired(monitor) : null;
            string hint = repaired is null ? "" : $"; Keras's old name means '{repaired}'";
            ImmutableDictionary<string, string?> properties = repaired is null
                ? ImmutableDictionary<string, string?>.Empty
                : ImmutableDictionary<string, string?>.Empty.Add(Repair, repaired);
            report.Add(TrainingDescriptors.UnknownMonitor, at, properties, monitor, string.Join(", ", names), hint);
        }
        else if (watchesValidation && !hasValidation)
        {
            report.Add(TrainingDescriptors.NoValidationData, at, monitor, figure);
        }
        else if (trainer?.Metrics.FirstOrDefault(metric => metric.Figure == figure) is { Kind: { HasDirection: false } kind } && IsAuto(callback, flow))
        {
            report.Add(TrainingDescriptors.MonitorWithoutDirection, at, monitor, kind.Name);
        }
    }

    private static bool IsAuto(IObjectCreationOperation callback, LocalFlow flow) =>
        Operations.Argument(callback.Arguments, "mode") is not { } mode || flow.Constant(mode) is AutoMode;

    /// <summary>Keras 2 called the metric as it was asked for, mostly "acc".</summary>
    private static string Repaired(string name) => name.EndsWith("acc", StringComparison.Ordinal) ? name + "uracy" : name;
}
