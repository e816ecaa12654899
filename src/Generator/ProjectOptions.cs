using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Code;
using NetGen.Generator.Declaration;

namespace NetGen.Generator;

/// <summary>What a project says about all of its networks, by properties that the package's targets show to the compiler.</summary>
internal static class ProjectOptions
{
    // The targets write commas between the widths: behind a semicolon the compiler reads a comment.
    private const string VectorBits = "build_property.NetGenEmittedVectorBits";

    /// <summary>The vector forms that are emitted.</summary>
    public static EquatableArray<VectorForm> Forms(AnalyzerConfigOptionsProvider options) =>
        VectorForm.Wanted(options.GlobalOptions.TryGetValue(VectorBits, out string? bits) ? bits : "");
}
