using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;

namespace NetGen.Tool.Commands;

/// <summary>Arguments and options that several commands have.</summary>
internal static class CommandParts
{
    /// <summary>The compiled assembly.</summary>
    public static Argument<string> Assembly() => new("assembly")
    {
        Description = "The compiled assembly that holds the networks: bin/Release/net10.0/App.dll.",
        HelpName = "ASSEMBLY",
    };

    /// <summary>Several files; what begins as an option does is none of them, but an option that is unknown.</summary>
    public static Argument<string[]> Files(string name, string helpName, string description, ArgumentArity arity)
    {
        var files = new Argument<string[]>(name) { Description = description, HelpName = helpName, Arity = arity };
        files.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } option)
            {
                result.AddError($"Unrecognized command or argument '{option.Value}'.");
            }
        });
        return files;
    }

    /// <summary>The network's name.</summary>
    public static Option<string?> Network(string otherwise) => new("--network", "-n")
    {
        Description = $"The network, by its class's name, with or without namespace. {otherwise}",
        HelpName = "NAME",
    };

    /// <summary>Names for classes.</summary>
    public static Option<string?> Labels() => new("--labels")
    {
        Description = "A text file with a name for each output, one a line.",
        HelpName = "FILE",
    };

    /// <summary>A whole number within limits.</summary>
    public static Option<int> Number(string name, int standard, int least, string description)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            string text = result.Tokens is [{ Value: var only }] ? only : "";
            if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) && value < least)
            {
                result.AddError($"{name} must be at least {least}; {value} was given.");
            }
        });
        return option;
    }

    /// <summary>A number above 0, with a point in every country.</summary>
    public static Option<double?> Factor(string name, string description, string unit) => new(name)
    {
        Description = description,
        HelpName = unit,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && double.IsFinite(value))
            {
                return value;
            }

            result.AddError($"{name} takes a number above 0; '{text}' was given.");
            return null;
        },
    };

    /// <summary>Reads the names of classes.</summary>
    /// <param name="path">The file; null for none.</param>
    /// <param name="network">The network whose classes they name.</param>
    /// <param name="classes">How many there are.</param>
    /// <exception cref="ToolException">There is not a name for each class.</exception>
    public static string[]? ReadLabels(string? path, NetworkInfo network, int classes)
    {
        if (path is null)
        {
            return null;
        }

        string[] names = [.. File.ReadAllLines(path).Select(line => line.Trim())];
        int count = Array.FindLastIndex(names, name => name.Length > 0) + 1;
        return count == classes
            ? names[..count]
            : throw new ToolException($"{path} holds {count} names, one a line; {network.Name} has {classes} classes.");
    }
}
