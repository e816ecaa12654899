using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;

namespace NetGen.Bench.Services;

/// <summary>A service as it is deployed.</summary>
/// <param name="Name">The folder that it is published to.</param>
/// <param name="Project">The folder of its project.</param>
/// <param name="Options">How it is published.</param>
internal sealed record PublishedService(string Name, string Project, params string[] Options)
{
    // Symbols and documentation.
    private static readonly string[] NotNeeded = [".dbg", ".pdb", ".xml"];

    /// <summary>NetGen's, for processors with AVX2.</summary>
    public static PublishedService NetGen { get; } = new("NetGen", "NetGen");

    /// <summary>NetGen's, for the processor that it is compiled on.</summary>
    public static PublishedService NetGenHere { get; } = new("NetGen-here", "NetGen", "-p:IlcInstructionSet=native");

    /// <summary>ONNX Runtime's, which chooses its code when it starts.</summary>
    public static PublishedService Onnx { get; } = new("Onnx", "Onnx");

    /// <summary>The same under the JIT, as ONNX Runtime is mostly used from .NET.</summary>
    public static PublishedService OnnxJit { get; } = new("Onnx-JIT", "Onnx", "-p:PublishAot=false", "--self-contained", "false");

    /// <summary>All of them.</summary>
    public static PublishedService[] All { get; } = [NetGen, NetGenHere, Onnx, OnnxJit];

    /// <summary>Whether NetGen predicts.</summary>
    public bool IsOurs => Project == NetGen.Project;

    /// <summary>The executable.</summary>
    public string Executable(string folder) => Path.Combine(folder, Name, Project + "Service");

    /// <summary>
    /// The size of what has to be deployed. Neither the .NET runtime, which services under the JIT need too, is counted, nor ONNX Runtime's libraries
    /// for Windows, which are published everywhere.
    /// </summary>
    public double Megabytes(string folder) => new DirectoryInfo(Path.Combine(folder, Name)).EnumerateFiles()
        .Where(file => !NotNeeded.Contains(file.Extension) && !file.Name.StartsWith("onnxruntime", StringComparison.Ordinal))
        .Sum(file => file.Length) / 1e6;

    /// <summary>Publishes it.</summary>
    public void Publish(string folder)
    {
        string services = typeof(PublishedService).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Services").Value!;
        string[] standard = ["-c", "Release", "--use-current-runtime", "-o", Path.Combine(folder, Name)];
        string[] arguments = ["publish", Path.Combine(services, Project), .. standard, .. Options];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        using Process publish = Process.Start(start)!;
        string printed = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException($"The service could not be published:\n{printed}");
        }
    }
}
