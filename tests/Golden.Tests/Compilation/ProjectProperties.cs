using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Golden.Tests.Compilation;

/// <summary>The properties of a project that its targets show to the generator.</summary>
internal sealed class ProjectProperties(string vectorBits) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Properties("build_property.NetGenEmittedVectorBits", vectorBits);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Properties("build_metadata.AdditionalFiles.NetGenResource", ResourceOf(textFile.Path));

    /// <summary>The name of the resource that a file of weights becomes.</summary>
    public static string ResourceOf(string path) => "NetGen.Weights/" + System.IO.Path.GetFileName(path);

    private sealed class Properties(string name, string text) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == name ? text : null;
            return value is not null;
        }
    }
}
