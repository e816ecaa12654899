using System;
using System.IO;
using Spectre.Console;

namespace NetGen.Tool.Terminal;

/// <summary>
/// The two streams that the command writes to. What goes into a file or another program is plain text, unbroken and without colours; so is
/// what goes to a terminal where <c>NO_COLOR</c> is set.
/// </summary>
internal sealed class ConsoleOutput(IAnsiConsole output, IAnsiConsole error)
{
    // Tables that nobody's window limits are as wide as their content.
    private const int Unlimited = 1000;

    private const int LongestLine = 2000;
    private const int SummaryWidth = 88;
    private const int LeastSummaryWidth = 40;

    /// <summary>Results.</summary>
    public IAnsiConsole Out { get; } = output;

    /// <summary>Complaints and remarks.</summary>
    public IAnsiConsole Error { get; } = error;

    /// <summary>The streams of this process.</summary>
    public static ConsoleOutput OfProcess() =>
        new(Create(Console.Out, Console.IsOutputRedirected), Create(Console.Error, Console.IsErrorRedirected));

    /// <summary>Writes to a stream as to a terminal, or as to a file.</summary>
    /// <param name="writer">The stream.</param>
    /// <param name="isRedirected">Whether it leads into a file or another program.</param>
    /// <param name="ansi">Whether a terminal understands colours. Default: what it says of itself.</param>
    public static IAnsiConsole Create(TextWriter writer, bool isRedirected, AnsiSupport ansi = AnsiSupport.Detect)
    {
        bool isPlain = isRedirected || !ConsoleWindow.WantsColors;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isPlain ? AnsiSupport.No : ansi,
            ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = InteractionSupport.No,
            // Some build servers are taken for terminals with colours otherwise.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        if (isRedirected)
        {
            console.Profile.Width = Unlimited;
        }

        console.Profile.Capabilities.Unicode = TerminalText.CanWrite(writer.Encoding, "│─┌┐…█");
        return console;
    }

    /// <summary>Writes a line as it is, however long.</summary>
    public void Line(string text = "") => Out.Writer().WriteLine(text);

    /// <summary>Writes Keras's table.</summary>
    public void Summary(NetworkInfo info) => Line(
        Out.Profile.Capabilities.Unicode ? info.Summary(Math.Clamp(Out.Profile.Width, LeastSummaryWidth, SummaryWidth)) : info.Summary());

    /// <summary>Says what went wrong.</summary>
    public void Complain(string message) => Say(message, "netgen: error: ", Color.Red);

    /// <summary>Says what the user should know beside the result.</summary>
    public void Warn(string message) => Say(message, "netgen: warning: ", Color.Yellow);

    /// <summary>Says where more is to be learnt.</summary>
    public void Hint(string message) => Error.Writer().WriteLine(message);

    /// <summary>A table as all commands draw them.</summary>
    public Table NewTable() => new()
    {
        Border = Out.Profile.Capabilities.Unicode ? TableBorder.Rounded : TableBorder.Ascii,
        UseSafeBorder = true,
    };

    private void Say(string message, string prefix, Color color)
    {
        Error.Write(new CodeText([new CodeSpan(prefix, new Style(color, decoration: Decoration.Bold))]));

        // Names come from assemblies and files, and messages from code of the assembly: none of them may steer the terminal.
        foreach (string line in message.ReplaceLineEndings("\n").Split('\n'))
        {
            Error.Writer().WriteLine(ForeignText.Show(line, LongestLine));
        }
    }
}
