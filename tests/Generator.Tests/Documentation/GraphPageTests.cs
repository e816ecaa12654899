using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>The networks of docs/graphs.md.</summary>
public class GraphPageTests
{
    [Fact]
    public void Its_networks_compile_and_break_no_rule()
    {
        string page = File.ReadAllText(Repository.PathOf("docs", "graphs.md")).ReplaceLineEndings("\n");
        string[] networks = [.. Regex.Matches(page, "(?s)```csharp\nusing NetGen;\n(.*?)```").Select(block => block.Groups[1].Value)];

        Assert.Equal(7, networks.Length);
        NetworkCompilation compiled = NetworkCompilation.Of(networks).With("NetGenEmittedVectorBits", "128").Generated();
        Assert.Empty(compiled.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.Empty(compiled.Analyze().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Info && diagnostic.Id != "NG0603"));
    }
}
