using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using NetGen.Import;
using NetGen.Import.Files;

namespace NetGen.Build;

/// <summary>
/// Finds in the text of the sources what [Network("...")] says of the models that it names: each way of reading a model has weights of its own, which
/// become a resource. What the attribute means is the compiler's to judge.
/// </summary>
public sealed class FindModelUses : ITask
{
    /// <inheritdoc/>
    public IBuildEngine? BuildEngine { get; set; }

    /// <inheritdoc/>
    public ITaskHost? HostObject { get; set; }

    /// <summary>The sources.</summary>
    [Required]
    public ITaskItem[] Sources { get; set; } = [];

    /// <summary>The models that were found, with the metadata <c>NetGenResource</c>.</summary>
    [Required]
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>The models that the project lists, with the same metadata where something is said of them.</summary>
    public ITaskItem[] Listed { get; set; } = [];

    /// <summary>The project's folder.</summary>
    [Required]
    public string ProjectFolder { get; set; } = "";

    /// <summary>The folder for the weights.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary>
    /// The models once for each way to read them: metadata <c>InputHeight</c>, <c>InputWidth</c> and <c>OutputName</c>, the resource's name and the file for the weights.
    /// </summary>
    [Output]
    public ITaskItem[] Uses { get; private set; } = [];

    /// <summary>Looks through all sources.</summary>
    /// <returns>False where an attribute does not say what it says as numbers and text.</returns>
    public bool Execute()
    {
        ModelAttribute[] attributes = [.. Sources.SelectMany(source => AttributesOf(source.GetMetadata("FullPath")))];
        foreach (ModelAttribute attribute in attributes.Where(attribute => attribute.Unread is not null))
        {
            BuildEngine?.LogErrorEvent(new BuildErrorEventArgs(
                "", "NG0808", attribute.Source, attribute.Line, 0, 0, 0,
                $"{attribute.Unread} of [Network(\"{attribute.Path}\")] is an expression, which the build cannot read; "
                    + $"it must be written as {(attribute.Unread == "Output" ? "text" : "a number")}. "
                    + "https://github.com/netgen-dotnet/netgen/blob/main/docs/diagnostics/NG0808.md",
                "", nameof(FindModelUses)));
        }

        Uses = [.. Models.SelectMany(model => UsesOf(model, attributes))];
        return attributes.All(attribute => attribute.Unread is null);
    }

    private static IEnumerable<ModelAttribute> AttributesOf(string source) => File.Exists(source) ? ModelAttribute.In(source, File.ReadAllText(source)) : [];

    private IEnumerable<ModelUse> UsesOf(ITaskItem model, ModelAttribute[] attributes)
    {
        string path = model.GetMetadata("FullPath");
        ImportOptions[] ways =
        [
            .. attributes.Where(attribute => attribute.Names(path, ProjectFolder)).Select(attribute => attribute.Options),
            .. Listed.Where(item => item.GetMetadata("FullPath") == path).Select(ModelUse.OptionsOf),
        ];
        return ways
            .DefaultIfEmpty(new ImportOptions())
            .GroupBy(ModelVariant.NameOf, StringComparer.Ordinal)
            .Select(way => new ModelUse(path, way.First(), model.GetMetadata("NetGenResource") + way.Key, OutputFolder));
    }
}
