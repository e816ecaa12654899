using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Code;
using NetGen.Generator.Declaration;

namespace NetGen.Generator;

/// <summary>What a project says about all of its networks, by properties that the package's targets show to the compiler.</summary>
internal static class ProjectOptions
{
    // The targets write commas between the widths: behind a semicolon the compiler reads a comment.
    private const string VectorBits = "build_property.NetGenEmittedVectorBits";

    // Stands in a file that the targets give to the compiler of an editor, and to no other.
    private const string MembersOnly = "netgen_members_only";

    /// <summary>Whether anything comes of what is emitted: editors compile to look, and need no bodies.</summary>
    public static bool EmitsBodies(AnalyzerConfigOptionsProvider options) =>
        !(options.GlobalOptions.TryGetValue(MembersOnly, out string? value) && bool.TryParse(value, out bool isOn) && isOn);

    /// <summary>The vector forms that are emitted.</summary>
    public static EquatableArray<VectorForm> Forms(AnalyzerConfigOptionsProvider options) =>
        VectorForm.Wanted(options.GlobalOptions.TryGetValue(VectorBits, out string? bits) ? bits : "");
}
