using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using NetGen.Bench.Peers;
using NetGen.Measuring;

namespace NetGen.Bench.Services;

/// <summary>Sets the same prediction service on NetGen and on ONNX Runtime side by side, both compiled ahead of time, and prints what they took.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        var rounds = new Option<int>("--rounds") { Description = "How often each service has its turn.", HelpName = "N", DefaultValueFactory = _ => 7 };
        var seconds = new Option<double>("--seconds") { Description = "Length of a turn.", HelpName = "S", DefaultValueFactory = _ => 2 };
        var networks = new Option<string[]>("--network") { Description = "Only these networks.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        networks.AcceptOnlyFromAmong("mnist", "lecture", "wide");
        var published = new Option<DirectoryInfo>("--published") { Description = "Folder with the services, published by an earlier run.", HelpName = "DIR" };
        var command = new RootCommand("Compares a prediction service on NetGen with one on ONNX Runtime.") { rounds, seconds, networks, published };
        command.SetAction(result => Compare(
            result.GetRequiredValue(rounds), result.GetRequiredValue(seconds), result.GetValue(networks) ?? [], result.GetValue(published)));
        return command.Parse(arguments).Invoke();
    }

    private static int Compare(int rounds, double seconds, string[] networks, DirectoryInfo? published)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("netgen-services");
        try
        {
            string services = published?.FullName ?? folder.FullName;
            if (published is null)
            {
                foreach (PublishedService service in PublishedService.All)
                {
                    service.Publish(services);
                }
            }

            Print($"{DateTime.UtcNow:yyyy-MM-dd}, {Machine.Processor()}, {RuntimeInformation.FrameworkDescription}, NativeAOT.");
            Print($"{Environment.ProcessorCount} cores for a service and the load generator together. Size without the model:");
            foreach (Contender started in Contender.Started)
            {
                Print($"- {started.Name} {started.Service.Megabytes(services):F1} MB");
            }

            foreach (Subject subject in Subjects(folder.FullName).Where(subject => networks.Length == 0 || networks.Contains(subject.Name)))
            {
                Run(new Comparison(services, subject, rounds, seconds), subject.Name);
            }

            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Run(Comparison comparison, string network)
    {
        (double Start, double Resident)[] starts = comparison.MeasureStarts(Contender.Started);
        Print($"\n{network}: from the start of the process to the first answer, and memory in use then:");
        for (int i = 0; i < starts.Length; i++)
        {
            Print($"- {Contender.Started[i].Name} {starts[i].Start:F1} ms, {starts[i].Resident:F1} MB");
        }

        Print($"\n| {network} | connections | requests a second | median | p99 | processor time a request | memory afterwards |");
        Print($"|---|---:|---:|---:|---:|---:|---:|");
        (Load[] Loads, double Resident)[] loads = comparison.MeasureLoads(Contender.Loaded);
        for (int c = 0; c < Comparison.Connections.Length; c++)
        {
            for (int i = 0; i < loads.Length; i++)
            {
                Load load = loads[i].Loads[c];
                string times = $"{Time(load.Median)} | {Time(load.P99)} | {Time(load.ProcessorMicroseconds / 1000)}";
                Print($"| {Contender.Loaded[i].Name} | {Comparison.Connections[c]} | {load.PerSecond:F0} | {times} | {loads[i].Resident:F0} MB |");
            }
        }
    }

    private static IEnumerable<Subject> Subjects(string folder)
    {
        yield return Subject.Create(Architectures.Mnist, new Mnist(), folder);
        yield return Subject.Create(Architectures.Lecture, new Lecture(), folder);
        yield return Subject.Create(Architectures.Wide, new Wide(), folder);
    }

    private static string Time(double milliseconds) => milliseconds >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds:F2} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{1000 * milliseconds:F0} µs");

    private static void Print(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
