using System.CommandLine;
using System.Globalization;
using System.Linq;

namespace NetGen.Bench.Kernels;

/// <summary>The options that several reports have.</summary>
internal static class Options
{
    /// <summary>A part of the names of what is measured.</summary>
    public static Option<string> Name(string description) => new("--layer") { Description = description, HelpName = "TEXT", DefaultValueFactory = _ => "" };

    /// <summary>Numbers of threads, one report for each.</summary>
    public static Option<int[]> Threads(string description)
    {
        var threads = new Option<int[]>("--threads") { Description = description, HelpName = "N", AllowMultipleArgumentsPerToken = true };
        // What is no number at all has an error already, and asked for its value it would throw.
        threads.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => int.TryParse(token.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out int count) && count < 1))
            {
                result.AddError("--threads must be at least 1.");
            }
        });
        return threads;
    }

    /// <summary>Time for each row of a report.</summary>
    public static Option<double> Seconds(double standard, string description)
    {
        var seconds = new Option<double>("--seconds") { Description = description, HelpName = "S", DefaultValueFactory = _ => standard };
        seconds.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is not (>= 0 and < double.PositiveInfinity)))
            {
                result.AddError("--seconds must be a number from 0 on.");
            }
        });
        return seconds;
    }
}
