using System.IO;
using Spectre.Console;

namespace NetGen.Tool.Terminal;

/// <summary>The way past Spectre.Console's layout, which breaks lines at the edge of the window.</summary>
internal static class ConsoleWriters
{
    /// <summary>The writer behind a console.</summary>
    public static TextWriter Writer(this IAnsiConsole console) => console.Profile.Out.Writer;
}
