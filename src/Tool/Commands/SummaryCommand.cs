using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using NetGen.Tool.Assemblies;
using NetGen.Tool.Terminal;
using NetGen.Tool.Weights;

namespace NetGen.Tool.Commands;

/// <summary><c>netgen summary</c>: Keras's table of networks, the tensors of a weights file, and whether the two fit.</summary>
internal static class SummaryCommand
{
    public static Command Create(ConsoleOutput console)
    {
        Argument<string[]> files = CommandParts.Files(
            "files",
            "ASSEMBLY|WEIGHTS",
            "A compiled assembly, a weights file (.safetensors), or both: then also whether the weights fit.",
            new ArgumentArity(1, 2));
        Option<string?> network = CommandParts.Network("Default: all of the assembly.");
        var command = new Command("summary", "Prints Keras's table of each network of an assembly, or the tensors of a weights file, or whether the two fit.")
        {
            files, network,
        };
        HelpExamples.Attach(
            command,
            ("all networks of an assembly", "netgen summary bin/Release/net10.0/App.dll"),
            ("what a weights file holds", "netgen summary weights.safetensors"),
            ("whether a file fits a network; exit code 1 where not", "netgen summary bin/Release/net10.0/App.dll weights.safetensors --network Digits"));
        command.SetAction(result => Run(console, result.GetRequiredValue(files), result.GetValue(network)));
        return command;
    }

    private static int Run(ConsoleOutput console, string[] paths, string? name)
    {
        if (paths.FirstOrDefault(path => !File.Exists(path) && !Directory.Exists(path)) is { } absent)
        {
            throw new ToolException($"There is no file {absent}.");
        }

        string[] assemblies = [.. paths.Where(IsAssembly)];
        string[] weights = [.. paths.Except(assemblies)];
        if (assemblies.Length > 1 || weights.Length > 1)
        {
            throw new ToolException("One assembly and one weights file can be looked at together.");
        }

        if (assemblies.Length == 0 && name is not null)
        {
            throw new ToolException("--network chooses a network of an assembly; there is none.");
        }

        IReadOnlyList<LoadedNetwork> networks = assemblies.Length == 0 ? [] : AssemblyNetworks.Load(assemblies[0]).Choose(name);
        WeightFile? file = weights.Length == 0 ? null : WeightFile.Read(weights[0]);
        Write(console, networks, file);
        return networks.Count > 0 && file is not null ? Compare(console, networks, file) : ExitCode.Success;
    }

    /// <summary>Assemblies are known by their content; what is neither is refused as the kind that its name tells.</summary>
    private static bool IsAssembly(string path) =>
        Directory.Exists(path) || Path.GetExtension(path) is ".dll" or ".exe" or ".csproj" or ".cs" || AssemblyFile.IsExecutable(path);

    private static void Write(ConsoleOutput console, IReadOnlyList<LoadedNetwork> networks, WeightFile? file)
    {
        for (int i = 0; i < networks.Count; i++)
        {
            if (i > 0)
            {
                console.Line();
            }

            console.Summary(networks[i].Info);
        }

        if (file is not null)
        {
            if (networks.Count > 0)
            {
                console.Line();
            }

            WeightTables.Write(console, file);
        }
    }

    private static int Compare(ConsoleOutput console, IReadOnlyList<LoadedNetwork> networks, WeightFile file)
    {
        bool fits = false;
        foreach (LoadedNetwork network in networks)
        {
            WeightFit fit = WeightFit.Of(network.Info, file);
            fits |= fit.Fits;
            console.Line();
            WeightTables.Write(console, network.FullName, file, fit);
        }

        return fits ? ExitCode.Success : ExitCode.Failure;
    }
}
