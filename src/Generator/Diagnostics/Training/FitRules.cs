using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>Rules about calls of a trainer and the options of a fit.</summary>
internal static class FitRules
{
    private static readonly string[] Counts = ["Epochs", "BatchSize", "ValidationBatchSize", "ValidationFrequency", "Threads"];

    /// <summary>The counts among the options of a fit.</summary>
    public static void CheckCounts(IObjectCreationOperation options, Report report)
    {
        foreach (string name in Counts)
        {
            CheckCount(name, Operations.Initialized(options, name), report);
        }
    }

    /// <summary>A call of Fit, Evaluate or Predict on a trainer.</summary>
    public static void CheckCall(IInvocationOperation call, LocalFlow flow, Report report)
    {
        CheckCount("batchSize", Operations.Argument(call.Arguments, "batchSize"), report);
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
        }
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

    private static void CheckPatience(IObjectCreationOperation callback, IObjectCreationOperation options, LocalFlow flow, Report report)
    {
        int? epochs = Operations.Initialized(options, "Epochs") is { } written ? flow.Constant(written) as int? : 1;
        if (Operations.Argument(callback.Arguments, "patience") is { } argument
            && flow.Constant(argument) is int patience
            && epochs is { } count && patience >= count && patience > 0)
        {
            report.Add(TrainingDescriptors.PatienceBeyondEpochs, argument, NumberText.Plain(patience), NumberText.Plain(count));
        }
    }

    private static void CheckCount(string name, IOperation? value, Report report)
    {
        IOperation? number = value is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : value;
        if (number?.ConstantValue is { HasValue: true, Value: int and < 1 } constant)
        {
            report.Add(TrainingDescriptors.CountBelowOne, number, name, NumberText.Plain((int)constant.Value!));
        }
    }
}
