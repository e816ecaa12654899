using System.Collections.Generic;
using System.CommandLine;
using NetGen.Reporting;
using NetGen.Tool.Assemblies;
using NetGen.Tool.Terminal;

namespace NetGen.Tool.Commands;

/// <summary><c>netgen draw</c>: networks as textbooks draw them.</summary>
internal static class DrawCommand
{
    public static Command Create(ConsoleOutput console)
    {
        Argument<string> assembly = CommandParts.Assembly();
        Option<string?> network = CommandParts.Network("Default: all of the assembly.");
        Option<string?> labels = CommandParts.Labels();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The SVG file; one that exists is replaced. Default: a file with the network's name in this folder.",
            HelpName = "FILE",
        };
        var command = new Command("draw", "Draws networks as SVG: feature maps as planes, vectors as columns, the classes at the end.")
        {
            assembly, network, output, labels,
        };
        HelpExamples.Attach(
            command,
            ("a file for each network, called as it", "netgen draw bin/Release/net10.0/App.dll"),
            ("one network, with the names of its classes", "netgen draw bin/Release/net10.0/App.dll -n Digits -o net.svg --labels classes.txt"));
        command.SetAction(result =>
        {
            AssemblyNetworks networks = AssemblyNetworks.Load(result.GetRequiredValue(assembly));
            Draw(console, networks, result.GetValue(network), result.GetValue(output), result.GetValue(labels));
        });
        return command;
    }

    private static void Draw(ConsoleOutput console, AssemblyNetworks networks, string? name, string? output, string? labels)
    {
        IReadOnlyList<LoadedNetwork> chosen = output is null ? networks.Choose(name) : [networks.One(name)];
        foreach (LoadedNetwork network in chosen)
        {
            var drawing = new NetworkDrawing(network.Info, CommandParts.ReadLabels(labels, network.Info, network.Info.OutputSize));
            string path = output ?? network.FullName + ".svg";
            drawing.SaveSvg(path);
            console.Line($"{path}: {network.FullName}, {drawing.Width} x {drawing.Height} pixels");
        }
    }
}
