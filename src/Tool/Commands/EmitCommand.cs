using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using NetGen.Tool.Assemblies;
using NetGen.Tool.Emission;
using NetGen.Tool.Terminal;
using Spectre.Console;

namespace NetGen.Tool.Commands;

/// <summary><c>netgen emit</c>: the C# that a network becomes.</summary>
internal static class EmitCommand
{
    public static Command Create(ConsoleOutput console)
    {
        var source = new Argument<string>("source")
        {
            Description = "The compiled assembly that holds the networks, or a C# file that declares them.",
            HelpName = "ASSEMBLY|FILE.cs",
        };
        Option<string?> network = CommandParts.Network("Needed where there are several.");
        var layer = new Option<string?>("--layer", "-l")
        {
            Description = "Only the kernels of this layer, by the name that the summary gives it: conv2d, dense_1.",
            HelpName = "NAME",
        };
        var bits = new Option<int?>("--bits")
        {
            Description = "The width of the vectors: 128, 256 or 512. Default: the one that runs on this machine.",
            HelpName = "N",
        };
        bits.AcceptOnlyFromAmong("128", "256", "512");
        var output = new Option<string?>("--output", "-o") { Description = "Writes all files, in all widths, into this folder instead.", HelpName = "DIR" };
        var command = new Command("emit", "Prints the C# that the compiler emits for a network.") { source, network, layer, bits, output };
        HelpExamples.Attach(
            command,
            ("the kernels of a layer", "netgen emit bin/Release/net10.0/App.dll --network Digits --layer conv2d"),
            ("the same for processors with AVX2", "netgen emit bin/Release/net10.0/App.dll -n Digits -l conv2d --bits 256"),
            ("all files of a declaration that no project holds yet", "netgen emit Digits.cs -o emitted"));
        command.SetAction(result =>
        {
            EmittedNetwork emitted = Compile(console, result.GetRequiredValue(source), result.GetValue(network));
            if (result.GetValue(output) is { } folder)
            {
                Save(console, emitted, folder);
                return;
            }

            int width = emitted.Width(result.GetValue(bits));
            if (result.GetValue(layer) is { } name)
            {
                WriteLayer(console, emitted, name, width);
            }
            else
            {
                Write(console, emitted.FilesOf(width));
            }
        });
        return command;
    }

    private static EmittedNetwork Compile(ConsoleOutput console, string path, string? name)
    {
        if (Path.GetExtension(path) == ".cs")
        {
            var file = NetworkCompilation.Of(File.ReadAllText(path), path: path);
            IReadOnlyList<INamedTypeSymbol> networks = file.Networks;
            return networks.Count > 0
                ? EmittedNetwork.Of(file, NetworkNames.Find(networks, NetworkClasses.NameOf, name, path))
                : throw new ToolException(string.Join(Environment.NewLine, [$"{path} declares no networks: no class has [Network].", .. file.Errors()]));
        }

        NetworkDeclaration declaration = NetworkNames.Find(NetworkDeclaration.ReadAll(path), network => network.FullName, name, Path.GetFileName(path));
        if (declaration.GeneratorVersion is { } version && version != VersionText.Own)
        {
            console.Warn($"{Path.GetFileName(path)} was compiled by NetGen {version}; this is what NetGen {VersionText.Own} emits for the same declaration.");
        }

        var compilation = NetworkCompilation.Of(declaration.Source(), declaration.Widths);
        return EmittedNetwork.Of(compilation, compilation.Networks.Single());
    }

    private static void WriteLayer(ConsoleOutput console, EmittedNetwork emitted, string layer, int bits)
    {
        if (!emitted.Layers.Contains(layer))
        {
            throw new ToolException($"{emitted.Name} has no layer {layer}; it has {string.Join(", ", emitted.Layers)}.");
        }

        EmittedFile kernels = emitted.Kernels(bits);
        string code = LayerCode.Of(kernels.Text, emitted.Layers, layer, out string? owner)
            ?? throw new ToolException($"No code is emitted for {layer}.");
        if (owner != layer)
        {
            console.Warn($"{layer} has no code of its own: what it does, if anything, is part of {owner}, which follows.");
        }

        WriteCode(console, code);
    }

    private static void Write(ConsoleOutput console, IReadOnlyList<EmittedFile> files)
    {
        foreach (EmittedFile file in files)
        {
            WriteCode(console, $"// {file.Name}\n{file.Text}\n");
        }
    }

    private static void WriteCode(ConsoleOutput console, string code)
    {
        if (console.Out.Profile.Capabilities.Ansi && console.Out.Profile.Capabilities.ColorSystem != ColorSystem.NoColors)
        {
            console.Out.Write(new CodeText(CodeColors.Of(code)));
        }
        else
        {
            console.Out.Writer().Write(code);
        }
    }

    private static void Save(ConsoleOutput console, EmittedNetwork emitted, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (EmittedFile file in emitted.Files)
        {
            string path = Path.Combine(folder, file.Name);
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(file.Text)));
            console.Line(path);
        }
    }
}
