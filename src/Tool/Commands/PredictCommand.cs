using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using NetGen.Tool.Assemblies;
using NetGen.Tool.Prediction;
using NetGen.Tool.Terminal;

namespace NetGen.Tool.Commands;

/// <summary><c>netgen predict</c>: what a network says of image files.</summary>
internal static class PredictCommand
{
    private const int DefaultTop = 5;

    public static Command Create(ConsoleOutput console)
    {
        Argument<string> assembly = CommandParts.Assembly();
        Argument<string[]> images = CommandParts.Files("images", "IMAGE", "PNG, JPEG or BMP files.", ArgumentArity.OneOrMore);
        var weights = new Option<string?>("--weights", "-w")
        {
            Description = "The network's weights, as Save writes them. Default: those that [Weights] has made a part of the assembly.",
            HelpName = "FILE",
        };
        Option<string?> network = CommandParts.Network("Needed where the assembly has several.");
        Option<string?> labels = CommandParts.Labels();
        Option<int> top = CommandParts.Number("--top", DefaultTop, 1, "How many classes to list.");
        var crop = new Option<bool>("--crop") { Description = "Cuts images to the network's proportions instead of distorting them." };
        Option<double?> scale = CommandParts.Factor(
            "--scale",
            "Factor of the pixels, which go from 0 to 255. Default: 1 where the network rescales or normalizes them itself, 1/255 otherwise.",
            "FACTOR");
        var json = new Option<bool>("--json") { Description = "Writes JSON." };
        var command = new Command("predict", "Predicts the classes of images: reads them, resizes them to the network's input and lists the likeliest classes.")
        {
            assembly, images, weights, network, labels, top, crop, scale, json,
        };
        HelpExamples.Attach(
            command,
            ("one photograph", "netgen predict bin/Release/net10.0/App.dll --weights weights.safetensors shoe.png"),
            ("many, for another program", "netgen predict bin/Release/net10.0/App.dll -w weights.safetensors --labels classes.txt --json *.png"));
        command.SetAction(result =>
        {
            var options = new Options(
                result.GetValue(weights),
                result.GetValue(labels),
                result.GetValue(top),
                result.GetValue(crop),
                (float?)result.GetValue(scale),
                result.GetValue(json));
            AssemblyNetworks networks = AssemblyNetworks.Load(result.GetRequiredValue(assembly));
            return Run(console, networks.One(result.GetValue(network)), result.GetRequiredValue(images), options);
        });
        return command;
    }

    private static int Run(ConsoleOutput console, LoadedNetwork loaded, string[] paths, Options options)
    {
        NetworkInfo info = loaded.Info;
        InputImage.CheckInput(info);
        Ranking.CheckOutput(info);
        string[]? labels = CommandParts.ReadLabels(options.Labels, info, Ranking.ClassesOf(info));
        INetwork network = Learned(loaded, options.Weights);

        // One broken file among many is said, and the others are answered all the same.
        bool isComplete = true;
        var predictions = new List<(InputImage, IReadOnlyList<Ranked>)>();
        foreach (string path in paths)
        {
            try
            {
                var image = InputImage.Load(path, info, options.Crop, options.Scale);
                IReadOnlyList<Ranked> classes = Ranking.Of(info, network.Predict(image.Values), labels, options.Top);
                predictions.Add((image, classes));
                if (!options.Json)
                {
                    PredictionText.WriteTable(console, info, image, classes);
                }
            }
            catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                console.Complain(exception.Message);
                isComplete = false;
            }
        }

        if (options.Json)
        {
            console.Line(PredictionText.ToJson(info, predictions));
        }

        return isComplete ? ExitCode.Success : ExitCode.Failure;
    }

    /// <summary>The network with weights, from a file or out of the assembly.</summary>
    private static INetwork Learned(LoadedNetwork loaded, string? weights)
    {
        if (weights is null)
        {
            return loaded.CreatePretrained() ?? throw new ToolException($"{loaded.FullName} has no weights in its assembly: give a file with --weights.");
        }

        INetwork network = loaded.Create();
        network.Load(weights);
        return network;
    }

    private sealed record Options(string? Weights, string? Labels, int Top, bool Crop, float? Scale, bool Json);
}
