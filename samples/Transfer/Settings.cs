using System;
using System.CommandLine;
using System.IO;

namespace NetGen.Samples.Transfer;

/// <summary>What the command line asks for.</summary>
internal sealed record Settings(string Backbone, bool FromScratch, int PerClass, int Epochs, int Seed, string OutputFolder)
{
    // A head is learnt soon; a whole network takes longer.
    private const int EpochsOfHead = 60;
    private const int EpochsFromScratch = 100;

    private static readonly Option<string> File = new("--backbone")
    {
        Description = "ResNet-18 as a file that can be imported. Default: the one that the build has fetched.",
        HelpName = "FILE",
        DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "ResNet18.onnx"),
    };

    private static readonly Option<bool> Scratch = new("--from-scratch") { Description = "Trains the same network, all of it, from random weights." };
    private static readonly Option<int> Pictures = Number("--per-class", 5, "Pictures of each kind to learn from.");
    private static readonly Option<int> EpochCount = Number(
        "--epochs", null, $"How often training goes over the pictures. Default: {EpochsOfHead}; {EpochsFromScratch} from scratch.");
    private static readonly Option<int> RandomSeed = Number("--seed", 1, "Decides which pictures are taken, the first weights and the order of samples.");

    private static readonly Option<string> Output = new("--output")
    {
        Description = "Folder for the exported network; created where needed.",
        HelpName = "DIR",
        DefaultValueFactory = _ => Path.Combine("artifacts", "transfer"),
    };

    /// <summary>Parses the arguments and runs <paramref name="action"/>, or prints help or what is wrong; returns the exit code.</summary>
    public static int Parse(string[] arguments, Func<Settings, int> action)
    {
        var command = new RootCommand("Teaches ResNet-18 ten kinds of clothing from a few pictures of each.")
        {
            File, Scratch, Pictures, EpochCount, RandomSeed, Output,
        };
        command.SetAction(result => action(new Settings(
            result.GetRequiredValue(File),
            result.GetValue(Scratch),
            result.GetValue(Pictures),
            result.GetResult(EpochCount) is not null ? result.GetValue(EpochCount) : result.GetValue(Scratch) ? EpochsFromScratch : EpochsOfHead,
            result.GetValue(RandomSeed),
            result.GetRequiredValue(Output))));
        return command.Parse(arguments).Invoke();
    }

    private static Option<int> Number(string name, int? standard, string description)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N" };
        if (standard is { } value)
        {
            option.DefaultValueFactory = _ => value;
        }

        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: string text }] && int.TryParse(text, out int number) && number < 1)
            {
                result.AddError($"{name} must be at least 1; {text} was given.");
            }
        });
        return option;
    }
}
