using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;

namespace NetGen.Bench.Mutation;

/// <summary>The tests, stage after stage, against every mutant that the numbers of single networks have not found.</summary>
internal static class TestRuns
{
    private const int MutantsOfOne = 12;

    private static readonly TimeSpan ForEver = TimeSpan.FromMinutes(6);

    /// <summary>Goes on until every stage has seen every survivor.</summary>
    public static int Run(Campaign campaign)
    {
        MissingImages.Make(campaign);
        int tried = 0;
        for (int stage = 0; stage < Math.Min(Stage.All.Count, campaign.Stages); stage++)
        {
            foreach (Result result in Result.Read(campaign.Results).Values.Where(result => result.IsOpen))
            {
                string mark = $"{Stage.All[stage].Name}: passed";
                if (result.Reason.Contains(mark, StringComparison.Ordinal) || !File.Exists(campaign.ImageOf(result.Number)))
                {
                    continue;
                }

                long start = Stopwatch.GetTimestamp();
                Result Say(Outcome outcome, string reason) =>
                    result with { Outcome = outcome, Reason = reason, Seconds = result.Seconds + Stopwatch.GetElapsedTime(start).TotalSeconds };
                File.WriteAllText(campaign.InHand, "");
                Say(Outcome.KilledByTime, $"{Stage.All[stage].Name}: the process has ended").AppendTo(campaign.InHand);
                using var watch = new Timer(_ => End(Say(Outcome.KilledByTime, $"{Stage.All[stage].Name}: no end")), null, ForEver, Timeout.InfiniteTimeSpan);
                (string? failed, int passed) = Try(campaign, Stage.All[stage], campaign.ImageOf(result.Number));
                watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                Result next = failed is not null ? Say(Outcome.KilledByTest, failed) : Say(result.Outcome, $"{result.Reason}; {mark}");
                next.AppendTo(campaign.Results);
                File.Delete(campaign.InHand);
                string took = $"{Stopwatch.GetElapsedTime(start).TotalSeconds,5:F1} s {passed,5} passed";
                Console.WriteLine($"{next.Number,4} {took} {next.Outcome,-17} {next.Place} {next.Kind}: {next.Words} {failed?.Split('\n')[0]}");
                if (++tried == MutantsOfOne)
                {
                    return Worker.More;
                }
            }
        }

        return 0;

        void End(Result result)
        {
            result.AppendTo(campaign.Results);
            File.Delete(campaign.InHand);
            Environment.Exit(Worker.More);
        }
    }

    /// <summary>Puts a mutant into a copy of the tests and runs a stage.</summary>
    public static (string? Failed, int Passed) Try(Campaign campaign, Stage stage, string image)
    {
        string folder = Path.Combine(campaign.Folder, stage.Assembly);
        if (!Directory.Exists(folder))
        {
            Copy(Path.Combine(campaign.Root, "tests", stage.Assembly["NetGen.".Length..], "bin", "Release", "net10.0"), folder);
        }

        // For child processes. The file of the mutant before is mapped into memory still: it makes way, and is not written over.
        string mutated = Path.Combine(folder, "NetGen.Generator.dll");
        File.Delete(mutated);
        File.Copy(image, mutated);
        return new TestHost(folder, stage.Assembly).Run(image, stage.Has);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}
