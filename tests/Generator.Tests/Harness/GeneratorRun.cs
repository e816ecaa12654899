using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generator.Tests;

/// <summary>The generator over a compilation; it keeps its caches from one compilation to the next.</summary>
internal sealed class GeneratorRun
{
    private readonly GeneratorDriver _driver;

    private GeneratorRun(GeneratorDriver driver)
    {
        _driver = driver;
        if (Result.Exception is { } thrown)
        {
            throw new Xunit.Sdk.XunitException("The generator failed.", thrown);
        }
    }

    public GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    /// <summary>Why the generated files are what they are.</summary>
    public IReadOnlyList<IncrementalStepRunReason> OutputReasons =>
        [.. Result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs).Select(output => output.Reason)];

    public static GeneratorRun Of(NetworkCompilation compilation) => Run(CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator()],
        parseOptions: (CSharpParseOptions)compilation.Compilation.SyntaxTrees[0].Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)), compilation);

    /// <summary>Runs once more, after an edit.</summary>
    public GeneratorRun Again(NetworkCompilation compilation) => Run(_driver, compilation);

    private static GeneratorRun Run(GeneratorDriver driver, NetworkCompilation compilation) =>
        new(driver.WithUpdatedAnalyzerConfigOptions(compilation.Settings).ReplaceAdditionalTexts(compilation.Weights).RunGenerators(compilation.Compilation));

    /// <summary>The values that a step produced.</summary>
    public IReadOnlyList<T> Outputs<T>(string step) =>
        Result.TrackedSteps.TryGetValue(step, out var runs) ? [.. runs.SelectMany(run => run.Outputs).Select(output => (T)output.Value)] : [];

    /// <summary>Why a step's values are what they are, in order.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step) =>
        Result.TrackedSteps.TryGetValue(step, out var runs) ? [.. runs.SelectMany(run => run.Outputs).Select(output => output.Reason)] : [];

    /// <summary>The generated files by name.</summary>
    public IReadOnlyList<(string Name, string Text)> Files => [.. Result.GeneratedSources.Select(source => (source.HintName, source.SourceText.ToString()))];
}
