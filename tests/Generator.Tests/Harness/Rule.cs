using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.Tests;

/// <summary>Asserts what a rule says, where, and how its fixes repair it.</summary>
internal static class Rule
{
    // Analyzers see what users have: no package is resolved, the references are those of this process.
    private static readonly ReferenceAssemblies NoPackages = new("net10.0");

    /// <summary>One finding and no other: with this message, exactly at [|...|].</summary>
    public static Task Finds(string id, string source, string message) => Finds<NetworkAnalyzer>(id, source, message);

    /// <summary>One finding of an analyzer and no other: with this message, exactly at [|...|].</summary>
    public static Task Finds<TAnalyzer>(string id, string source, string message)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var test = new CSharpAnalyzerTest<TAnalyzer, DefaultVerifier> { TestCode = Marked(source) };
        Prepare(test);
        test.ExpectedDiagnostics.Add(Expected<TAnalyzer>(id).WithMessage(message));
        return test.RunAsync();
    }

    /// <summary>No finding at all.</summary>
    public static Task Silent(string source) => Silent<NetworkAnalyzer>(source);

    /// <summary>No finding of an analyzer at all.</summary>
    public static Task Silent<TAnalyzer>(string source)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var test = new CSharpAnalyzerTest<TAnalyzer, DefaultVerifier> { TestCode = Marked(source) };
        Prepare(test);
        return test.RunAsync();
    }

    /// <summary>A fix turns one text into the other, and "fix all" does the same; findings that stay are marked {|id:...|}.</summary>
    public static Task Fixes<TFix>(string id, string source, string repaired, int choice = 0, int iterations = 1)
        where TFix : CodeFixProvider, new() => Fixes<NetworkAnalyzer, TFix>(id, source, repaired, choice, iterations);

    public static Task Fixes<TAnalyzer, TFix>(string id, string source, string repaired, int choice = 0, int iterations = 1)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        var test = new CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
        {
            TestCode = WithUsing(source).Replace("[|", $"{{|{id}:", StringComparison.Ordinal).Replace("|]", "|}", StringComparison.Ordinal),
            FixedCode = WithUsing(repaired),
            CodeActionIndex = choice,
            NumberOfIncrementalIterations = iterations,
            NumberOfFixAllIterations = Math.Min(iterations, 1),
        };
        Prepare(test);
        return test.RunAsync();
    }

    private static DiagnosticResult Expected<TAnalyzer>(string id)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        DiagnosticDescriptor descriptor = new TAnalyzer().SupportedDiagnostics.Single(descriptor => descriptor.Id == id);
        return new DiagnosticResult(descriptor).WithLocation(0);
    }

    private static void Prepare(AnalyzerTest<DefaultVerifier> test)
    {
        test.ReferenceAssemblies = NoPackages;
        test.CompilerDiagnostics = CompilerDiagnostics.None;
        test.SolutionTransforms.Add((solution, project) => solution
            .WithProjectMetadataReferences(project, NetworkCompilation.References)
            .WithProjectCompilationOptions(project, solution.GetProject(project)!.CompilationOptions!.WithOptimizationLevel(OptimizationLevel.Release)));
    }

    private static string Marked(string source) =>
        WithUsing(source).Replace("[|", "{|#0:", StringComparison.Ordinal).Replace("|]", "|}", StringComparison.Ordinal);

    private static string WithUsing(string source) => "using NetGen;\n" + source.ReplaceLineEndings("\n");
}
