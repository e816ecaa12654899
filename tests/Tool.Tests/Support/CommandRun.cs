using System.IO;
using NetGen.Tool.Terminal;

namespace NetGen.Tool.Tests.Support;

/// <summary>A command line that has been run as from a script: both streams go elsewhere.</summary>
internal sealed record CommandRun(int Code, string Output, string Error)
{
    public static CommandRun Of(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = NetGenCommand.Run(arguments, new ConsoleOutput(ConsoleOutput.Create(output, isRedirected: true), ConsoleOutput.Create(error, isRedirected: true)));
        return new CommandRun(code, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }
}
