using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace NetGen.Bench.Micro;

/// <summary>
/// What a network of sixty layers is in text, and what a character costs that is typed into it: processor time, which does not grow when others use
/// the machine. Without bodies it is what an editor does, with them what a build does. Beside it larger ones, for what grows faster than they do.
/// </summary>
internal static class SixtyLayers
{
    // Editors run for hours: what is told is the time of code that the JIT has optimised.
    private const int Warmup = 80;
    private const int Edits = 31;

    /// <summary>Between characters, in which the JIT gets to optimise.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(120);

    public static void Report()
    {
        PrintLines("60 layers", Networks.Sixty);
        PrintLines("120 layers", Networks.OneHundredTwenty);
        PrintLines("fifty blocks", Networks.FiftyBlocks);
        Console.WriteLine($"{"processor time of an edit, median",-36}{"generator",12}{"analyzers",12}{"idle one",12}{"binding",12}");
        Measure("the members alone, first edits", Networks.Sixty, bodies: false, warmup: 1, edits: 15);
        Measure("the members alone", Networks.Sixty, bodies: false, Warmup, Edits);
        Measure("  120 layers", Networks.OneHundredTwenty, bodies: false, Warmup, Edits);
        Measure("  fifty blocks", Networks.FiftyBlocks, bodies: false, Warmup, Edits);
        Measure("with bodies", Networks.Sixty, bodies: true, warmup: 2, edits: 10);
        Measure("  120 layers", Networks.OneHundredTwenty, bodies: true, warmup: 2, edits: 10);
        Measure("  fifty blocks", Networks.FiftyBlocks, bodies: true, warmup: 2, edits: 10);
    }

    private static void PrintLines(string name, string network)
    {
        var project = new EditedProject(bodies: true, [network]);
        int total = 0;
        foreach (SyntaxTree file in project.Emitted.OrderBy(file => file.FilePath, StringComparer.Ordinal))
        {
            int lines = file.GetText().Lines.Count;
            total += lines;
            Console.WriteLine(FormattableString.Invariant($"{Path.GetFileName(file.FilePath),-36}{lines,9:N0} lines{file.Length / 1024,9:N0} KB"));
        }

        Console.WriteLine(FormattableString.Invariant($"{name,-36}{total,9:N0} lines\n"));
    }

    private static void Measure(string name, string network, bool bodies, int warmup, int edits)
    {
        var project = new EditedProject(bodies, [network]);
        List<double> generator = [], analyzers = [], idle = [], binding = [];
        for (int edit = -warmup; edit < edits; edit++)
        {
            string units = (500 + edit).ToString(CultureInfo.InvariantCulture);
            Edit();
            double generating = Milliseconds(() => project.Generate());
            project.ReadEmitted();
            double analyzing = Milliseconds(() => project.Analyze(file: 0, EditedProject.Analyzers));

            // The compiler's own part of that: driving any analyzer at all.
            Edit();
            project.Generate();
            project.ReadEmitted();
            double idling = Milliseconds(() => project.Analyze(file: 0, EditedProject.Nothing));

            // A project of its own: what analyzers have bound is not bound again.
            Edit();
            project.Generate();
            project.ReadEmitted();
            double compiling = Milliseconds(() => project.Bind());
            if (edit >= 0)
            {
                generator.Add(generating);
                analyzers.Add(analyzing);
                idle.Add(idling);
                binding.Add(compiling);
            }

            Thread.Sleep(Pause);

            void Edit() => project.Edit(file: 0, project.Source(0).Replace("Dense(128", "Dense(" + units, StringComparison.Ordinal));
        }

        Console.WriteLine(FormattableString.Invariant($"{name,-36}{Median(generator),9:N1} ms{Median(analyzers),9:N1} ms{Median(idle),9:N1} ms{Median(binding),9:N1} ms"));
    }

    private static double Milliseconds(Action action)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
