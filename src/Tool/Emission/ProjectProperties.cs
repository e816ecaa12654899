using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Tool.Emission;

/// <summary>The properties that a build shows to the generator.</summary>
/// <param name="widths">The widths of vectors to compile for; none for all.</param>
internal sealed class ProjectProperties(IReadOnlyList<int> widths) : AnalyzerConfigOptionsProvider
{
    private const string VectorBits = "build_property.NetGenEmittedVectorBits";

    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(string.Join(',', widths));

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Options(string bits) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == VectorBits ? bits : null;
            return value is not null;
        }
    }
}
