using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>The examples in the rules' pages are compiled and analyzed: pages tell the truth.</summary>
public class PageTests
{
    /// <summary>A block of another project: no page shows two.</summary>
    private const string OfTwoProjects = "NG0122";

    /// <summary>What a task of the build says, which reads the text of sources.</summary>
    private const string OfABuild = "NG0808";

    /// <summary>All but those about builds, whose examples are project files, and of two projects.</summary>
    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Repository.PathOf("docs", "diagnostics"), "NG*.md")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(id => !id.StartsWith("NG06", StringComparison.Ordinal) && id is not (OfTwoProjects or OfABuild))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_example_breaks_its_rule_and_no_other(string id) => Assert.Equal([id], Analyze(id, "Example").Select(diagnostic => diagnostic.Id).Distinct());

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_repair_breaks_no_rule(string id) => Assert.Empty(Analyze(id, "Repair"));

    private static ImmutableArray<Diagnostic> Analyze(string id, string section)
    {
        string page = File.ReadAllText(Repository.PathOf("docs", "diagnostics", id + ".md")).ReplaceLineEndings("\n");
        Match code = Regex.Match(page, $"(?s)\n## {section}\n.*?```csharp\n(.*?)```");
        Assert.True(code.Success);
        using var weights = WeightFolder.OfPages();
        return NetworkCompilation.Of(code.Groups[1].Value).With(weights).GeneratedWithoutBodies().Analyze();
    }
}
