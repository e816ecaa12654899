using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace NetGen.Bench.Micro;

/// <summary>
/// What NetGen costs when a character is typed. Each measurement is one edit of its own: the edited file and the compilation
/// around it are new, as in an editor, and made before the clock runs. Generator and analyzers each pay for what the compiler
/// binds at their request. Under the server's garbage collector, collections of the compiler's trees seldom fall into a measurement.
/// </summary>
[SimpleJob(warmupCount: 600, iterationCount: 200, invocationCount: 1)]
[GcServer(true)]
[GcForce(false)]
public class Keystroke
{
    private EditedProject _project = null!;
    private int _edits;

    /// <summary>Whether the host wants bodies too, as builds do and today's editors; or the members alone.</summary>
    [Params(true, false)]
    public bool Bodies { get; set; }

    [GlobalSetup(Targets =
    [
        nameof(GeneratorAfterEditElsewhere),
        nameof(GeneratorAfterEditOfLayer),
        nameof(AnalyzersAfterEditOfLayer),
        nameof(AnAnalyzerThatDoesNothing),
        nameof(CompilerReadsWhatIsEmitted),
    ])]
    public void SetUpOne() => _project = new EditedProject(Bodies, [Networks.Lecture, "class Other { int Field0; }"]);

    [GlobalSetup(Targets = [nameof(GeneratorAfterEditOfOneOfFifty)])]
    public void SetUpFifty() => _project = new EditedProject(
        Bodies, [.. Enumerable.Range(0, 50).Select(i => Networks.Lecture.Replace("class Lecture", string.Create(CultureInfo.InvariantCulture, $"class Lecture{i}"), System.StringComparison.Ordinal))]);

    [IterationSetup(Targets = [nameof(GeneratorAfterEditElsewhere)])]
    public void EditElsewhere() => _project.Edit(file: 1, string.Create(CultureInfo.InvariantCulture, $"class Other {{ int Field{_edits++}; }}"));

    [IterationSetup(Targets = [nameof(GeneratorAfterEditOfLayer), nameof(GeneratorAfterEditOfOneOfFifty)])]
    public void EditLayer()
    {
        string filters = (33 + (_edits++ % 30)).ToString(CultureInfo.InvariantCulture);
        _project.Edit(file: 0, _project.Source(0).Replace("Conv2D(64", "Conv2D(" + filters, System.StringComparison.Ordinal));
    }

    [IterationSetup(Targets = [nameof(CompilerReadsWhatIsEmitted)])]
    public void EditLayerAndGenerate()
    {
        EditLayer();
        _project.Generate();
    }

    [IterationSetup(Targets = [nameof(AnalyzersAfterEditOfLayer), nameof(AnAnalyzerThatDoesNothing)])]
    public void EditLayerGenerateAndRead()
    {
        EditLayerAndGenerate();
        _project.ReadEmitted();
    }

    [Benchmark]
    public GeneratorDriver GeneratorAfterEditElsewhere() => _project.Generate();

    [Benchmark]
    public GeneratorDriver GeneratorAfterEditOfLayer() => _project.Generate();

    [Benchmark]
    public ImmutableArray<Diagnostic> AnalyzersAfterEditOfLayer() => _project.Analyze(file: 0, EditedProject.Analyzers);

    /// <summary>The compiler's own part of the measurement before: driving any analyzer at all.</summary>
    [Benchmark]
    public ImmutableArray<Diagnostic> AnAnalyzerThatDoesNothing() => _project.Analyze(file: 0, EditedProject.Nothing);

    /// <summary>Not NetGen's time but caused by it: the compiler parses the new files.</summary>
    [Benchmark]
    public bool CompilerReadsWhatIsEmitted() => _project.ReadEmitted();

    [Benchmark]
    public GeneratorDriver GeneratorAfterEditOfOneOfFifty() => _project.Generate();
}
