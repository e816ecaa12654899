using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;

namespace NetGen.Samples.FashionMnist;

/// <summary>The networks that can be trained.</summary>
internal enum NetworkKind
{
    /// <summary><see cref="ClothingCnn"/>.</summary>
    Cnn,

    /// <summary><see cref="ClothingResNet"/>.</summary>
    ResNet,
}

/// <summary>What the command line asks for.</summary>
internal sealed record Settings(NetworkKind Network, string DataFolder, string OutputFolder, int? Epochs, int? BatchSize, int Seed, int Threads)
{
    private const int MostThreads = 256;

    private static readonly Option<NetworkKind> Kind = new("--network")
    {
        Description = "The network: a small one in a row, or a residual one with batch normalization, which learns more and takes longer.",
        HelpName = "cnn|resnet",
        DefaultValueFactory = _ => NetworkKind.Cnn,
    };

    private static readonly Option<DirectoryInfo> Data = new Option<DirectoryInfo>("--data")
    {
        Description = "Folder with the four IDX files of Fashion-MNIST, plain or gzip. Default: the part that comes with the sample.",
        HelpName = "DIR",
    }.AcceptExistingOnly();

    private static readonly Option<DirectoryInfo> Output = new("--output")
    {
        Description = "Folder for the weights and the history; created where needed.",
        HelpName = "DIR",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("artifacts", "fashion-mnist")),
    };

    private static readonly Option<int> EpochCount = Number(
        "--epochs",
        null,
        1,
        int.MaxValue,
        $"How often training goes over the data. Default: {Recipe.Cnn.Epochs} at most, fewer when validation no longer improves; {Recipe.ResNet.Epochs} for the residual network.");

    private static readonly Option<int> Batch = Number(
        "--batch", null, 1, int.MaxValue, $"Samples per training step. Default: {Recipe.Cnn.BatchSize}; {Recipe.ResNet.BatchSize} for the residual network.");

    private static readonly Option<int> RandomSeed = Number("--seed", 1, 0, int.MaxValue, "Decides the first weights, the order of samples and what dropout drops.");
    private static readonly Option<int> ThreadCount = Number("--threads", Environment.ProcessorCount, 1, MostThreads, "Threads to train with. The results do not depend on it.");

    /// <summary>Parses the arguments and runs <paramref name="action"/>, or prints help or what is wrong; returns the exit code.</summary>
    public static int Parse(string[] arguments, Func<Settings, int> action)
    {
        var command = new RootCommand("Trains a small convolutional network on Fashion-MNIST.") { Kind, Data, Output, EpochCount, Batch, RandomSeed, ThreadCount };
        command.SetAction(result => action(Read(result)));
        return command.Parse(arguments).Invoke();
    }

    private static Settings Read(ParseResult result) => new(
        result.GetValue(Kind),
        result.GetValue(Data)?.FullName ?? Path.Combine(AppContext.BaseDirectory, "Data"),
        result.GetRequiredValue(Output).FullName,
        Given(result, EpochCount),
        Given(result, Batch),
        result.GetValue(RandomSeed),
        result.GetValue(ThreadCount));

    private static int? Given(ParseResult result, Option<int> option) => result.GetResult(option) is null ? null : result.GetValue(option);

    private static Option<int> Number(string name, int? standard, int least, int most, string description)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N" };
        if (standard is { } value)
        {
            option.DefaultValueFactory = _ => value;
        }

        option.Validators.Add(result => RefuseOutside(result, name, least, most));
        return option;
    }

    private static void RefuseOutside(OptionResult result, string name, int least, int most)
    {
        if (result.Tokens is [{ Value: string text }] && int.TryParse(text, out int value) && (value < least || value > most))
        {
            string allowed = most == int.MaxValue ? $"at least {least}" : $"from {least} to {most}";
            result.AddError($"{name} must be {allowed}; {value} was given.");
        }
    }
}
