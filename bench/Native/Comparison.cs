using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

namespace NetGen.Bench.Native;

/// <summary>Publishes this program, runs both forms of it in turn and prints what they took.</summary>
internal static class Comparison
{
    private const double Seconds = 4;
    private const int LeastBlocks = 5;
    private const int Starts = 50;

    private static string Project { get; } =
        typeof(Comparison).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Project").Value!;

    public static void Run()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("netgen-native");
        try
        {
            string standard = Publish(Project, "NetGen.Bench.Native", Path.Combine(folder.FullName, "standard"), instructionSet: null);
            Print($"{DateTime.UtcNow:yyyy-MM-dd}, {Machine.Processor()}, {RuntimeInformation.FrameworkDescription}. One thread; ratio = JIT's time / NativeAOT's.\n");
            Print($"| vectors | work | JIT | NativeAOT | ratio |");
            Print($"|---:|---|---:|---:|---:|");
            Compare(standard, wide: false);
            if (FmaPeak.VectorLength == 16)
            {
                Compare(Publish(Project, "NetGen.Bench.Native", Path.Combine(folder.FullName, "native"), "native"), wide: true);
            }

            MeasureStart(standard, Path.Combine(folder.FullName, "mnist.safetensors"));
            MeasureSample(Path.Combine(folder.FullName, "sample"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Compare(string native, bool wide)
    {
        ProcessStartInfo managed = FirstAnswer.Self(Worker.Command);
        if (!wide)
        {
            managed.Environment["DOTNET_EnableAVX512"] = "0";
        }

        using var jit = new WorkerProcess(managed);
        using var aot = new WorkerProcess(new ProcessStartInfo(native, [Worker.Command]));
        if (jit.VectorBits != aot.VectorBits)
        {
            throw new InvalidOperationException($"The JIT uses vectors of {jit.VectorBits} bits, the native program of {aot.VectorBits}.");
        }

        foreach (string work in Worker.Networks.SelectMany(network => (string[])[Worker.Forward(network.Name), Worker.Training(network.Name)]))
        {
            Timing[] timings = Timing.Interleave([runs => jit.Time(work, runs), runs => aot.Time(work, runs)], Seconds, LeastBlocks);
            Print($"| {jit.VectorBits} | {work} | {timings[0].Median:F3} ms | {timings[1].Median:F3} ms | {timings[0].Median / timings[1].Median:F2} |");
        }
    }

    private static void MeasureStart(string native, string weights)
    {
        using (Process saving = Process.Start(native, [FirstPrediction.SaveCommand, weights]))
        {
            saving.WaitForExit();
        }

        double aot = FirstAnswer.Measure(new ProcessStartInfo(native, [FirstPrediction.Command, weights]), Starts);
        double jit = FirstAnswer.Measure(FirstAnswer.Self(FirstPrediction.Command, weights), Starts);
        Print($"\nFrom the start of the process to the first prediction of mnist, weights from a file: NativeAOT {aot:F1} ms, JIT {jit:F1} ms.");
        Print($"The native program has {new FileInfo(native).Length / 1e6:F1} MB.");
    }

    /// <summary>The program that is a network and its weights and nothing else.</summary>
    private static void MeasureSample(string folder)
    {
        string project = Path.Combine(Path.GetDirectoryName(Project)!, "..", "..", "samples", "AotPredict", "AotPredict.csproj");
        string program = Publish(project, "AotPredict", folder, instructionSet: null);
        double start = FirstAnswer.Measure(new ProcessStartInfo(program), Starts);
        Print($"samples/AotPredict, the weights of its network, of mnist's size, within the program: {start:F1} ms, {new FileInfo(program).Length / 1e6:F2} MB.");
    }

    private static string Publish(string project, string name, string folder, string? instructionSet)
    {
        string[] choice = instructionSet is null ? [] : [$"-p:IlcInstructionSet={instructionSet}"];
        var start = new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "--use-current-runtime", "-o", folder, .. choice]) { RedirectStandardOutput = true };
        using Process publish = Process.Start(start)!;
        string printed = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        return publish.ExitCode == 0
            ? Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)
            : throw new InvalidOperationException($"The program could not be published:\n{printed}");
    }

    private static void Print(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
