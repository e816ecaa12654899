using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Xunit;

namespace NetGen.Import.Tests.Support;

/// <summary>Programs of other people that say whether what was written is right: Scripts/judge_*.</summary>
internal static class Judge
{
    /// <summary>Debian's Python, whose packages apt-get installs; <c>NETGEN_PYTHON</c> names another.</summary>
    public static string Python { get; } = Environment.GetEnvironmentVariable("NETGEN_PYTHON") ?? (File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3");

    /// <summary>Runs a script over a folder; it ends with 0 if all is right, and says what is not.</summary>
    public static void Agrees(string script, string folder)
    {
        string program = script.EndsWith(".py", StringComparison.Ordinal) ? Python : "node";
        (int code, string said) = Run(program, Path.Combine(Scripts(), script), folder);
        Assert.True(code == 0, $"{script} ended with {code}:\n{said}");
    }

    /// <summary>Whether a program can be run so.</summary>
    public static bool Runs(string program, params string[] arguments)
    {
        try
        {
            return Run(program, arguments).Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static (int Code, string Said) Run(string program, params string[] arguments)
    {
        using var process = new Process { StartInfo = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true } };
        process.Start();
        System.Threading.Tasks.Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said + errors.GetAwaiter().GetResult());
    }

    private static string Scripts([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../Scripts"));
}

/// <summary>A test that needs Python with a module; it says so where that is absent.</summary>
internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute(string module)
    {
        if (!Judge.Runs(Judge.Python, "-c", $"import {module}"))
        {
            Skip = $"There is no Python with {module}, which judges the files: apt-get install python3-{module}.";
        }
    }
}
