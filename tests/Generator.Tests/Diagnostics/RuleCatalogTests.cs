using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.CodeFixes;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Every rule has all that belongs to a rule, and every page tells the truth.</summary>
public class RuleCatalogTests
{
    private static readonly ImmutableArray<DiagnosticDescriptor> Rules =
    [
        .. typeof(NetworkGenerator).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .SelectMany(type => ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics)
            .DistinctBy(rule => rule.Id)
            .OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];

    public static TheoryData<string> Ids => [.. Rules.Select(rule => rule.Id)];

    [Fact]
    public void Every_id_belongs_to_one_rule()
    {
        IEnumerable<string> ids = typeof(RuleId).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(ids.Order(StringComparer.Ordinal), Rules.Select(rule => rule.Id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_its_page_and_links_to_it(string id)
    {
        string page = File.ReadAllText(Page(id));

        Assert.StartsWith($"# {id}: {Find(id).Title}\n", page, StringComparison.Ordinal);
        Assert.Matches("(?s)\n## Cause\n.+\n## Example\n.+\n## Repair\n", page);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", new Uri(Find(id).HelpLinkUri).AbsolutePath, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_is_in_the_index_with_its_severity(string id) =>
        Assert.Contains($"| [{id}]({id}.md) | {Find(id).DefaultSeverity} | {Find(id).Title} |", File.ReadAllText(Page("README")), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_its_release_row(string id)
    {
        string rows = File.ReadAllText(Repository.PathOf("src", "Generator", "AnalyzerReleases.Shipped.md"))
            + File.ReadAllText(Repository.PathOf("src", "Generator", "AnalyzerReleases.Unshipped.md"));

        Assert.Contains($"\n{id} | {Find(id).Category} | {Find(id).DefaultSeverity} | {Find(id).Title}\n", rows.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_its_tests(string id) => Assert.Contains(TestNames(), name => name.StartsWith(id + "_", StringComparison.Ordinal));

    [Fact]
    public void Every_fix_repairs_a_rule_and_has_its_test()
    {
        foreach (Type type in typeof(RepairProvider).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract))
        {
            var fix = (CodeFixProvider)Activator.CreateInstance(type)!;
            foreach (string id in fix.FixableDiagnosticIds)
            {
                Assert.Contains(Rules, rule => rule.Id == id);
                Assert.Contains(TestNames(), name => name.StartsWith(id + "_", StringComparison.Ordinal) && name.Contains("repaired", StringComparison.Ordinal));
            }

            Assert.NotNull(fix.GetFixAllProvider());
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_message_is_one_sentence_and_says_what_is_right(string id)
    {
        string message = Find(id).MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture);

        Assert.False(message.EndsWith('.'));
        Assert.Contains(';', message);
    }

    private static DiagnosticDescriptor Find(string id) => Rules.Single(rule => rule.Id == id);

    private static string Page(string name) => Repository.PathOf("docs", "diagnostics", name + ".md");

    private static IEnumerable<string> TestNames() =>
        from type in typeof(RuleCatalogTests).Assembly.GetTypes()
        from method in type.GetMethods()
        where method.GetCustomAttribute<FactAttribute>() is not null
        select method.Name;
}
