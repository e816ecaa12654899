using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NetGen.Generator.Tests;
using NetGen.Tool.Assemblies;
using NetGen.Tool.Tests.Support;
using Xunit;

namespace NetGen.Tool.Tests.Documentation;

/// <summary>Every command that docs/tool.md and the help of the commands show is run, in a folder like the one they speak of.</summary>
public sealed partial class ToolPageTests : IDisposable
{
    private const string Network =
        """
        using NetGen;

        [Network(8, 8, 1)]
        [Conv2D(8, 3, Activation = Activation.ReLU)]
        [MaxPooling2D(2)]
        [Flatten]
        [Dense(2, Activation = Activation.Softmax)]
        public sealed partial class LineCnn;
        """;

    private readonly TemporaryFolder _folder = new();

    public ToolPageTests()
    {
        Directory.CreateDirectory("bin/Release/net10.0");
        SourceAssembly.Write("bin/Release/net10.0/App.dll", Network);
        File.WriteAllText("LineCnn.cs", Network);
        File.WriteAllBytes("mnist.onnx", OnnxBytes.Digits());
        NumpyFile.Write("input.npy", [1, 4], 0, 0, 0, 0);
        NumpyFile.Write("output.npy", [1, 3], 1 / 3f, 1 / 3f, 1 / 3f);
        File.WriteAllLines("classes.txt", ["lies", "stands"]);
        BmpFile.Write("line.png", 8, 8, (y, x) => x == 5 ? 230 : 60);
        INetwork network = AssemblyNetworks.Load("bin/Release/net10.0/App.dll").One(null).Create();
        Train(network);
        network.Save("lines.safetensors");
        SourceAssembly.Write("Other.dll", Network.Replace("Conv2D(8", "Conv2D(4", StringComparison.Ordinal));
        AssemblyNetworks.Load("Other.dll").One(null).Create().Save("other.safetensors");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_command_of_the_page_prints_what_the_page_says()
    {
        string page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "docs", "tool.md")).ReplaceLineEndings("\n");
        var examples = Console().Matches(page).SelectMany(block => Command().Matches(block.Groups["text"].Value)).ToArray();
        Assert.True(examples.Length >= 9);
        Assert.All(
            (string[])["summary", "draw", "bench", "predict", "emit", "import"],
            command => Assert.Contains(examples, example => example.Groups["line"].Value.StartsWith(command, StringComparison.Ordinal)));
        foreach (Match example in examples)
        {
            string line = example.Groups["line"].Value;
            var run = CommandRun.Of([.. Arguments(line), .. line.StartsWith("bench", StringComparison.Ordinal) ? (string[])["--seconds", "0.01"] : []]);
            Assert.Equal(line.Contains("other.safetensors", StringComparison.Ordinal) ? 1 : 0, run.Code);
            AssertShown(example.Groups["output"].Value, run.Output + run.Error, line);
        }
    }

    [Fact]
    public void Every_example_of_the_help_runs()
    {
        File.Copy("lines.safetensors", "weights.safetensors");
        File.Copy("line.png", "shoe.png");
        File.Copy("LineCnn.cs", "Digits.cs");
        foreach (string command in (string[])["", "summary", "draw", "bench", "predict", "emit", "import"])
        {
            string[] examples = [.. CommandRun.Of([.. Arguments(command), "--help"]).Output.Split('\n').Where(line => line.StartsWith("  netgen ", StringComparison.Ordinal) && !line.Contains('['))];
            Assert.NotEmpty(examples);
            foreach (string line in examples.Where(line => !line.Contains('<')))
            {
                // The folder has one network and no photographs.
                string meant = line["  netgen ".Length..]
                    .Replace("Digits ", "LineCnn ", StringComparison.Ordinal)
                    .Replace("*.png", "line.png", StringComparison.Ordinal)
                    .Replace("--seconds 5", "--seconds 0.01", StringComparison.Ordinal);
                meant = meant.EndsWith("Digits", StringComparison.Ordinal) ? meant[..^"Digits".Length] + "LineCnn" : meant;
                var run = CommandRun.Of(Arguments(meant));
                Assert.Equal((0, "", line), (run.Code, run.Error, line));
            }
        }
    }

    /// <summary>Compares what is shown with what is printed: a line of dots leaves any number of lines out, and probabilities are any, since weights are trained on vectors of any width.</summary>
    private static void AssertShown(string shown, string printed, string command)
    {
        string pattern = string.Join('\n', Lines(shown).Select(line => line == "..." ? "(.*\n)*?.*" : Regex.Escape(line)));
        Assert.True(Regex.IsMatch(string.Join('\n', Lines(printed)), $"^{pattern}$"), $"netgen {command} prints\n{printed}");

        IEnumerable<string> Lines(string text) => text.TrimEnd('\n').Split('\n').Select(line => Probability().Replace(line, "#"));
    }

    private static string[] Arguments(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static void Train(INetwork network)
    {
        const int Count = 256;
        var random = new Random(1);
        float[] images = new float[Count * 64];
        int[] labels = new int[Count];
        for (int i = 0; i < Count; i++)
        {
            labels[i] = random.Next(2);
            int line = random.Next(8);
            for (int pixel = 0; pixel < 64; pixel++)
            {
                images[(i * 64) + pixel] = (0.5f * random.NextSingle()) + ((labels[i] == 0 ? pixel / 8 : pixel % 8) == line ? 0.5f : 0);
            }
        }

        using var step = new TrainingStep(network, new Adam(learningRate: 0.01), Loss.SparseCategoricalCrossentropy, Count, threads: 1);
        var data = Dataset.FromClasses(images, labels, [8, 8, 1]);
        int[] all = [.. Enumerable.Range(0, Count)];
        for (int i = 0; i < 100; i++)
        {
            step.Run(data, all, randomKey: 1);
        }
    }

    private static string ThisFile([CallerFilePath] string file = "") => file;

    [GeneratedRegex("```console\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Console();

    [GeneratedRegex(@"^\$ netgen (?<line>.*)\n(?<output>(?:(?!\$ ).*\n)*)", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"[0-9.]+ %|[█]+ *|0\.[0-9]+|[0-9.]+E-[0-9]+")]
    private static partial Regex Probability();
}
