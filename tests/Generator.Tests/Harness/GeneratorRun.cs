using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generator.Tests;

/// <summary>The generator over a compilation; it keeps its caches from one compilation to the next.</summary>
internal sealed class GeneratorRun
{
    private readonly GeneratorDriver _driver;

    private GeneratorRun(GeneratorDriver driver) => _driver = driver;

    public GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    public static GeneratorRun Of(NetworkCompilation compilation) => new GeneratorRun(CSharpGeneratorDriver.Create(
        [new ModelGenerator().AsSourceGenerator()],
        parseOptions: (CSharpParseOptions)compilation.Compilation.SyntaxTrees[0].Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true))).Again(compilation);

    /// <summary>Runs once more, after an edit.</summary>
    public GeneratorRun Again(NetworkCompilation compilation) => new(_driver.RunGenerators(compilation.Compilation));

    /// <summary>The values that a step produced.</summary>
    public IReadOnlyList<T> Outputs<T>(string step) =>
        Result.TrackedSteps.TryGetValue(step, out var runs) ? [.. runs.SelectMany(run => run.Outputs).Select(output => (T)output.Value)] : [];

    /// <summary>Why a step's values are what they are, in order.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step) =>
        Result.TrackedSteps.TryGetValue(step, out var runs) ? [.. runs.SelectMany(run => run.Outputs).Select(output => output.Reason)] : [];

    /// <summary>The generator's steps up to the model, without emission.</summary>
    private sealed class ModelGenerator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            context.RegisterSourceOutput(NetworkGenerator.Networks(context.SyntaxProvider), (_, _) => { });
    }
}
