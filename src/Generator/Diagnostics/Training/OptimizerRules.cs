using System;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>Rules about the numbers of an optimizer.</summary>
internal static class OptimizerRules
{
    public static void CheckArguments(IObjectCreationOperation optimizer, Report report)
    {
        foreach (IArgumentOperation argument in optimizer.Arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.Explicit && NumberOf(argument.Value) is { } value)
            {
                CheckArgument(optimizer.Type!.Name, argument, value, report);
            }
        }
    }

    /// <summary>Also for the initializer of an optimizer, which is an assignment.</summary>
    public static void CheckAssignment(IPropertyReferenceOperation property, IOperation value, Report report)
    {
        if (property.Property is { Name: "LearningRate", ContainingType: var owner }
            && NetGenTypes.Is(owner, "Optimizer")
            && NumberOf(value) is { } number)
        {
            CheckLearningRate(value, number, report);
        }
    }

    private static void CheckArgument(string optimizer, IArgumentOperation argument, double value, Report report)
    {
        switch (argument.Parameter?.Name)
        {
            case "learningRate":
                CheckLearningRate(argument.Value, value, report);
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
            TrainingDescriptors.DecayOutOfRange, argument.Value, argument.Parameter!.Name, optimizer, NumberText.Plain(value), allowed);
    }

    private static void CheckLearningRate(IOperation at, double value, Report report)
    {
        if (!(value > 0 && value <= float.MaxValue))
        {
            report.Add(TrainingDescriptors.LearningRateNotPositive, at, NumberText.Plain(value));
        }
        else if (value > 1)
        {
            report.Add(TrainingDescriptors.LearningRateLarge, at, NumberText.Plain(value));
        }
    }

    private static double? NumberOf(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: IConvertible number and not string }
        ? number.ToDouble(CultureInfo.InvariantCulture)
        : null;
}
