using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text;
using NetGen.Import;
using NetGen.Tool.Importing;
using NetGen.Tool.Terminal;

namespace NetGen.Tool.Commands;

/// <summary><c>netgen import</c>: a class and weights out of another framework's file.</summary>
internal static class ImportCommand
{
    public static Command Create(ConsoleOutput console)
    {
        var file = new Argument<string>("file")
        {
            Description = "The model: Keras (.keras, .h5), TensorFlow.js (model.json) or ONNX (.onnx).",
            HelpName = "FILE",
        };
        var namespaceName = new Option<string?>("--namespace") { Description = "The namespace of the class. Default: none.", HelpName = "NAME" };
        var className = new Option<string?>("--class", "-c") { Description = "The name of the class. Default: the file's.", HelpName = "NAME" };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The folder for the class and its weights. Default: the current one.",
            HelpName = "DIR",
            DefaultValueFactory = _ => ".",
        };
        var check = new Option<KnownOutput?>("--check")
        {
            Description = "An input and its output as arrays of numpy's: the class must compute the one from the other.",
            HelpName = "IN.npy=OUT.npy",
            CustomParser = result =>
            {
                KnownOutput? pair = KnownOutput.Parse(result.Tokens[0].Value);
                if (pair is null)
                {
                    result.AddError($"--check takes two files, 'input.npy=output.npy'; '{result.Tokens[0].Value}' was given.");
                }

                return pair;
            },
        };
        Option<int?> height = Size("--height", "The height of the images where the file takes any.");
        Option<int?> width = Size("--width", "The width of the images where the file takes any.");
        var outputName = new Option<string?>("--output-name") { Description = "The output to compute where the file has several.", HelpName = "NAME" };
        var force = new Option<bool>("--force") { Description = "Replaces files that are there already." };
        var command = new Command("import", "Writes another framework's network as a class under attributes, with its weights.")
        {
            file, namespaceName, className, output, check, height, width, outputName, force,
        };
        HelpExamples.Attach(
            command,
            ("Mnist.cs and mnist.safetensors", "netgen import mnist.onnx --namespace Shop.Models"),
            ("held to what the network computed elsewhere", "netgen import mnist.onnx -c CheckedDigits --check input.npy=output.npy"));
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(file);
            var options = new ImportOptions { Height = result.GetValue(height), Width = result.GetValue(width), Output = result.GetValue(outputName) };
            var target = new Target(
                result.GetValue(className) ?? ImportedNames.ClassOf(path), result.GetValue(namespaceName) ?? "", result.GetRequiredValue(output), result.GetValue(force));
            return Run(console, path, options, target, result.GetValue(check));
        });
        return command;
    }

    private static int Run(ConsoleOutput console, string path, ImportOptions options, Target target, KnownOutput? check)
    {
        target.Check();
        ImportedNetwork imported = Read(path, options);
        INetwork network = ImportedClass.Create(imported, target.ClassName, target.Namespace);
        ImportTables.Write(console, Path.GetFileName(path), imported, network.Info);
        if (check?.Run(imported, network) is { } outcome)
        {
            if (!outcome.IsClose)
            {
                throw new ToolException($"The class does not compute what the file's network did, and nothing was written. {outcome.Text}");
            }

            console.Line(" " + outcome.Text);
        }

        Directory.CreateDirectory(target.Folder);
        bool hasWeights = network.Parameters.Count > 0;
        if (hasWeights)
        {
            network.Save(target.WeightsPath);
            console.Line($"{target.WeightsPath}: the weights");
        }

        string source = imported.ToSource(target.ClassName, target.Namespace, hasWeights ? Path.GetFileName(target.WeightsPath) : null, useBlocks: true);
        AtomicFile.Write(target.ClassPath, stream => stream.Write(Encoding.UTF8.GetBytes(source)));
        console.Line($"{target.ClassPath}: the class {target.ClassName}{(hasWeights ? $"; {target.ClassName}.Pretrained() has the weights" : "")}");
        return ExitCode.Success;
    }

    /// <summary>A refusal is a list, and all of it is for the user.</summary>
    private static ImportedNetwork Read(string path, ImportOptions options)
    {
        try
        {
            return ModelFile.Read(path, options);
        }
        catch (UnsupportedModelException refusal)
        {
            OpenChoice[] open = [.. refusal.Obstacles.Select(obstacle => obstacle.Choice)];
            string size = open.Contains(OpenChoice.Size) ? "\n  --height and --width say the size of its images." : "";
            string output = open.Contains(OpenChoice.Output) || open.Contains(OpenChoice.OtherOutput) ? "\n  --output-name says which output to compute." : "";
            bool isFixed = open.Contains(OpenChoice.FixedHeight) || open.Contains(OpenChoice.FixedWidth);
            string given = isFixed ? "\n  --height and --width are for files that take images of any size." : "";
            throw new ToolException(refusal.Message + size + output + given, refusal);
        }
    }

    private static Option<int?> Size(string name, string description)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out int value) && value < 1)
            {
                result.AddError($"{name} must be at least 1; {text} was given.");
            }
        });
        return option;
    }

    /// <summary>Where the class and the weights go.</summary>
    private sealed record Target(string ClassName, string Namespace, string Folder, bool Replaces)
    {
        public string ClassPath => PathOf(ClassName + ".cs");

        public string WeightsPath => PathOf(ClassName + ".safetensors");

        /// <summary>What was written by hand since the last import is not lost.</summary>
        public void Check()
        {
            ImportedNames.Require(ClassName, Namespace);
            if (!Replaces && new[] { ClassPath, WeightsPath }.FirstOrDefault(File.Exists) is { } there)
            {
                throw new ToolException($"{there} is there already; --force replaces it.");
            }
        }

        private string PathOf(string file) => Folder == "." ? file : Path.Combine(Folder, file);
    }
}
