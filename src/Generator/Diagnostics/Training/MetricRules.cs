using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>Rules about the metrics that a trainer is made with: whether they can judge its network by the targets of its loss.</summary>
internal static class MetricRules
{
    /// <summary>The property of a diagnostic that tells the metric which is meant.</summary>
    public const string Repair = nameof(Repair);

    private const string Binary = "BinaryAccuracy";

    public static void Check(IObjectCreationOperation trainer, LocalFlow flow, KnownNetworks networks, Report report)
    {
        if (Operations.Argument(trainer.Arguments, "metrics") is not { } metrics
            || Operations.Elements(flow.Resolve(metrics)) is not { } elements)
        {
            return;
        }

        LossKind? loss = Operations.Argument(trainer.Arguments, "loss") is { } written ? LossKind.Of(written, flow) : null;
        ITypeSymbol type = ((INamedTypeSymbol)trainer.Type!).TypeArguments[0];
        Network? network = networks.Find(type, report.Cancellation);
        int? outputs = network?.Nodes[network.Nodes.Count - 1].OutputShape.Channels;
        foreach (IOperation element in elements.Select(flow.Resolve))
        {
            if (MetricKind.Of(element) is { } kind)
            {
                Check((IObjectCreationOperation)element, kind, loss, type.Name, outputs, flow, report);
            }
        }
    }

    private static void Check(IObjectCreationOperation metric, MetricKind kind, LossKind? loss, string network, int? outputs, LocalFlow flow, Report report)
    {
        if (kind.ComparesPlaces && outputs == 1)
        {
            // Of the k largest of one output nobody knows what was meant.
            string? meant = kind.Name.Contains("TopK") ? null : Binary;
            Add($"compares the places of largest values, and '{network}' has one output", meant, "one for a single output");
        }
        else if (kind.TakesValues && loss is { TakesClasses: true })
        {
            string? meant = kind.Name == Binary ? "SparseCategoricalAccuracy" : kind.Counterpart;
            Add($"takes a value for each output, and {loss.Name} takes class indices", meant, "one for class indices");
        }
        else if (kind.TakesClasses && loss is { TakesClasses: false })
        {
            Add(
                $"takes class indices, and {loss.Name} takes a value for each output",
                outputs is null && !loss.IsCategorical ? null : kind.Counterpart,
                "one for values");
        }
        else if (kind.CountsClasses && outputs is { } count && Number("classes") is { } classes && classes != (count == 1 ? 2 : count))
        {
            Add(
                $"has {NumberText.Plain(classes)} classes, and '{network}' has {Outputs(count)}",
                meant: null,
                $"one for {NumberText.Plain(count == 1 ? 2 : count)} classes");
        }
        else if (outputs is { } most && Number("classId") is { } classId && classId >= most)
        {
            Add(
                $"looks at class {NumberText.Plain(classId)}, and '{network}' has {Outputs(most)}, counted from 0",
                meant: null,
                "one for a class that there is");
        }

        int? Number(string argument) => Operations.Argument(metric.Arguments, argument) is { } written ? flow.Constant(written) as int? : null;

        void Add(string reason, string? meant, string wanted)
        {
            ImmutableDictionary<string, string?> properties = meant is null || !FitsOther(metric, kind, meant)
                ? ImmutableDictionary<string, string?>.Empty
                : ImmutableDictionary<string, string?>.Empty.Add(Repair, meant);
            report.Add(TrainingDescriptors.MetricMisfit, metric, properties, kind.Name, reason, $"the metric must be {meant ?? wanted}");
        }
    }

    /// <summary>Whether the arguments mean the same to the other metric: a name that is called so does, and all of them to a counterpart.</summary>
    private static bool FitsOther(IObjectCreationOperation metric, MetricKind kind, string other) => other == kind.Counterpart
        || metric.Arguments.All(argument => argument.ArgumentKind != ArgumentKind.Explicit || argument.Syntax is ArgumentSyntax { NameColon.Name.Identifier.Text: "name" });

    private static string Outputs(int count) => count == 1 ? "1 output" : NumberText.Plain(count) + " outputs";
}
