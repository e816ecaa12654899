using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>What a build says of the classic mistakes, by the compiler of the SDK: file, line, column, id, message.</summary>
public partial class MistakesTests
{
    [Fact]
    public void A_build_says_what_is_wrong_once_and_in_its_place()
    {
        string folder = Repository.PathOf("samples", "Mistakes");

        (int exitCode, string output) = DotNet.Run(
            "build", folder, "-c", DotNet.Configuration, "--no-dependencies", "--no-incremental", "-nologo", "-v:m");

        Assert.NotEqual(0, exitCode);
        var lines = Finding().Matches(output)
            .Select(match => (
                File: match.Groups["file"].Value,
                Line: int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture),
                Column: int.Parse(match.Groups["column"].Value, CultureInfo.InvariantCulture),
                Text: match.Groups["text"].Value))
            .Distinct()
            .Order()
            .Select(finding => string.Create(CultureInfo.InvariantCulture, $"{finding.File}({finding.Line},{finding.Column}): {finding.Text}\n"));
        Snapshot.VerifyFile(string.Concat(lines), Repository.PathOf("samples", "Mistakes", "Build"), "txt");
    }

    /// <summary>A line of a build's output, without the link to the rule's page and the project's name.</summary>
    [GeneratedRegex(@"(?<file>\w+\.cs)\((?<line>\d+),(?<column>\d+)\): (?<text>(error|warning) .+?)( \(https://\S+\))? \[[^\[\]]+\.csproj\]")]
    private static partial Regex Finding();
}
