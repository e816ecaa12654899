using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Code;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>What is known of a trainer from where it was made.</summary>
/// <param name="Loss">Null where it is unknown.</param>
/// <param name="Optimizer">Where its optimizer was made; null where that is unknown.</param>
/// <param name="Figures">The names that it computes, without those of validation; null where they are unknown.</param>
/// <param name="Metrics">The metrics that it was given; empty where they are unknown, or where it was given none.</param>
internal sealed record TrainerCreation(LossKind? Loss, IObjectCreationOperation? Optimizer, ImmutableArray<string>? Figures, ImmutableArray<KnownMetric> Metrics)
{
    public static TrainerCreation? Of(IOperation? trainer, LocalFlow flow)
    {
        if (trainer is null || flow.Resolve(trainer) is not IObjectCreationOperation creation || !NetGenTypes.IsTrainer(creation.Type))
        {
            return null;
        }

        LossKind? loss = Operations.Argument(creation.Arguments, "loss") is { } argument ? LossKind.Of(argument, flow) : null;
        var optimizer = Operations.Argument(creation.Arguments, "optimizer") is { } given ? flow.Resolve(given) as IObjectCreationOperation : null;
        if (Operations.Argument(creation.Arguments, "metrics") is not { } metrics || Operations.IsNull(metrics))
        {
            return new TrainerCreation(loss, optimizer, loss is null ? null : loss.WantsProbabilities ? ["accuracy", "loss"] : ["loss"], []);
        }

        return KnownMetric.All(metrics, flow) is { } known
            ? new TrainerCreation(loss, optimizer, [.. known.Where(metric => metric.Kind.HasFigure).Select(metric => metric.Figure), "loss"], known)
            : new TrainerCreation(loss, optimizer, Figures: null, []);
    }
}
