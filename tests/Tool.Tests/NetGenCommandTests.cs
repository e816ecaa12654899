using System;
using System.Globalization;
using System.IO;
using System.Linq;
using NetGen.Tool.Terminal;
using NetGen.Tool.Tests.Support;
using Spectre.Console;
using Xunit;

namespace NetGen.Tool.Tests;

public sealed class NetGenCommandTests
{
    private static readonly string[] Names = ["summary", "draw", "bench", "predict", "emit"];

    public static TheoryData<string> Commands => [.. Names];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_has_help_with_examples(string command)
    {
        var run = CommandRun.Of(command, "--help");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains($"  netgen {command} ", run.Output, StringComparison.Ordinal);
        string examples = run.Output[run.Output.IndexOf("Examples:\n", StringComparison.Ordinal)..];
        Assert.True(examples.Split('\n').Count(line => line.StartsWith($"  netgen {command} ", StringComparison.Ordinal)) >= 2);
    }

    [Fact]
    public void The_command_itself_lists_the_others()
    {
        var run = CommandRun.Of("--help");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.All(Names, command => Assert.Contains($"\n  {command} <", run.Output, StringComparison.Ordinal));
        Assert.Contains("\n  netgen [command] [options]\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_is_that_of_the_package() =>
        Assert.StartsWith(typeof(INetwork).Assembly.GetName().Version!.ToString(3), CommandRun.Of("--version").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("netgen: error: Required command was not provided.\n'netgen --help' tells what it takes.\n")]
    [InlineData("netgen: error: Required argument missing for command: 'draw'.\n'netgen draw --help' tells what it takes.\n", "draw")]
    [InlineData("netgen: error: Unrecognized command or argument '--colour'.\n'netgen summary --help' tells what it takes.\n", "summary", "a.dll", "--colour")]
    public void A_command_line_that_cannot_be_understood_ends_with_2(string error, params string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        Assert.Equal((2, "", error), (run.Code, run.Output, run.Error));
    }

    [Theory]
    [InlineData(true, null, false)]
    [InlineData(false, null, true)]
    [InlineData(false, "1", false)]
    public void Colours_are_for_terminals_that_want_them(bool isRedirected, string? noColor, bool hasColors)
    {
        string? before = Environment.GetEnvironmentVariable("NO_COLOR"), terminal = Environment.GetEnvironmentVariable("TERM");
        try
        {
            Environment.SetEnvironmentVariable("NO_COLOR", noColor);
            Environment.SetEnvironmentVariable("TERM", "xterm-256color");
            using var writer = new StringWriter();
            IAnsiConsole console = ConsoleOutput.Create(writer, isRedirected, AnsiSupport.Yes);
            console.Write(new Text("warm", Spectre.Console.Color.Red));
            Assert.Equal(hasColors, writer.ToString().Contains('\u001b'));
            Assert.Contains("warm", writer.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("NO_COLOR", before);
            Environment.SetEnvironmentVariable("TERM", terminal);
        }
    }

    [Fact]
    public void Figures_are_written_alike_in_every_country()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string[] summary = ["summary", Built.Networks];
        string expected = CommandRun.Of(summary).Output;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal(expected, CommandRun.Of(summary).Output);
            string bench = CommandRun.Of("bench", Built.Networks, "-n", "Flowers", "-b", "1", "--threads", "1", "--seconds", "0.01").Output;
            Assert.Matches(@"\d\.\d+ µs", bench);
            Assert.DoesNotMatch(@"\d,\d+ µs", bench);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
