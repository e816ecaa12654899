using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace NetGen.Bench.Micro;

/// <summary>
/// What a network of sixty layers is in text, and what a character costs that is typed into it: processor time, which does not grow when others use
/// the machine. Without bodies it is what an editor does, with them what a build does.
/// </summary>
internal static class SixtyLayers
{
    private const int Warmup = 15;
    private const int Edits = 31;

    public static void Report()
    {
        PrintLines(new EditedProject(bodies: true, [Networks.Sixty]));
        Console.WriteLine();
        Console.WriteLine($"{"processor time of an edit, median",-36}{"generator",12}{"analyzers",12}{"binding",12}");
        Measure("the members alone", bodies: false, Edits);
        Measure("with bodies", bodies: true, Edits / 3);
    }

    private static void PrintLines(EditedProject project)
    {
        int total = 0;
        foreach (SyntaxTree file in project.Emitted.OrderBy(file => file.FilePath, StringComparer.Ordinal))
        {
            int lines = file.GetText().Lines.Count;
            total += lines;
            Console.WriteLine(FormattableString.Invariant($"{Path.GetFileName(file.FilePath),-36}{lines,9:N0} lines{file.Length / 1024,9:N0} KB"));
        }

        Console.WriteLine(FormattableString.Invariant($"{"all",-36}{total,9:N0} lines"));
    }

    private static void Measure(string name, bool bodies, int edits)
    {
        var project = new EditedProject(bodies, [Networks.Sixty]);
        List<double> generator = [], analyzers = [], binding = [];
        for (int edit = -(bodies ? 2 : Warmup); edit < edits; edit++)
        {
            string units = (130 + edit).ToString(CultureInfo.InvariantCulture);
            project.Edit(file: 0, project.Source(0).Replace("Dense(128", "Dense(" + units, StringComparison.Ordinal));
            double generating = Milliseconds(() => project.Generate());
            project.ReadEmitted();
            double analyzing = Milliseconds(() => project.Analyze(file: 0, EditedProject.Analyzers));

            // A project of its own: what analyzers have bound is not bound again.
            project.Edit(file: 0, project.Source(0).Replace("Dense(128", "Dense(" + units, StringComparison.Ordinal));
            project.Generate();
            project.ReadEmitted();
            double compiling = Milliseconds(() => project.Bind());
            if (edit >= 0)
            {
                generator.Add(generating);
                analyzers.Add(analyzing);
                binding.Add(compiling);
            }
        }

        Console.WriteLine(FormattableString.Invariant($"{name,-36}{Median(generator),9:N1} ms{Median(analyzers),9:N1} ms{Median(binding),9:N1} ms"));
    }

    private static double Milliseconds(Action action)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
