using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;

namespace NetGen.Bench.Mutation;

/// <summary>
/// The process that tries mutants. One that comes to no end ends the process; what it had in hand then stands in the file of results, and the next process
/// goes on behind it.
/// </summary>
internal static class Worker
{
    /// <summary>The exit code of a process that has more to do.</summary>
    public const int More = 3;

    /// <summary>Mutants of one process: what they have loaded and compiled is not all given back.</summary>
    private const int MutantsOfOne = 60;

    private static readonly TimeSpan ForEver = TimeSpan.FromSeconds(90);

    /// <summary>Tries mutants until so many have been compiled.</summary>
    public static int Run(Campaign campaign)
    {
        CompilerSources sources = CompilerSources.Read(campaign.Root, campaign.Folder);
        IReadOnlyList<Mutant> mutants = sources.Mutants();
        IEnumerable<string> kinds = mutants.GroupBy(mutant => mutant.Kind).OrderBy(kind => kind.Key).Select(kind => $"{kind.Count()} {kind.Key}");
        Console.WriteLine($"{mutants.Count} mutants: {string.Join(", ", kinds)}");
        byte[] image = sources.Compile(null)!;
        File.WriteAllBytes(campaign.ImageOf(null), image);
        NumberJudge judge;
        using (var unchanged = new MutatedCompiler(image))
        {
            judge = new NumberJudge(unchanged);
        }

        IReadOnlyDictionary<int, Result> known = Result.Read(campaign.Results);
        int counted = known.Values.Count(result => result.Outcome != Outcome.NoMutant);
        int tried = 0;
        int number = 0;
        foreach (Mutant mutant in Choice.Order(mutants, campaign.Seed).TakeWhile(_ => counted < campaign.Count))
        {
            number++;
            if (known.ContainsKey(number))
            {
                continue;
            }

            long start = Stopwatch.GetTimestamp();
            Result Say(Outcome outcome, string reason) => Result.Of(number, mutant, outcome, reason, Stopwatch.GetElapsedTime(start).TotalSeconds);

            // A process that is taken down leaves this line.
            File.WriteAllText(campaign.InHand, "");
            Say(Outcome.KilledByTime, "the process has ended").AppendTo(campaign.InHand);
            using var watch = new Timer(_ => End(Say(Outcome.KilledByTime, "no end after 90 s")), null, ForEver, Timeout.InfiniteTimeSpan);
            Result result;
            if (sources.Compile(mutant) is not { } mutated)
            {
                result = Say(Outcome.NoMutant, "");
            }
            else
            {
                using var compiler = new MutatedCompiler(mutated);
                (Outcome outcome, string reason) = judge.Judge(compiler);
                result = Say(outcome, reason);
                counted++;
                tried++;
                if (outcome is Outcome.SurvivedNumbers or Outcome.Unreached)
                {
                    File.WriteAllBytes(campaign.ImageOf(number), mutated);
                }
            }

            watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            result.AppendTo(campaign.Results);
            File.Delete(campaign.InHand);
            if (result.Outcome != Outcome.NoMutant)
            {
                Console.WriteLine($"{result.Number,4} {result.Seconds,5:F1} s {result.Outcome,-17} {result.Place} {result.Kind}: {result.Words}");
            }

            if (tried == MutantsOfOne)
            {
                return More;
            }
        }

        return 0;

        void End(Result result)
        {
            result.AppendTo(campaign.Results);
            File.Delete(campaign.InHand);
            Environment.Exit(More);
        }
    }
}
