using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>Rules about the loss: what the network ends in, and what the data says.</summary>
internal static class LossRules
{
    /// <summary>The last layer's activation against the loss that the network is trained with.</summary>
    public static void CheckOutput(LossUse use, KnownNetworks networks, Report report)
    {
        (ITypeSymbol type, LossKind loss, IOperation argument) = use;
        if (networks.Find(type, report.Cancellation) is not { } network || KnownNetworks.OutputActivation(network) is not { } activation)
        {
            return;
        }

        if (loss.WantsProbabilities && activation is not (Activation.Softmax or Activation.Sigmoid))
        {
            report.Add(TrainingDescriptors.LossNeedsProbabilities, argument, loss.Name, type.Name, activation.ToString(), loss.UsualActivation);
        }
        else if (Advice(loss, activation) is { } advice)
        {
            report.Add(TrainingDescriptors.LossAndActivation, argument, loss.Name, type.Name, activation.ToString(), advice);
        }
    }

    /// <summary>The targets of a dataset against the loss of the trainer that gets it.</summary>
    public static void CheckTargets(IOperation data, LossKind loss, LocalFlow flow, Report report)
    {
        switch (TargetsOf(data, flow))
        {
            case Targets.Classes when loss.TakesOneHot:
                report.Add(
                    TrainingDescriptors.TargetsOfLoss, data, loss.Name, "a value for each class", "class indices", "Loss.SparseCategoricalCrossentropy", "Dataset.FromOneHot");
                break;
            case Targets.OneHot when loss.TakesClasses:
                report.Add(
                    TrainingDescriptors.TargetsOfLoss, data, loss.Name, "class indices", "a value for each class", "Loss.CategoricalCrossentropy", "Dataset.FromClasses");
                break;
            case Targets.Values when loss.TakesClasses:
                report.Add(
                    TrainingDescriptors.TargetsOfLoss, data, loss.Name, "class indices", "values", "one for values", "Dataset.FromClasses");
                break;
            default:
                break;
        }
    }

    private enum Targets
    {
        Unknown,
        Classes,
        OneHot,
        Values,
    }

    private static string? Advice(LossKind loss, Activation activation) => activation switch
    {
        Activation.Softmax when !loss.GoesWithSoftmax =>
            "softmax makes the probabilities of classes, and the loss should be SparseCategoricalCrossentropy or CategoricalCrossentropy",
        Activation.Sigmoid when loss.IsCategorical =>
            "a sigmoid makes independent probabilities, and the loss should be BinaryCrossentropy, or the activation Softmax",
        _ => null,
    };

    private static Targets TargetsOf(IOperation data, LocalFlow flow)
    {
        IOperation source = flow.Resolve(data);
        while (source is IInvocationOperation { Instance: { } whole, TargetMethod.Name: "Take" or "Slice" } part
            && NetGenTypes.Is(part.TargetMethod.ContainingType, NetGenTypes.Dataset))
        {
            source = flow.Resolve(whole);
        }

        return source is IInvocationOperation { TargetMethod: { IsStatic: true } method } && NetGenTypes.Is(method.ContainingType, NetGenTypes.Dataset)
            ? method.Name switch
            {
                "FromClasses" or "FromPixelClasses" or "FromIdx" => Targets.Classes,
                "FromOneHot" => Targets.OneHot,
                "FromValues" => Targets.Values,
                _ => Targets.Unknown,
            }
            : Targets.Unknown;
    }
}
