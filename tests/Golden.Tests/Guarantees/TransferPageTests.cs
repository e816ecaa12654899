using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>The example of docs/transfer.md, compiled as it stands there and run.</summary>
public sealed partial class TransferPageTests
{
    private const int Samples = 40;

    [Fact]
    public void A_head_is_trained_on_the_layers_of_another_network()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("netgen");
        try
        {
            string digitsFile = Path.Combine(folder.FullName, "digits.safetensors");
            string signsFile = Path.Combine(folder.FullName, "signs.safetensors");
            Type program = Compile(digitsFile, signsFile);
            INetwork digits = Create(program, "Digits");
            Learn(digits);
            digits.Save(digitsFile);

            object?[] data = [Data(seed: 1, classes: 4), Data(seed: 2, classes: 4)];
            var (head, all, report) = ((INetwork, INetwork, LoadReport))program.GetMethod("Run")!.Invoke(null, data)!;

            Assert.Equal(10, report.Loaded.Count);
            Assert.All(report.Loaded, name => Assert.StartsWith("features_", name, StringComparison.Ordinal));
            Assert.Equal(["head/kernel", "head/bias"], report.Excluded);
            Assert.Equal(report.Excluded, report.Unused);
            Assert.True(report.IsComplete);
            Assert.All(report.Loaded, name => Assert.Equal(digits.Parameters[name].Values.ToArray(), head.Parameters[name].Values.ToArray()));
            Assert.NotEqual(Create(program, "Signs").Parameters["head/kernel"].Values.ToArray(), head.Parameters["head/kernel"].Values.ToArray());
            Assert.All(report.Loaded, name => Assert.NotEqual(digits.Parameters[name].Values.ToArray(), all.Parameters[name].Values.ToArray()));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Names_of_another_program_are_those_of_the_network()
    {
        var options = (LoadOptions)Compile("a", "b").GetMethod("Options")!.Invoke(null, null)!;

        Assert.Equal("features_conv2d/kernel", options.Rename!("backbone.conv2d.kernel"));
        Assert.Null(options.Rename("classifier.kernel"));
    }

    private static Type Compile(string digitsFile, string signsFile)
    {
        string page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "docs", "transfer.md")).ReplaceLineEndings("\n");
        string[] blocks = [.. Example().Matches(page).Select(match => match.Groups["code"].Value)];
        Assert.Equal(3, blocks.Length);
        string use = blocks[1]
            .Replace("\"digits.safetensors\"", $"@\"{digitsFile}\"", StringComparison.Ordinal)
            .Replace("\"signs.safetensors\"", $"@\"{signsFile}\"", StringComparison.Ordinal);
        return new NetworkCompilation().CompileFile($$"""
            #pragma warning disable CS1591 // An example documents nothing.
            using System;
            using NetGen;

            {{blocks[0]}}

            public static class Program
            {
                public static (INetwork, INetwork, LoadReport) Run(Dataset train, Dataset test)
                {
                    {{use}}
                    return (signs, all, report);
                }

                public static LoadOptions Options()
                {
                    {{blocks[2]}}
                    return options;
                }
            }
            """).GetType("Program", throwOnError: true)!;
    }

    private static INetwork Create(Type program, string name) => (INetwork)Activator.CreateInstance(program.Assembly.GetType(name, throwOnError: true)!, 1)!;

    /// <summary>Moves every parameter, the moving statistics too, from where networks begin.</summary>
    private static void Learn(INetwork network)
    {
        var random = new Random(5);
        network.Parameters.Update(random, static (draws, values) =>
        {
            foreach (ref float value in values)
            {
                value += draws.NextSingle() / 4;
            }
        });
    }

    private static Dataset Data(int seed, int classes) => Dataset.FromClasses(
        NetworkTouch.Numbers(new Random(seed), Samples * 12 * 12), [.. Enumerable.Range(0, Samples).Select(i => i % classes)], [12, 12, 1]);

    private static string ThisFile([CallerFilePath] string file = "") => file;

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
