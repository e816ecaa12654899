using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>What is known of a trainer from where it was made.</summary>
/// <param name="Loss">Null where it is unknown.</param>
/// <param name="Figures">The names that it computes, without those of validation; null where they are unknown.</param>
internal sealed record TrainerCreation(LossKind? Loss, ImmutableArray<string>? Figures)
{
    public static TrainerCreation? Of(IOperation? trainer, LocalFlow flow)
    {
        if (trainer is null || flow.Resolve(trainer) is not IObjectCreationOperation creation || !NetGenTypes.IsTrainer(creation.Type))
        {
            return null;
        }

        LossKind? loss = Operations.Argument(creation.Arguments, "loss") is { } argument ? LossKind.Of(argument, flow) : null;
        return new TrainerCreation(loss, FiguresOf(Operations.Argument(creation.Arguments, "metrics"), loss, flow));
    }

    private static ImmutableArray<string>? FiguresOf(IOperation? metrics, LossKind? loss, LocalFlow flow)
    {
        if (metrics is null || Operations.IsNull(metrics))
        {
            return loss is null ? null : loss.WantsProbabilities ? ["accuracy", "loss"] : ["loss"];
        }

        IReadOnlyList<IOperation>? elements = Operations.Elements(flow.Resolve(metrics));
        var names = elements?.Select(element => NameOf(flow.Resolve(element), flow)).ToList();
        return names is null || names.Contains(null) ? null : [.. names.OfType<string>(), "loss"];
    }

    /// <summary>The metrics of the runtime have their name as an argument with a default.</summary>
    private static string? NameOf(IOperation metric, LocalFlow flow) =>
        metric is IObjectCreationOperation { Type: { } type } creation && NetGenTypes.Is(type, type.Name)
            ? creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "name") is { } name ? flow.Constant(name.Value) as string : null
            : null;
}
