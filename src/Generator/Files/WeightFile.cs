using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Files;

/// <summary>
/// A file of weights that the package's targets have found: among the additional files, with the name of the resource that they embed it
/// under. Of its content the generator knows nothing, so that an edit of the file runs none of its steps again.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Resource">The resource's name.</param>
internal sealed record WeightFile(string Path, string Resource)
{
    private const string ResourceName = "build_metadata.AdditionalFiles.NetGenResource";
    private const string ProjectFolder = "build_property.ProjectDir";

    // Where folders are separated by "\", names of files differ by more than case.
    private static readonly StringComparison Comparison =
        System.IO.Path.DirectorySeparatorChar == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Null where the file is none of weights.</summary>
    public static WeightFile? Of(AdditionalText text, AnalyzerConfigOptionsProvider options) =>
        options.GetOptions(text).TryGetValue(ResourceName, out string? resource) && resource.Length > 0 ? new WeightFile(text.Path, resource) : null;

    /// <summary>Whether the file is no file of weights alone but a model, which declares a network.</summary>
    public static bool IsModel(string path) => !path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase);

    /// <summary>The project's folder; empty where it is unknown.</summary>
    public static string FolderOf(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue(ProjectFolder, out string? folder) ? folder : "";

    /// <summary>The places where an attribute's file may lie, as the targets try them.</summary>
    public static ImmutableArray<string> Places(WeightsDeclaration weights, string projectFolder)
    {
        try
        {
            return
            [
                .. new[] { weights.Folder, projectFolder }
                    .Select(folder => System.IO.Path.Combine(folder, weights.Path))
                    .Where(System.IO.Path.IsPathRooted)
                    .Select(System.IO.Path.GetFullPath)
                    .Distinct(),
            ];
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return [];
        }
    }

    /// <summary>The file that an attribute names, or null.</summary>
    public static WeightFile? Find(IReadOnlyCollection<WeightFile> files, WeightsDeclaration weights, string projectFolder) =>
        files.Count == 0
            ? null
            : Places(weights, projectFolder)
                .Select(place => files.FirstOrDefault(file => string.Equals(file.Path, place, Comparison)))
                .FirstOrDefault(file => file is not null);
}
