using System;
using System.IO;

namespace NetGen;

/// <summary>What the console's window shows, and what its user asks of programs through the environment.</summary>
internal static class ConsoleWindow
{
    /// <summary>Columns of the window at this moment; null where the output goes elsewhere or nobody knows.</summary>
    public static int? Width
    {
        get
        {
            try
            {
                return !Console.IsOutputRedirected && Console.WindowWidth is var columns and > 0 ? columns : null;
            }
            catch (Exception exception) when (exception is IOException or PlatformNotSupportedException)
            {
                return null;
            }
        }
    }

    /// <summary>Whether the terminal says of itself that it understands nothing but text (<c>TERM=dumb</c>).</summary>
    public static bool IsDumb => Environment.GetEnvironmentVariable("TERM") == "dumb";

    /// <summary>Whether colours are welcome: not on a dumb terminal, nor where <c>NO_COLOR</c> is set (no-color.org).</summary>
    public static bool WantsColors => !IsDumb && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
