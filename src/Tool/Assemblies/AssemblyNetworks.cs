using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;

namespace NetGen.Tool.Assemblies;

/// <summary>The networks of an assembly, loaded so that they can run. The assembly's program is never started.</summary>
internal sealed class AssemblyNetworks
{
    private AssemblyNetworks(AssemblyFile file, bool isOptimized, IReadOnlyList<LoadedNetwork> networks)
    {
        File = file;
        IsOptimized = isOptimized;
        Networks = networks;
    }

    /// <summary>Where they come from.</summary>
    public AssemblyFile File { get; }

    /// <summary>Whether the assembly was compiled for speed: a Release build.</summary>
    public bool IsOptimized { get; }

    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<LoadedNetwork> Networks { get; }

    /// <summary>Loads an assembly.</summary>
    /// <exception cref="ToolException">It cannot be loaded, belongs to another version of NetGen, or declares no networks.</exception>
    public static AssemblyNetworks Load(string path)
    {
        AssemblyFile file = AssemblyFile.Read(path);
        CheckVersion(file);
        try
        {
            string fullPath = Path.GetFullPath(path);
            Assembly assembly = new NetworkLoadContext(fullPath).LoadFromAssemblyPath(fullPath);
            LoadedNetwork[] networks =
            [
                .. TypesOf(assembly)
                    .Where(type => type.IsDefined(typeof(NetworkAttribute), inherit: false) && typeof(INetwork).IsAssignableFrom(type))
                    .OrderBy(type => type.FullName, StringComparer.Ordinal)
                    .Select(type => new LoadedNetwork(type)),
            ];
            bool isOptimized = assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };
            return networks.Length > 0 ? new AssemblyNetworks(file, isOptimized, networks) : throw WithoutNetworks(file);
        }
        catch (Exception exception) when (exception is FileNotFoundException or FileLoadException or BadImageFormatException or TypeLoadException)
        {
            throw new ToolException($"{file.Name} cannot be loaded: {exception.Message}", exception);
        }
    }

    /// <summary>The network of a name, or all where none is asked for.</summary>
    /// <exception cref="ToolException">No network has the name, or several have.</exception>
    public IReadOnlyList<LoadedNetwork> Choose(string? name) =>
        name is null ? Networks : [NetworkNames.Find(Networks, network => network.FullName, name, File.Name)];

    /// <summary>The network of a name; without a name the only one.</summary>
    /// <exception cref="ToolException">No network has the name, or several are there to choose from.</exception>
    public LoadedNetwork One(string? name) => NetworkNames.Find(Networks, network => network.FullName, name, File.Name);

    private static void CheckVersion(AssemblyFile file)
    {
        Version own = typeof(INetwork).Assembly.GetName().Version!;
        if (file.LibraryVersion is not { } version)
        {
            throw WithoutNetworks(file);
        }

        // Emitted code and the library that it runs on change together, from one minor version to the next.
        if (version.Major != own.Major || version.Minor != own.Minor)
        {
            string theirs = version.ToString(3);
            throw new ToolException(
                $"{file.Name} was compiled with NetGen {theirs}; this is the tool of NetGen {own.ToString(3)}. "
                + $"Take that version's: dotnet tool update --global NetGen.Tool --version {theirs}");
        }
    }

    /// <summary>Types whose own dependencies are missing are no networks that could run.</summary>
    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partly)
        {
            return partly.Types.OfType<Type>();
        }
    }

    internal static ToolException WithoutNetworks(AssemblyFile file)
    {
        IReadOnlyList<string> others = file.UsersBeside();
        string advice = others.Count == 0
            ? ""
            : $" Of what it uses, {string.Join(" and ", others)} {(others.Count == 1 ? "is" : "are")} compiled with NetGen: give that assembly.";
        return new ToolException($"{file.Name} declares no networks: no class has [Network].{advice}");
    }
}
