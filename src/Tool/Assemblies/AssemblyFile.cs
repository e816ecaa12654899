using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace NetGen.Tool.Assemblies;

/// <summary>What the metadata of an assembly say, read without loading it.</summary>
/// <param name="Path">The file.</param>
/// <param name="References">The assemblies that it refers to, with their versions.</param>
internal sealed record AssemblyFile(string Path, IReadOnlyDictionary<string, Version> References)
{
    /// <summary>The library that networks are compiled against.</summary>
    public const string Library = "NetGen";

    /// <summary>The file's name.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The version of NetGen that it was compiled against; null where it was not.</summary>
    public Version? LibraryVersion => References.GetValueOrDefault(Library);

    /// <summary>Whether a file begins as programs for Windows, and with them all assemblies, do.</summary>
    public static bool IsExecutable(string path)
    {
        using FileStream file = File.OpenRead(path);
        return file.ReadByte() == 'M' && file.ReadByte() == 'Z';
    }

    /// <summary>Reads an assembly's metadata.</summary>
    /// <exception cref="ToolException">There is no such file, or it is no assembly.</exception>
    public static AssemblyFile Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw new ToolException($"{path} is a folder. Build the project and give the assembly: bin/Release/net10.0/App.dll.");
        }

        if (!File.Exists(path))
        {
            throw new ToolException($"There is no file {path}.");
        }

        try
        {
            using var reader = new PEReader(File.OpenRead(path));
            if (reader.HasMetadata && reader.GetMetadataReader() is { IsAssembly: true } metadata)
            {
                return new AssemblyFile(path, metadata.AssemblyReferences
                    .Select(metadata.GetAssemblyReference)
                    .GroupBy(reference => metadata.GetString(reference.Name), StringComparer.OrdinalIgnoreCase)
                    .ToDictionary(group => group.Key, group => group.Max(reference => reference.Version)!, StringComparer.OrdinalIgnoreCase));
            }
        }
        catch (BadImageFormatException)
        {
            // What is said below says it.
        }

        throw new ToolException($"{path} is no .NET assembly.{Advice(path)}");
    }

    /// <summary>Assemblies beside this one, referred to by it, that are compiled against NetGen: its networks may be theirs.</summary>
    public IReadOnlyList<string> UsersBeside()
    {
        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;
        return
        [
            .. References.Keys.Order(StringComparer.Ordinal)
                .Where(name => name != Library && !name.StartsWith(Library + ".", StringComparison.Ordinal))
                .Select(name => System.IO.Path.Combine(folder, name + ".dll"))
                .Where(file => File.Exists(file) && Read(file).LibraryVersion is not null)
                .Select(file => System.IO.Path.GetFileName(file)),
        ];
    }

    /// <summary>Programs start through a native file with the assembly beside it; sources and projects have to be built.</summary>
    private static string Advice(string path)
    {
        string extension = System.IO.Path.GetExtension(path);
        if (extension is ".csproj" or ".sln" or ".slnx" or ".cs")
        {
            return " Build the project and give the assembly: bin/Release/net10.0/App.dll.";
        }

        string[] candidates = [path + ".dll", System.IO.Path.ChangeExtension(path, ".dll")];
        return candidates.FirstOrDefault(file => file != path && File.Exists(file)) is { } assembly
            ? $" The assembly of that program is {assembly}."
            : " Give the .dll of a build; programs that are compiled ahead of time or published as a single file hold none.";
    }
}
