using System.CommandLine;
using System.CommandLine.Invocation;

namespace NetGen.Tool.Commands;

/// <summary><c>--version</c>: the number of the package.</summary>
internal static class VersionText
{
    /// <summary>The tool's version, which is that of the NetGen it belongs to: "0.1.0".</summary>
    public static string Own { get; } = typeof(VersionText).Assembly.GetName().Version!.ToString(3);

    /// <summary>The option.</summary>
    public static VersionOption Option() => new() { Action = new Print() };

    private sealed class Print : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(Own);
            return ExitCode.Success;
        }
    }
}
