using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Xml.Linq;

namespace NetGen.Packaging;

/// <summary>Another package, as the project was built with it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha512">The hash of its file; null for a project of this repository, whose package may not have been made yet.</param>
/// <param name="License">The SPDX expression that it names; null where it names none.</param>
/// <param name="Assemblies">The names of the files that it brings.</param>
/// <param name="Dependencies">The names of the packages that it depends on itself.</param>
internal sealed record RestoredPackage(
    string Id, string Version, string? Sha512, string? License, IReadOnlyList<string> Assemblies, IReadOnlyList<string> Dependencies);

/// <summary>What a restore has found, in <c>project.assets.json</c>.</summary>
internal sealed class RestoredPackages
{
    private readonly Dictionary<string, RestoredPackage> _byId = new(StringComparer.OrdinalIgnoreCase);

    public RestoredPackages(string assets)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(assets));
        JsonElement libraries = document.RootElement.GetProperty("libraries");
        string[] folders = [.. document.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)];
        IEnumerable<JsonProperty> frameworks = document.RootElement.GetProperty("targets").EnumerateObject();
        foreach (JsonProperty target in frameworks.SelectMany(framework => framework.Value.EnumerateObject()))
        {
            string[] name = target.Name.Split('/');
            JsonElement library = libraries.GetProperty(target.Name);
            string? hash = library.TryGetProperty("sha512", out JsonElement base64) ? Convert.ToHexStringLower(base64.GetBytesFromBase64()) : null;
            string? license = hash is null ? null : LicenseOf(folders, library.GetProperty("path").GetString()!, name[0]);
            _byId[name[0]] = new(name[0], name[1], hash, license, Files(target.Value), Names(target.Value, "dependencies"));
        }
    }

    /// <summary>Those packages and all that they depend on, each after its name.</summary>
    public IReadOnlyList<RestoredPackage> Closure(IEnumerable<string> ids)
    {
        var found = new SortedDictionary<string, RestoredPackage>(StringComparer.OrdinalIgnoreCase);
        var open = new Queue<string>(ids);
        while (open.TryDequeue(out string? id))
        {
            // What a framework has itself is left out of the restore.
            if (_byId.TryGetValue(id, out RestoredPackage? package) && found.TryAdd(id, package))
            {
                foreach (string dependency in package.Dependencies)
                {
                    open.Enqueue(dependency);
                }
            }
        }

        return [.. found.Values];
    }

    /// <summary>The packages that files of those names come from.</summary>
    public IEnumerable<string> Origins(IReadOnlyCollection<string> fileNames) =>
        _byId.Values.Where(package => package.Assemblies.Any(fileNames.Contains)).Select(package => package.Id);

    private static string[] Files(JsonElement target) =>
        [.. ((string[])["runtime", "runtimeTargets"]).SelectMany(kind => Names(target, kind)).Select(Path.GetFileName).OfType<string>()];

    private static string[] Names(JsonElement target, string property) =>
        target.TryGetProperty(property, out JsonElement names) ? [.. names.EnumerateObject().Select(name => name.Name)] : [];

    private static string? LicenseOf(string[] folders, string path, string id)
    {
        string? description = folders.Select(folder => Path.Combine(folder, path, id.ToLowerInvariant() + ".nuspec")).FirstOrDefault(File.Exists);
        IEnumerable<XElement> elements = description is null ? [] : XDocument.Load(description).Descendants();
        XElement? license = elements.FirstOrDefault(element => element.Name.LocalName == "license");
        return license?.Attribute("type")?.Value == "expression" ? license.Value : null;
    }
}
