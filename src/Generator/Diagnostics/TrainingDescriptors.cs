using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics;

/// <summary>Rules about code that trains and uses a network.</summary>
internal static class TrainingDescriptors
{
    public static readonly DiagnosticDescriptor LossNeedsProbabilities = Descriptor.Error(
        RuleId.LossNeedsProbabilities,
        "The loss needs probabilities",
        "{0} judges probabilities, and '{1}' ends in Activation.{2}; the last layer must have Activation.{3}, or the loss must be one for values");

    public static readonly DiagnosticDescriptor LossAndActivation = Descriptor.Warning(
        RuleId.LossAndActivation,
        "The loss does not belong to the output's activation",
        "{0} does not belong to Activation.{2}, in which '{1}' ends; {3}");

    public static readonly DiagnosticDescriptor TargetsOfLoss = Descriptor.Error(
        RuleId.TargetsOfLoss,
        "The targets are not what the loss takes",
        "{0} takes {1}, and this dataset has {2}; either the loss must be {3}, or the dataset {4}");

    public static readonly DiagnosticDescriptor NoValidationData = Descriptor.Error(
        RuleId.NoValidationData,
        "There is no validation to monitor",
        "'{0}' is a figure of validation, and this fit has no validation data; FitOptions must have Validation or ValidationSplit, or '{1}' be monitored");

    public static readonly DiagnosticDescriptor UnknownMonitor = Descriptor.Error(
        RuleId.UnknownMonitor,
        "There is no such figure to monitor",
        "'{0}' is not computed; there are {1}{2}");

    public static readonly DiagnosticDescriptor PatienceBeyondEpochs = Descriptor.Warning(
        RuleId.PatienceBeyondEpochs,
        "This patience never ends",
        "A patience of {0} never ends a fit of {1} epochs; it must be below the number of epochs");

    public static readonly DiagnosticDescriptor LearningRateNotPositive = Descriptor.Error(
        RuleId.LearningRateNotPositive,
        "A learning rate must be above 0",
        "The learning rate is {0}; it must be a finite number above 0, or nothing is learned");

    public static readonly DiagnosticDescriptor LearningRateLarge = Descriptor.Warning(
        RuleId.LearningRateLarge,
        "This learning rate is large",
        "The learning rate is {0}; above {1}, and {2} are usual");

    public static readonly DiagnosticDescriptor DecayOutOfRange = Descriptor.Error(
        RuleId.DecayOutOfRange,
        "A decay is out of range",
        "{0} of {1} is {2}; it must be {3}");

    public static readonly DiagnosticDescriptor CountBelowOne = Descriptor.Error(
        RuleId.CountBelowOne,
        "A count must be at least 1",
        "{0} is {1}; it must be at least 1");

    public static readonly DiagnosticDescriptor PredictLength = Descriptor.Error(
        RuleId.PredictLength,
        "The length does not fit the network",
        "{0} holds {1} values; '{2}' needs {3}");

    public static readonly DiagnosticDescriptor MonitorWithoutDirection = Descriptor.Error(
        RuleId.MonitorWithoutDirection,
        "Nothing says which way the figure gets better",
        "Whether '{0}' gets better upwards or downwards, {1} does not say; mode must be MonitorMode.Max or MonitorMode.Min");

    public static readonly DiagnosticDescriptor MetricMisfit = Descriptor.Error(
        RuleId.MetricMisfit,
        "The metric cannot judge these outputs and targets",
        "{0} {1}; {2}");

    public static readonly DiagnosticDescriptor ScheduleIsOverruled = Descriptor.Error(
        RuleId.ScheduleIsOverruled,
        "A schedule and something else set the learning rate",
        "{0} sets the learning rate, and so does {1}, which the optimizer follows; one of them must go, or the optimizer be given a number");

    public static readonly DiagnosticDescriptor SeveralClippings = Descriptor.Error(
        RuleId.SeveralClippings,
        "Gradients are clipped in one way",
        "{0} and {1} are both set; an optimizer must clip gradients in one way: ClipNorm, ClipValue or GlobalClipNorm");

    public static readonly DiagnosticDescriptor ShareOutOfRange = Descriptor.Error(
        RuleId.ShareOutOfRange,
        "A share for validation is out of range",
        "{0} is {1}; it must be {2} and below 1: a share of the samples{3}");

    public static readonly DiagnosticDescriptor NothingToAccumulate = Descriptor.Error(
        RuleId.NothingToAccumulate,
        "Gradients are accumulated over several batches",
        "GradientAccumulationSteps is {0}; it must be at least 2, or be left out for a step with every batch");

    public static readonly DiagnosticDescriptor MixingOutOfRange = Descriptor.Error(
        RuleId.MixingOutOfRange,
        "A number of a mixing is out of range",
        "{0} of {1} is {2}; it must be {3}");

    public static readonly DiagnosticDescriptor CannotBeMixed = Descriptor.Error(
        RuleId.CannotBeMixed,
        "These samples cannot be mixed",
        "{0} {1}; {2}");

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        LossNeedsProbabilities,
        LossAndActivation,
        TargetsOfLoss,
        NoValidationData,
        UnknownMonitor,
        PatienceBeyondEpochs,
        LearningRateNotPositive,
        LearningRateLarge,
        DecayOutOfRange,
        CountBelowOne,
        PredictLength,
        MonitorWithoutDirection,
        MetricMisfit,
        ScheduleIsOverruled,
        SeveralClippings,
        ShareOutOfRange,
        NothingToAccumulate,
        MixingOutOfRange,
        CannotBeMixed,
        HyperparameterDescriptors.OneValuePerStatistic,
    ];
}
