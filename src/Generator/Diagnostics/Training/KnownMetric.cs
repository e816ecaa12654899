using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Code;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>A metric among those that a trainer is made with.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Figure">Its name in logs.</param>
internal sealed record KnownMetric(MetricKind Kind, string Figure)
{
    /// <summary>All of a trainer's metrics; null where one of them, or its name, is unknown.</summary>
    public static ImmutableArray<KnownMetric>? All(IOperation metrics, LocalFlow flow)
    {
        if (Operations.Elements(flow.Resolve(metrics)) is not { } elements)
        {
            return null;
        }

        var kinds = new List<MetricKind>();
        var given = new List<string?>();
        foreach (IOperation element in elements.Select(flow.Resolve))
        {
            if (MetricKind.Of(element) is not { } kind || !TryName((IObjectCreationOperation)element, flow, out string? name))
            {
                return null;
            }

            kinds.Add(kind);
            given.Add(name);
        }

        // As the trainer does it: names that are given stay, default names are numbered from the second on.
        var taken = new HashSet<string>(given.OfType<string>());
        return [.. kinds.Select((kind, i) => new KnownMetric(kind, given[i] ?? Numbered(SnakeCase.Of(kind.Name), taken)))];
    }

    /// <summary>The name that the user wrote, null for the default; false where it is not known.</summary>
    private static bool TryName(IObjectCreationOperation metric, LocalFlow flow, out string? name)
    {
        IOperation? written = Operations.Argument(metric.Arguments, "name");
        name = written is null ? null : flow.Constant(written) as string;
        return written is null || name is not null || Operations.IsNull(flow.Resolve(written));
    }

    private static string Numbered(string name, HashSet<string> taken)
    {
        string numbered = name;
        for (int number = 1; !taken.Add(numbered); number++)
        {
            numbered = name + "_" + number.ToString(CultureInfo.InvariantCulture);
        }

        return numbered;
    }
}
