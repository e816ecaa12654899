using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using SharpFuzz;

namespace NetGen.Bench.Fuzz;

/// <summary>This program in a folder of its own, in which the readers count the edges of their control flow that they take.</summary>
internal static class Instrumented
{
    /// <summary>What holds the readers; JPEG files are read by StbImageSharp.</summary>
    private static readonly string[] Assemblies =
        ["NetGen.dll", "NetGen.Images.dll", "NetGen.Import.dll", "NetGen.Reporting.dll", "NetGen.Generator.dll", "StbImageSharp.dll"];

    /// <summary>Runs the program there, with the same arguments, to its end.</summary>
    public static int Run(string[] arguments)
    {
        // Ctrl+C ends the program there too; this one is left to tidy up.
        Console.CancelKeyPress += (_, press) => press.Cancel = true;
        string folder = Directory.CreateTempSubdirectory("netgen-fuzz-").FullName;
        try
        {
            Copy(folder);
            foreach (string assembly in Assemblies)
            {
                Fuzzer.Instrument(Path.Combine(folder, assembly), _ => true, Options.Value);
            }

            using Process process = Process.Start("dotnet", [Path.Combine(folder, Path.GetFileName(typeof(Instrumented).Assembly.Location)), .. arguments]);
            process.WaitForExit();
            return process.ExitCode;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>
    /// What readers need of this program's folder. Without the list of dependencies, all assemblies that lie in a folder are found; what draws pictures, some 200 MB of native code, is
    /// not taken along.
    /// </summary>
    private static void Copy(string folder)
    {
        string files = Path.Combine(AppContext.BaseDirectory, "Files");
        foreach (string path in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "*.runtimeconfig.json"))
            .Concat(Directory.EnumerateFiles(files, "*", SearchOption.AllDirectories)))
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(AppContext.BaseDirectory, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
    }
}
