using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace NetGen.Bench.Mutation;

/// <summary>What is known of a mutant, a line of a file; a later line of the same number replaces an earlier one.</summary>
/// <param name="Number">The mutant's, in the order in which they are tried.</param>
/// <param name="Place">File and line.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Words">Before and after.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">What shows that.</param>
/// <param name="Seconds">What it took.</param>
internal sealed record Result(int Number, string Place, string Kind, string Words, Outcome Outcome, string Reason, double Seconds)
{
    private const int LongestReason = 400;

    /// <summary>Whether nothing has noticed it yet.</summary>
    public bool IsOpen => Outcome is Outcome.SurvivedNumbers or Outcome.Unreached;

    public static Result Of(int number, Mutant mutant, Outcome outcome, string reason, double seconds) =>
        new(number, string.Create(CultureInfo.InvariantCulture, $"{mutant.File}:{mutant.Line}"), mutant.Kind, mutant.Words, outcome, reason, seconds);

    public static IReadOnlyDictionary<int, Result> Read(string path)
    {
        var results = new SortedDictionary<int, Result>();
        string[] lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        foreach (string[] cells in lines.Select(line => line.Split('\t')).Where(cells => cells.Length == 7))
        {
            int number = int.Parse(cells[0], CultureInfo.InvariantCulture);
            var outcome = Enum.Parse<Outcome>(cells[4]);
            results[number] = new(number, cells[1], cells[2], cells[3], outcome, cells[5], double.Parse(cells[6], CultureInfo.InvariantCulture));
        }

        return results;
    }

    public void AppendTo(string path)
    {
        string seconds = Seconds.ToString("F1", CultureInfo.InvariantCulture);
        string[] cells = [Number.ToString(CultureInfo.InvariantCulture), Place, Kind, Words, Outcome.ToString(), Reason, seconds];
        File.AppendAllText(path, string.Join('\t', cells.Select(Clean)) + '\n');
    }

    private static string Clean(string cell)
    {
        string line = string.Join(' ', cell.Split(['\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
        return line.Length > LongestReason ? line[..LongestReason] : line;
    }
}
