using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>Rules about calls of a trainer and the options of a fit.</summary>
internal static class FitRules
{
    // The options of the runtime that count something.
    private static readonly string[] Counts =
        ["Epochs", "BatchSize", "ValidationBatchSize", "ValidationFrequency", "Threads", "ShuffleBuffer", "PrefetchedBatches", "Count"];

    private const string PredictionThreads = nameof(PredictionThreads);

    private static readonly string[] CountArguments = ["batchSize", "threads"];

    private static readonly string[] ShareArguments = ["validationFraction", "testFraction"];

    /// <summary>The counts among options, and the share that is kept for validation.</summary>
    public static void CheckOptions(IObjectCreationOperation options, LocalFlow flow, Report report)
    {
        foreach (string name in Counts)
        {
            CheckCount(name, Operations.Initialized(options, name), flow, report);
        }

        CheckShare("ValidationSplit", Operations.Initialized(options, "ValidationSplit"), mayBeZero: true, flow, report);
    }

    /// <summary>The counts among the arguments of a call or creation of the runtime's.</summary>
    public static void CheckCounts(ImmutableArray<IArgumentOperation> arguments, LocalFlow flow, Report report)
    {
        foreach (string name in CountArguments)
        {
            CheckCount(name, Operations.Argument(arguments, name), flow, report);
        }
    }

    /// <summary>The threads that a network predicts with.</summary>
    public static void CheckAssignment(IPropertyReferenceOperation property, IOperation value, LocalFlow flow, Report report)
    {
        if (property.Property.Name == PredictionThreads && NetGenTypes.IsNetwork(property.Property.ContainingType))
        {
            CheckCount(PredictionThreads, value, flow, report);
        }
    }

    /// <summary>A dataset that is cut into a part for training and others for validation and test.</summary>
    public static void CheckSplit(IInvocationOperation call, LocalFlow flow, Report report)
    {
        foreach (string name in ShareArguments)
        {
            CheckShare(name, Operations.Argument(call.Arguments, name), mayBeZero: false, flow, report);
        }
    }

    /// <summary>A call of Fit, Evaluate or Predict on a trainer.</summary>
    public static void CheckCall(IInvocationOperation call, LocalFlow flow, KnownNetworks networks, Report report)
    {
        CheckCounts(call.Arguments, flow, report);
        if (call.TargetMethod.Name is not ("Fit" or "Evaluate"))
        {
            return;
        }

        var trainer = TrainerCreation.Of(call.Instance, flow);
        if (trainer?.Loss is { } loss && Operations.Argument(call.Arguments, call.TargetMethod.Parameters[0].Name) is { } data)
        {
            LossRules.CheckTargets(data, loss, flow, report);
        }

        IOperation? written = Operations.Argument(call.Arguments, "options");
        if (written is not null && flow.Resolve(written) is IObjectCreationOperation { Arguments.IsEmpty: true } options && NetGenTypes.Is(options.Type, NetGenTypes.FitOptions))
        {
            CheckFit(options, trainer, flow, report);
            ITypeSymbol network = call.TargetMethod.ContainingType.TypeArguments[0];
            IOperation? batchSize = Operations.Initialized(options, "BatchSize");
            MixingRules.CheckUse(options, network, trainer?.Loss, batchSize, flow, networks, report);
            BatchRules.CheckSize(batchSize, network, flow, networks, report);
        }
    }

    /// <summary>A step of a loop of the user's own.</summary>
    public static void CheckStep(IObjectCreationOperation step, LocalFlow flow, KnownNetworks networks, Report report)
    {
        CheckCounts(step.Arguments, flow, report);
        ITypeSymbol? network = Operations.Argument(step.Arguments, "model") is { } model ? flow.Resolve(model).Type : null;
        LossKind? loss = Operations.Argument(step.Arguments, "loss") is { } written ? LossKind.Of(written, flow) : null;
        IOperation? batchSize = Operations.Argument(step.Arguments, "batchSize");
        MixingRules.CheckUse(step, network, loss, batchSize, flow, networks, report);
        BatchRules.CheckSize(batchSize, network, flow, networks, report);
    }

    private static void CheckFit(IObjectCreationOperation options, TrainerCreation? trainer, LocalFlow flow, Report report)
    {
        IOperation? validation = Operations.Initialized(options, "Validation");
        if (trainer?.Loss is { } loss && validation is not null)
        {
            LossRules.CheckTargets(validation, loss, flow, report);
        }

        if (Operations.Initialized(options, "Callbacks") is not { } callbacks || Operations.Elements(flow.Resolve(callbacks)) is not { } elements)
        {
            return;
        }

        foreach (IObjectCreationOperation callback in elements.Select(flow.Resolve).OfType<IObjectCreationOperation>())
        {
            bool endsTraining = NetGenTypes.Is(callback.Type, NetGenTypes.EarlyStopping);
            if (endsTraining || NetGenTypes.Is(callback.Type, NetGenTypes.ReduceLROnPlateau) || SavesBestOnly(callback, flow))
            {
                MonitorRules.Check(callback, trainer, HasValidation(options, flow), flow, report);
            }

            if ((NetGenTypes.Is(callback.Type, NetGenTypes.ReduceLROnPlateau) || NetGenTypes.Is(callback.Type, NetGenTypes.LearningRateScheduler))
                && trainer?.Optimizer is { } optimizer && OptimizerRules.ScheduleOf(optimizer, flow) is { } schedule)
            {
                report.Add(TrainingDescriptors.ScheduleIsOverruled, callback, callback.Type!.Name, schedule.Name);
            }

            if (endsTraining)
            {
                CheckPatience(callback, options, flow, report);
            }
        }
    }

    /// <summary>A checkpoint looks at its figure only where it saves the best.</summary>
    private static bool SavesBestOnly(IObjectCreationOperation callback, LocalFlow flow) =>
        NetGenTypes.Is(callback.Type, NetGenTypes.ModelCheckpoint)
        && Operations.Argument(callback.Arguments, "saveBestOnly") is { } written
        && flow.Constant(written) is true;

    /// <summary>Whether a fit validates; what is not written out may do so.</summary>
    private static bool HasValidation(IObjectCreationOperation options, LocalFlow flow)
    {
        IOperation? data = Operations.Initialized(options, "Validation");
        IOperation? split = Operations.Initialized(options, "ValidationSplit");
        return (data is not null && !Operations.IsNull(flow.Resolve(data)))
            || (split is not null && flow.Constant(split) is not (0.0 or 0));
    }

    /// <summary>A patience that never ends a fit is no mistake where the callback is there for the best weights, which come back at the end of every fit.</summary>
    private static void CheckPatience(IObjectCreationOperation callback, IObjectCreationOperation options, LocalFlow flow, Report report)
    {
        int? epochs = Operations.Initialized(options, "Epochs") is { } written ? flow.Constant(written) as int? : 1;
        bool restores = Operations.Argument(callback.Arguments, "restoreBestWeights") is { } restoring && flow.Constant(restoring) is not false;
        if (!restores && Operations.Argument(callback.Arguments, "patience") is { } argument
            && flow.Constant(argument) is int patience
            && epochs is { } count && patience >= count && patience > 0)
        {
            report.Add(TrainingDescriptors.PatienceBeyondEpochs, argument, NumberText.Plain(patience), NumberText.Plain(count));
        }
    }

    private static void CheckCount(string name, IOperation? value, LocalFlow flow, Report report)
    {
        if (value is not null && flow.Constant(value) is int and < 1 and var count)
        {
            report.Add(TrainingDescriptors.CountBelowOne, value, name, NumberText.Plain(count));
        }
    }

    private static void CheckShare(string name, IOperation? value, bool mayBeZero, LocalFlow flow, Report report)
    {
        if (value is not null && flow.Constant(value) is IConvertible number and not (string or bool)
            && number.ToDouble(CultureInfo.InvariantCulture) is var share && !(share < 1 && (mayBeZero ? share >= 0 : share > 0)))
        {
            string hint = share is > 1 and < 100 ? $", and {NumberText.Plain(share)} % are {NumberText.Plain(share / 100)}" : "";
            report.Add(TrainingDescriptors.ShareOutOfRange, value, name, NumberText.Plain(share), mayBeZero ? "at least 0" : "above 0", hint);
        }
    }
}
