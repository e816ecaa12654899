using System;
using System.CommandLine;
using System.IO;
using NetGen.Tool.Commands;
using NetGen.Tool.Terminal;

namespace NetGen.Tool;

/// <summary>The command with its six subcommands: parses, runs, and turns what goes wrong into a line and an exit code.</summary>
internal static class NetGenCommand
{
    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">What stands behind <c>netgen</c>.</param>
    /// <param name="console">Where results and complaints go.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] arguments, ConsoleOutput console)
    {
        // No RootCommand, whose name would be that of the file and not that of the command.
        var root = new Command(
            "netgen", "Shows what NetGen has made of the networks of a compiled assembly: their tables, drawings, speeds, predictions and code; and imports those of other frameworks.")
        {
            SummaryCommand.Create(console),
            DrawCommand.Create(console),
            BenchCommand.Create(console),
            PredictCommand.Create(console),
            EmitCommand.Create(console),
            ImportCommand.Create(console),
            VersionText.Option(),
        };
        HelpExamples.Attach(
            root,
            ("Keras's table of each network", "netgen summary bin/Release/net10.0/App.dll"),
            ("the speed on this machine", "netgen bench bin/Release/net10.0/App.dll"),
            ("what a command takes", "netgen predict --help"));

        ParseResult parsed = root.Parse(arguments);
        var configuration = new InvocationConfiguration
        {
            Output = console.Out.Writer(),
            Error = console.Error.Writer(),
            EnableDefaultExceptionHandler = false,
        };
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpExamples.Action)
        {
            foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
            {
                console.Complain(error.Message);
            }

            console.Hint($"'{CommandPath(parsed)} --help' tells what it takes.");
            return ExitCode.Usage;
        }

        try
        {
            return parsed.Invoke(configuration);
        }
        catch (Exception exception) when (exception is ToolException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            console.Complain(exception.Message);
            return ExitCode.Failure;
        }
#pragma warning disable CA1031 // Whatever it is, a command says it in a line.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            console.Complain($"{exception.GetType().Name}: {exception.Message}");
            return ExitCode.Failure;
        }
    }

    private static string CommandPath(ParseResult parsed) =>
        parsed.CommandResult.Command is { Name: var name } && name != parsed.RootCommandResult.Command.Name ? $"netgen {name}" : "netgen";
}
