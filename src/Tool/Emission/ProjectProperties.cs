using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Tool.Emission;

/// <summary>The properties that a build shows to the generator.</summary>
/// <param name="widths">The widths of vectors to compile for; none for all.</param>
/// <param name="folder">The project's folder, in which models are looked for. Default: none.</param>
internal sealed class ProjectProperties(IReadOnlyList<int> widths, string folder = "") : AnalyzerConfigOptionsProvider
{
    private const string VectorBits = "build_property.NetGenEmittedVectorBits";
    private const string ProjectFolder = "build_property.ProjectDir";
    private const string Resource = "build_metadata.AdditionalFiles.NetGenResource";

    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(new Dictionary<string, string> { [VectorBits] = string.Join(',', widths), [ProjectFolder] = folder });

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    /// <summary>As of a model that the package's targets have found. The resource is never embedded: what is compiled here gets its weights otherwise.</summary>
    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(new Dictionary<string, string> { [Resource] = textFile.Path });

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
