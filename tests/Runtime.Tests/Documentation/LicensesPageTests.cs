using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace NetGen.Runtime.Tests.Documentation;

/// <summary>docs/licenses.md has every package that the repository uses, with its version and the licence that the package names.</summary>
public sealed class LicensesPageTests
{
    [Fact]
    public void Every_package_is_listed_with_its_version_and_no_other()
    {
        var used = Regex.Matches(Read("Directory.Packages.props"), "PackageVersion Include=\"([^\"]+)\" Version=\"([^\"]+)\"")
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value));
        var listed = Rows().Select(row => (row.Name, row.Version));

        Assert.Equal(used.Order(), listed.Order());
        Assert.All(Rows(), row => Assert.NotEqual("", row.License));
    }

    /// <summary>Of packages that name a licence by its expression and have been restored here.</summary>
    [Fact]
    public void Licences_are_those_that_the_packages_name()
    {
        string folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        int compared = 0;
        foreach ((string name, string version, string license) in Rows())
        {
            string id = name.ToLowerInvariant();
            string path = Path.Combine(folder, id, version, id + ".nuspec");
            if (File.Exists(path) && Regex.Match(File.ReadAllText(path), "<license type=\"expression\">([^<]+)</license>") is { Success: true } match)
            {
                Assert.Equal((name, match.Groups[1].Value), (name, license));
                compared++;
            }
        }

        // This test project itself has been restored.
        Assert.True(compared > 0, $"No package was found in {folder}.");
    }

    private static (string Name, string Version, string License)[] Rows() =>
    [
        .. Read("docs", "licenses.md").Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| package", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[1], cells[2], cells[3])),
    ];

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root(), .. path]));

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
