using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Rules;

/// <summary>What the rules say of random networks, to be held against what the plain loops compute.</summary>
internal static partial class Claim
{
    /// <summary>The networks, each with its findings.</summary>
    public static IReadOnlyList<(NetworkSpec Network, IReadOnlyList<Diagnostic> Findings)> Of(IReadOnlyList<NetworkSpec> networks)
    {
        ILookup<int, Diagnostic> findings = NetworkCompilation.Findings([.. networks.Select(network => network.Source)]).ToLookup(finding => IndexOf(finding, networks));
        return [.. networks.Select((network, i) => (network, (IReadOnlyList<Diagnostic>)[.. findings[i]]))];
    }

    /// <summary>What is found in one declaration.</summary>
    public static IReadOnlyList<Diagnostic> Of(string network) => NetworkCompilation.Findings(network);

    /// <summary>As many networks as are asked for, from a drawing that is the same every time.</summary>
    public static IReadOnlyList<NetworkSpec> Draw(int count, Func<Random, NetworkSpec?> draw)
    {
        var random = new Random(7);
        List<NetworkSpec> networks = [];
        while (networks.Count < count)
        {
            if (draw(random) is { } network)
            {
                networks.Add(network with { Name = FormattableString.Invariant($"Net{networks.Count}") });
            }
        }

        return networks;
    }

    /// <summary>The message of a rule; null where it is silent.</summary>
    public static string? Message(this IReadOnlyList<Diagnostic> findings, string rule) =>
        findings.SingleOrDefault(finding => finding.Id == rule)?.GetMessage(CultureInfo.InvariantCulture);

    /// <summary>The whole numbers that a message gives, thousands apart as people write them.</summary>
    public static int[] Numbers(string message) =>
        [.. WholeNumber().Matches(message).Select(match => int.Parse(match.Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture))];

    /// <summary>Numbers between -1 and 1.</summary>
    public static double[] Uniform(int count, Random random) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];

    private static int IndexOf(Diagnostic finding, IReadOnlyList<NetworkSpec> networks)
    {
        string source = finding.Location.SourceTree!.ToString();
        return Enumerable.Range(0, networks.Count).Single(i => source.Contains($" class {networks[i].Name};", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"(?<![\w.])\d+(,\d{3})*(?![\w])")]
    private static partial Regex WholeNumber();
}
