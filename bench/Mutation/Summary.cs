using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NetGen.Bench.Mutation;

/// <summary>The results as tables.</summary>
internal static class Summary
{
    public static void Write(Campaign campaign, TextWriter writer)
    {
        Result[] results = [.. Result.Read(campaign.Results).Values.Where(result => result.Outcome != Outcome.NoMutant)];
        Outcome[] outcomes = [.. results.Select(result => result.Outcome).Distinct().Order()];
        writer.WriteLine($"| {string.Join(" | ", outcomes.Select(outcome => outcome.ToString()).Prepend("kind").Append("all"))} |");
        writer.WriteLine($"|{string.Concat(Enumerable.Repeat("---|", outcomes.Length + 2))}");
        foreach (IGrouping<string, Result> kind in results.GroupBy(result => result.Kind).OrderBy(kind => kind.Key, System.StringComparer.Ordinal))
        {
            WriteRow(kind.Key, [.. kind]);
        }

        WriteRow("all", results);
        foreach (Result result in results.Where(result => result.IsOpen))
        {
            writer.WriteLine($"{result.Number}: {result.Place}, {result.Kind}: {result.Words} ({result.Reason})");
        }

        void WriteRow(string name, IReadOnlyCollection<Result> rows)
        {
            IEnumerable<int> counts = outcomes.Select(outcome => rows.Count(row => row.Outcome == outcome)).Append(rows.Count);
            writer.WriteLine($"| {string.Join(" | ", counts.Select(count => $"{count}").Prepend(name))} |");
        }
    }
}
