using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>The README's code is what its readers paste.</summary>
public class ReadmeTests
{
    private const string Using = "using NetGen;\n";

    /// <summary>The program in one file, which begins with directives for dotnet run, is run by tests/Packages.</summary>
    [Fact]
    public void Its_two_blocks_are_a_whole_program()
    {
        string page = File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n");
        string[] files = [.. Regex.Matches(page, "(?s)```csharp\n(.*?)```").Select(block => block.Groups[1].Value).Where(file => !file.StartsWith("#:", StringComparison.Ordinal))];
        var options = new CSharpCompilationOptions(
            OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release, warningLevel: 9999);

        // Each has the using that the harness would add.
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.Contains(Using, file, StringComparison.Ordinal));
        NetworkCompilation program = NetworkCompilation.Of(options, [.. files.Select(file => file.Replace(Using, "", StringComparison.Ordinal))]).Generated();

        Assert.Empty(program.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.Empty(program.Analyze().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }
}
