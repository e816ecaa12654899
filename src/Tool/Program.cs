using NetGen.Tool.Terminal;

namespace NetGen.Tool;

/// <summary>The command <c>netgen</c>.</summary>
internal static class Program
{
    private static int Main(string[] arguments) => NetGenCommand.Run(arguments, ConsoleOutput.OfProcess());
}
