using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;

namespace NetGen.Bench.Mutation;

/// <summary>
/// Changes the compiler in one place at a time and looks whether anything notices: <c>--count N</c> mutants that compile (default 200), <c>--seed N</c>,
/// <c>--folder DIR</c> for results and mutants (default: a folder for temporary files); what stands in its results is not tried again. <c>--only numbers</c> or
/// <c>--only tests</c> for one of the two halves, <c>--stages N</c> for the first stages of the tests, <c>--only summary</c> for what is known.
/// </summary>
internal static class Program
{
    private const string NumbersWorker = "numbers-worker";
    private const string TestsWorker = "tests-worker";

    private static int Main(string[] arguments)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i + 1 < arguments.Length; i += 2)
        {
            options[arguments[i]] = arguments[i + 1];
        }

        string[] known = ["--count", "--seed", "--folder", "--only", "--stages"];
        string only = options.GetValueOrDefault("--only", "");
        bool isKnown = only is "" or "numbers" or "tests" or "summary" or NumbersWorker or TestsWorker;
        if (arguments.Length % 2 != 0 || options.Keys.Except(known).Any() || !isKnown)
        {
            Console.Error.WriteLine($"usage: [{string.Join("] [", known)}]");
            return 2;
        }

        string folder = Directory.CreateDirectory(options.GetValueOrDefault("--folder", Path.Combine(Path.GetTempPath(), "netgen-mutants"))).FullName;
        var campaign = new Campaign(Root(), folder, Number("--count", 200), Number("--seed", 1), Number("--stages", Stage.All.Count));
        if (only is NumbersWorker or TestsWorker)
        {
            return only == NumbersWorker ? Worker.Run(campaign) : TestRuns.Run(campaign);
        }

        if (only is "" or "numbers")
        {
            Work(campaign, NumbersWorker);
        }

        if (only is "" or "tests")
        {
            Work(campaign, TestsWorker);
        }

        Summary.Write(campaign, Console.Out);
        return 0;

        int Number(string option, int otherwise) => options.TryGetValue(option, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }

    /// <summary>Starts processes until there is nothing left to try.</summary>
    private static void Work(Campaign campaign, string worker)
    {
        int code;
        do
        {
            string[] arguments =
            [
                typeof(Program).Assembly.Location, "--only", worker, "--folder", campaign.Folder,
                "--count", campaign.Count.ToString(CultureInfo.InvariantCulture), "--seed", campaign.Seed.ToString(CultureInfo.InvariantCulture),
                "--stages", campaign.Stages.ToString(CultureInfo.InvariantCulture),
            ];
            using Process process = Process.Start("dotnet", arguments);
            process.WaitForExit();
            code = process.ExitCode;
            if (File.Exists(campaign.InHand))
            {
                foreach (Result taken in Result.Read(campaign.InHand).Values)
                {
                    taken.AppendTo(campaign.Results);
                    code = Worker.More;
                }

                File.Delete(campaign.InHand);
            }
        }
        while (code == Worker.More);

        if (code != 0)
        {
            throw new InvalidOperationException($"The process that tries mutants ended with {code}.");
        }
    }

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "NetGen.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The program lies outside of the repository.");
    }
}
