using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Declaration;
using NetGen.Import;
using NetGen.Import.Files;

namespace NetGen.Generator.Files;

/// <summary>
/// The models that the build knows, and the project's folder. Equal where the additional files are the same objects: hosts make a new one where a file's
/// content has changed, and each is read once for all that is said of it, whoever asks: a keystroke costs nothing.
/// </summary>
internal sealed record ModelFiles(EquatableArray<ModelText> Texts, string ProjectFolder)
{
    private static readonly ConditionalWeakTable<AdditionalText, ConcurrentDictionary<string, ModelReading>> Readings = new();

    /// <summary>No files at all.</summary>
    public static ModelFiles None { get; } = new(default, "");

    /// <summary>Those of a project.</summary>
    public static ModelFiles Of(AnalyzerOptions options) => Of(
        options.AdditionalFiles.Select(text => ModelText.Of(text, options.AnalyzerConfigOptionsProvider)).OfType<ModelText>().ToImmutableArray(),
        options.AnalyzerConfigOptionsProvider);

    public static ModelFiles Of(ImmutableArray<ModelText> texts, AnalyzerConfigOptionsProvider options) => new(texts, WeightFile.FolderOf(options));

    /// <summary>The declaration with the layers of the file that it names; as it is where it names none.</summary>
    public NetworkDeclaration Fill(NetworkDeclaration declaration)
    {
        if (declaration is not { Model: { } model, Attribute: { IsComplete: true } attribute })
        {
            return declaration;
        }

        if (declaration.Layers.Count > 0)
        {
            return declaration with { Model = model with { State = ModelState.BesideLayers } };
        }

        WeightFile[] files = [.. Texts.Select(text => text.File)];
        if (WeightFile.Find(files, model.File, ProjectFolder) is not { } file)
        {
            string places = string.Join(" or ", WeightFile.Places(model.File, ProjectFolder).DefaultIfEmpty(model.File.Path));
            return declaration with { Model = model with { State = ModelState.Missing, Complaints = ImmutableArray.Create(new Complaint(places)) } };
        }

        AdditionalText text = Texts.First(candidate => candidate.File == file).Text;
        ImportOptions options = ModelOptions.Of(attribute);
        ModelReading reading = Readings.GetOrCreateValue(text).GetOrAdd(ModelVariant.NameOf(options), _ => ModelReading.Of(text.Path, options));
        return declaration with
        {
            Attribute = attribute with { Arguments = reading.InputShape.Concat(attribute.Arguments.Where(argument => argument.Name != "path")).ToImmutableArray() },
            Layers = reading.Layers,
            Model = model with { State = reading.State, Layers = reading.Names, Complaints = reading.Complaints },
        };
    }
}

/// <summary>An additional file that is a model.</summary>
/// <param name="Text">The file as the host knows it.</param>
/// <param name="File">Its name, and the resource that its weights become.</param>
internal sealed record ModelText(AdditionalText Text, WeightFile File)
{
    /// <summary>Null where the file is no model.</summary>
    public static ModelText? Of(AdditionalText text, AnalyzerConfigOptionsProvider options) =>
        WeightFile.IsModel(text.Path) && WeightFile.Of(text, options) is { } file ? new ModelText(text, file) : null;
}
