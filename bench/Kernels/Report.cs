using System;
using System.Globalization;
using System.Runtime.InteropServices;

namespace NetGen.Bench.Kernels;

/// <summary>What all reports have in common.</summary>
internal static class Report
{
    /// <summary>Says when and on what a report was made.</summary>
    public static void PrintMachine() =>
        Print($"{DateTime.UtcNow:yyyy-MM-dd}, {Machine.Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}.");

    public static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
