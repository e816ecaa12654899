using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>Rules about the numbers of an optimizer, and about what does not go together in one.</summary>
internal static class OptimizerRules
{
    private const double LargeRate = 1;
    private const double LargeAdaptiveRate = 0.1;

    private const double FewestAccumulated = 2;

    private static readonly ImmutableArray<string> Clippings = ["ClipNorm", "ClipValue", "GlobalClipNorm"];

    // Their steps are as long as the rate, whatever the gradient.
    private static readonly ImmutableArray<string> Adaptive = ["Adam", "AdamW", "Adamax", "Nadam", "RMSprop", "Lion"];

    public static void CheckCreation(IObjectCreationOperation optimizer, LocalFlow flow, Report report)
    {
        foreach (IArgumentOperation argument in optimizer.Arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.Explicit && flow.Number(argument.Value) is { } value)
            {
                CheckArgument(optimizer.Type!, argument, value, report);
            }
        }

        CheckClipping(optimizer, report);
    }

    /// <summary>Also for the initializer of an optimizer, which is an assignment.</summary>
    public static void CheckAssignment(IPropertyReferenceOperation property, IOperation value, LocalFlow flow, Report report)
    {
        if (property.Property is { Name: "GradientAccumulationSteps", ContainingType: var type } && NetGenTypes.Is(type, "Optimizer")
            && flow.Number(value) is < FewestAccumulated and var batches)
        {
            report.Add(TrainingDescriptors.NothingToAccumulate, value, NumberText.Plain(batches));
        }

        if (property.Property is not { Name: "LearningRate", ContainingType: var owner } || !NetGenTypes.Is(owner, "Optimizer"))
        {
            return;
        }

        if (CreationOf(property, flow) is { } creation && ScheduleOf(creation, flow) is { } schedule)
        {
            report.Add(TrainingDescriptors.ScheduleIsOverruled, value, "The assignment of the learning rate", schedule.Name);
        }
        else if (flow.Number(value) is { } number)
        {
            CheckLearningRate(value, (property.Instance is { } instance ? flow.Resolve(instance).Type : null) ?? owner, number, report);
        }
    }

    /// <summary>The schedule that an optimizer's learning rate follows; null where it is a number, or unknown.</summary>
    public static ITypeSymbol? ScheduleOf(IObjectCreationOperation optimizer, LocalFlow flow) =>
        Operations.Argument(optimizer.Arguments, "learningRate") is { } argument
        && flow.Resolve(argument).Type is { } type && NetGenTypes.DerivesFrom(type, NetGenTypes.LearningRateSchedule)
            ? type
            : null;

    /// <summary>Where the optimizer was made whose property this is.</summary>
    private static IObjectCreationOperation? CreationOf(IPropertyReferenceOperation property, LocalFlow flow) => property switch
    {
        { Instance: IInstanceReferenceOperation, Parent.Parent.Parent: IObjectCreationOperation creation } => creation,
        { Instance: { } instance } => flow.Resolve(instance) as IObjectCreationOperation,
        _ => null,
    };

    private static void CheckClipping(IObjectCreationOperation optimizer, Report report)
    {
        (string Name, IOperation Value)[] set =
        [
            .. (optimizer.Initializer?.Initializers ?? []).OfType<ISimpleAssignmentOperation>()
                .Where(assignment => assignment.Target is IPropertyReferenceOperation target && Clippings.Contains(target.Property.Name) && !Operations.IsNull(assignment.Value))
                .Select(assignment => (((IPropertyReferenceOperation)assignment.Target).Property.Name, assignment.Value)),
        ];
        if (set.Length > 1)
        {
            report.Add(TrainingDescriptors.SeveralClippings, set[1].Value, set[0].Name, set[1].Name);
        }
    }

    private static void CheckArgument(ITypeSymbol optimizer, IArgumentOperation argument, double value, Report report)
    {
        switch (argument.Parameter?.Name)
        {
            case "learningRate":
                CheckLearningRate(argument.Value, optimizer, value, report);
                break;
            case "beta1" or "beta2" or "rho" when !(value is >= 0 and < 1):
                Add("at least 0 and below 1");
                break;
            case "momentum" when !(value is >= 0 and <= 1):
                Add("between 0 and 1");
                break;
            default:
                break;
        }

        void Add(string allowed) => report.Add(
            TrainingDescriptors.DecayOutOfRange, argument.Value, argument.Parameter!.Name, optimizer.Name, NumberText.Plain(value), allowed);
    }

    private static void CheckLearningRate(IOperation at, ITypeSymbol optimizer, double value, Report report)
    {
        bool isAdaptive = Adaptive.Contains(optimizer.Name);
        if (!(value > 0 && value <= float.MaxValue))
        {
            report.Add(TrainingDescriptors.LearningRateNotPositive, at, NumberText.Plain(value));
        }
        else if (isAdaptive && (float)value > (float)LargeAdaptiveRate)
        {
            string why = $"{NumberText.Plain(LargeAdaptiveRate)} each step of {optimizer.Name} changes a weight by more than weights usually amount to";
            report.Add(TrainingDescriptors.LearningRateLarge, at, NumberText.Plain(value), why, "0.0001 to 0.01");
        }
        else if (!isAdaptive && value > LargeRate)
        {
            report.Add(TrainingDescriptors.LearningRateLarge, at, NumberText.Plain(value), $"{NumberText.Plain(LargeRate)} training nearly always diverges", "0.001 to 0.1");
        }
    }
}
