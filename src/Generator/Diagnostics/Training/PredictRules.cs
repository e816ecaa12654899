using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>Rules about the arrays that go into Predict, where their lengths are constant.</summary>
internal static class PredictRules
{
    public static void Check(IInvocationOperation call, LocalFlow flow, KnownNetworks networks, Report report)
    {
        if (call.Arguments.Length != 2
            || call.Instance?.Type is not { } type
            || Operations.Argument(call.Arguments, "input") is not { } input
            || Operations.Argument(call.Arguments, "output") is not { } output
            || networks.Find(type, report.Cancellation) is not { } network)
        {
            return;
        }

        long inputSize = network.Input.Size;
        long outputSize = network.Nodes[network.Nodes.Count - 1].OutputShape.Size;
        if (LengthOf(input, flow) is not { } inputs)
        {
            return;
        }

        if (inputs % inputSize != 0)
        {
            report.Add(
                TrainingDescriptors.PredictLength, input, "The input", NumberText.Grouped(inputs), type.Name, $"{NumberText.Grouped(inputSize)} for each sample ({network.Input})");
        }
        else if (LengthOf(output, flow) is { } outputs && outputs != inputs / inputSize * outputSize)
        {
            long samples = inputs / inputSize;
            report.Add(
                TrainingDescriptors.PredictLength,
                output,
                "The output",
                NumberText.Grouped(outputs),
                type.Name,
                $"{NumberText.Grouped(samples * outputSize)} for {NumberText.Grouped(samples)} sample{(samples == 1 ? "" : "s")} of {NumberText.Grouped(outputSize)}");
        }
    }

    private static long? LengthOf(IOperation span, LocalFlow flow) => flow.Resolve(span) switch
    {
        IArrayCreationOperation { DimensionSizes: [{ } size] } => flow.Constant(size) is int length ? length : null,
        ICollectionExpressionOperation expression => Operations.Elements(expression)?.Count,
        _ => null,
    };
}
