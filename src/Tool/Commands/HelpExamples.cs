using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.IO;
using System.Linq;

namespace NetGen.Tool.Commands;

/// <summary>Help that ends with examples.</summary>
internal static class HelpExamples
{
    /// <summary>Adds examples to what <c>--help</c> says of a command.</summary>
    public static void Attach(Command command, params (string What, string Line)[] examples)
    {
        // A subcommand has no help of its own: it would be the root's, which knows no examples of others.
        HelpOption? help = command.Options.OfType<HelpOption>().FirstOrDefault();
        if (help is null)
        {
            help = new HelpOption();
            command.Options.Add(help);
        }

        help.Action = new Action(examples);
    }

    /// <summary>Help with examples behind it.</summary>
    internal sealed class Action((string What, string Line)[] examples) : SynchronousCommandLineAction
    {
        private readonly HelpAction _help = new();

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int code = _help.Invoke(parseResult);
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach ((string what, string line) in examples)
            {
                output.WriteLine($"  {line}");
                output.WriteLine($"      {what}");
            }

            return code;
        }
    }
}
