using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;

namespace NetGen.Bench.Fuzz;

/// <summary>
/// Gives every reader broken inputs: <c>--targets a,b</c> some of them, <c>--count N</c> inputs for each (default 1,000,000), <c>--seconds S</c> at most for each
/// (default 3), <c>--seed N</c>, <c>--corpus DIR</c> to keep what is worth keeping. <c>--guide edges</c> keeps what is read along another way and not what is answered otherwise, for
/// which the readers are instrumented; <c>--guide counted</c> tells how many edges were taken without it. Ends with 1 where a promise was broken, and says which input broke it;
/// at Ctrl+C and SIGTERM it tells how far it came.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        Coverage.Attach();
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i + 1 < arguments.Length; i += 2)
        {
            options[arguments[i]] = arguments[i + 1];
        }

        string[] known = ["--targets", "--count", "--seconds", "--seed", "--corpus", "--guide"];
        string[]? names = options.GetValueOrDefault("--targets")?.Split(',');
        Guide? chosen = options.GetValueOrDefault("--guide", "answers") switch
        {
            "answers" => Guide.Answers,
            "counted" => Guide.AnswersCounted,
            "edges" => Guide.Edges,
            _ => null,
        };
        if (chosen is not { } guide || arguments.Length % 2 != 0 || options.Keys.Except(known).Any() || names?.Except(Targets.All.Select(target => target.Name)).Any() == true)
        {
            Console.Error.WriteLine($"usage: [{string.Join("] [", known)}]; targets: {string.Join(',', Targets.All.Select(target => target.Name))}");
            return 2;
        }

        if (guide != Guide.Answers && !Coverage.IsInstrumented)
        {
            return Instrumented.Run(arguments);
        }

        int count = Number("--count", 1_000_000);
        var time = TimeSpan.FromSeconds(Number("--seconds", 3));
        uint seed = (uint)Number("--seed", 1);
        bool isSound = true;
        using var ends = new CancellationTokenSource();
        using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        foreach (Target target in Targets.All.Where(target => names?.Contains(target.Name) != false).TakeWhile(_ => !ends.IsCancellationRequested))
        {
            var campaign = new Campaign(target, guide, seed, options.GetValueOrDefault("--corpus"));
            long start = Stopwatch.GetTimestamp();
            campaign.Run(count, time, ends.Token);
            string numbers = string.Create(
                CultureInfo.InvariantCulture, $"{campaign.Inputs,10:N0} inputs {campaign.Accepted,10:N0} accepted {campaign.Kept,6:N0} kept");
            string edges = guide == Guide.Answers ? "" : string.Create(CultureInfo.InvariantCulture, $" {campaign.Edges,6:N0} edges");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target.Name,-12} {numbers}{edges} {Stopwatch.GetElapsedTime(start).TotalSeconds,8:F1} s"));
            campaign.Findings.ForEach(Console.WriteLine);
            isSound &= campaign.Findings.Count == 0;
        }

        return isSound ? 0 : 1;

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ends.Cancel();
        }

        int Number(string option, int otherwise) => options.TryGetValue(option, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }
}
