using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>Rules about training on mixtures of samples: the numbers of a mixing, and the network, loss and batches that it is used with.</summary>
internal static class MixingRules
{
    private const string UnitInterval = "between 0 and 1";

    /// <summary>The numbers that a mixing is made with.</summary>
    public static void CheckCreation(IObjectCreationOperation mixing, LocalFlow flow, Report report)
    {
        foreach (IArgumentOperation argument in mixing.Arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.Explicit && flow.Number(argument.Value) is { } value && Allowed(mixing.Type!, value) is { } allowed)
            {
                report.Add(TrainingDescriptors.MixingOutOfRange, argument.Value, argument.Parameter!.Name, mixing.Type!.Name, NumberText.Plain(value), allowed);
                return;
            }
        }

        if (Operations.Argument(mixing.Arguments, "lower") is { } lower && flow.Number(lower) is { } least
            && Operations.Argument(mixing.Arguments, "upper") is { } upper && flow.Number(upper) is { } most && least > most)
        {
            report.Add(
                TrainingDescriptors.MixingOutOfRange, lower, "lower", mixing.Type!.Name, NumberText.Plain(least), $"at most upper, {NumberText.Plain(most)}");
        }
    }

    /// <summary>The mixing among the options of a fit, and the network, loss and batches that it meets there.</summary>
    /// <param name="options">Where the mixing is set: the options, or a step of a loop of the user's own.</param>
    /// <param name="network">The network's type.</param>
    /// <param name="loss">What judges the mixtures; null where that is unknown.</param>
    /// <param name="batchSize">The samples of a batch; null where their number is unknown.</param>
    /// <param name="flow">What the method's locals hold.</param>
    /// <param name="networks">The networks of the compilation.</param>
    /// <param name="report">Takes the findings.</param>
    public static void CheckUse(
        IObjectCreationOperation options, ITypeSymbol? network, LossKind? loss, IOperation? batchSize, LocalFlow flow, KnownNetworks networks, Report report)
    {
        if (Operations.Initialized(options, "Mixing") is not { } written || flow.Resolve(written) is not IObjectCreationOperation { Type: { } mixing })
        {
            return;
        }

        if (NetGenTypes.Is(mixing, NetGenTypes.CutMix) && networks.Find(network, report.Cancellation) is { } known && Uncut(known) is { } reason)
        {
            report.Add(TrainingDescriptors.CannotBeMixed, written, mixing.Name, reason.Why, reason.Wanted);
        }
        else if (loss is { KnowsMixtures: false })
        {
            report.Add(
                TrainingDescriptors.CannotBeMixed,
                written,
                mixing.Name,
                $"mixes targets, and {loss.Name} knows none between yes and no",
                "the loss must be one that judges mixtures, such as Loss.BinaryCrossentropy, or Mixing be left out");
        }
        else if (batchSize is not null && flow.Constant(batchSize) is 1)
        {
            report.Add(
                TrainingDescriptors.CannotBeMixed,
                written,
                mixing.Name,
                "mixes the samples of a batch with each other, and batches of one sample stay as they are",
                "batches must have at least 2 samples");
        }
    }

    /// <summary>The rule that a number of a mixing breaks; null where it breaks none.</summary>
    private static string? Allowed(ITypeSymbol mixing, double value) => NetGenTypes.Is(mixing, NetGenTypes.MixUp)
        ? value > 0 && value <= double.MaxValue ? null : "a finite number above 0"
        : value is >= 0 and <= 1 ? null : UnitInterval;

    /// <summary>Why rectangles cannot be cut out of a network's samples, or out of their targets; null where they can.</summary>
    private static (string Why, string Wanted)? Uncut(Network network)
    {
        Shape output = network.Nodes[network.Nodes.Count - 1].OutputShape;
        if (!network.Input.IsImage)
        {
            return ($"cuts images, and '{network.Name}' takes {network.Input.Words}", "the network must take images, or the mixing be MixUp");
        }

        bool isImage = output.IsImage && (long)output.Height * output.Width > 1;
        return isImage && (output.Height, output.Width) != (network.Input.Height, network.Input.Width)
            ? (
                $"cuts the targets of pixels as it cuts images, and '{network.Name}' makes {output} of {network.Input}",
                "heights and widths must be the same, or the mixing be MixUp")
            : null;
    }
}
