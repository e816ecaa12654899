using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Thousands of random declarations, right and wrong.</summary>
public class FuzzTests
{
    private const int Batch = 50;
    private const int Batches = 60;
    private const int Compiled = 8;

    [Fact]
    public void Nothing_crashes_and_bodies_are_emitted_exactly_where_no_error_was_found()
    {
        int valid = Drawn.From(RandomDeclarations.Declaration, Batch * Batches, test: 1).Chunk(Batch).Sum(CheckFindings);

        // Neither side of the rule may go untested.
        Assert.InRange(valid, Batch * Batches / 10, Batch * Batches * 9 / 10);
    }

    [Theory]
    [InlineData(true, NullableContextOptions.Enable)]
    [InlineData(true, NullableContextOptions.Disable)]
    [InlineData(false, NullableContextOptions.Enable)]
    [InlineData(false, NullableContextOptions.Disable)]
    public void Emitted_code_compiles_without_a_warning(bool checkOverflow, NullableContextOptions nullable)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, checkOverflow: checkOverflow, nullableContextOptions: nullable, warningLevel: 9999);

        uint test = 10 + (checkOverflow ? 1u : 0) + (nullable == NullableContextOptions.Enable ? 2u : 0);
        foreach (Func<string, string>[] declarations in Drawn.From(RandomDeclarations.Declaration, 3 * 4 * Compiled, test).Chunk(4 * Compiled))
        {
            string[] sources = [.. Valid(declarations).Take(Compiled)];
            IEnumerable<Diagnostic> diagnostics = NetworkCompilation.Of(options, sources).Generated().Compilation.GetDiagnostics();
            Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        }
    }

    /// <summary>Those that have no error, with names of their own.</summary>
    internal static IEnumerable<string> Valid(IEnumerable<Func<string, string>> declarations)
    {
        string[] sources = Sources(declarations);
        var compilation = NetworkCompilation.Of(sources);
        ILookup<string, Diagnostic> findings = compilation.Analyze().ToLookup(FileOf);
        return sources.Where((_, i) => !findings[$"Source{i}.cs"].Any(IsError));
    }

    /// <summary>Returns how many had no error.</summary>
    private static int CheckFindings(Func<string, string>[] declarations)
    {
        string[] sources = Sources(declarations);
        var compilation = NetworkCompilation.Of(sources);
        GeneratorRun run = GeneratorRun.Of(compilation);
        Assert.Null(run.Result.Exception);
        ImmutableArray<Diagnostic> findings = compilation.Analyze();
        var withBodies = run.Files.Where(file => file.Name.EndsWith(".Passes.g.cs", StringComparison.Ordinal))
            .Select(file => file.Name[..^".Passes.g.cs".Length]).ToHashSet();

        for (int i = 0; i < sources.Length; i++)
        {
            string file = $"Source{i}.cs";
            bool hasError = findings.Any(finding => FileOf(finding) == file && IsError(finding));
            Assert.True(
                hasError != withBodies.Contains($"Net{i}"),
                $"{(hasError ? "Bodies in spite of an error" : "Neither an error nor bodies")}:\n{sources[i]}\n{string.Join("\n", findings.Where(finding => FileOf(finding) == file))}");
        }

        return withBodies.Count;
    }

    private static string[] Sources(IEnumerable<Func<string, string>> declarations) => [.. declarations.Select((declare, i) => declare($"Net{i}"))];

    private static string FileOf(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.FilePath;

    private static bool IsError(Diagnostic diagnostic) =>
        Descriptors.Of(diagnostic.Id).DefaultSeverity == DiagnosticSeverity.Error && diagnostic.Id != RuleId.EvenKernel;
}
