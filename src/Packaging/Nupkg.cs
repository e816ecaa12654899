using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace NetGen.Packaging;

/// <summary>A file of a package.</summary>
/// <param name="Path">Its path in the package.</param>
/// <param name="Sha1">The hash that SPDX wants of every file.</param>
/// <param name="Sha256">The hash that can be relied on.</param>
internal sealed record PackedFile(string Path, string Sha1, string Sha256);

/// <summary>A package of NuGet's: a zip file with a description, and parts that only say how it is packed.</summary>
internal sealed class Nupkg : IDisposable
{
    /// <summary>Where the bill of materials lies.</summary>
    public const string ManifestPath = "_manifest/spdx_2.2/manifest.spdx.json";

    private const string ContentTypes = "[Content_Types].xml";

    private readonly ZipArchive _zip;
    private readonly XElement _metadata;

    public Nupkg(string path)
    {
        _zip = ZipFile.Open(path, ZipArchiveMode.Update);
        ZipArchiveEntry description = _zip.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal));
        using Stream stream = description.Open();
        XElement package = XDocument.Load(stream).Root!;
        _metadata = package.Element(package.Name.Namespace + "metadata")!;
        Files = [.. _zip.Entries.Where(IsContent).OrderBy(entry => entry.FullName, StringComparer.Ordinal).Select(Hash)];
    }

    public string Id => Text("id");

    public string Version => Text("version");

    public string License => Text("license");

    public string Authors => Text("authors");

    public string Copyright => Text("copyright");

    public string ProjectUrl => Text("projectUrl");

    /// <summary>What the package holds, the bill of materials and the parts of the packing left out.</summary>
    public IReadOnlyList<PackedFile> Files { get; }

    /// <summary>The packages that it depends on by its own description.</summary>
    public IReadOnlyList<string> Dependencies =>
        [.. _metadata.Descendants(_metadata.Name.Namespace + "dependency").Select(element => element.Attribute("id")!.Value).Distinct()];

    /// <summary>Puts the bill of materials in, in place of one that was there.</summary>
    public void WriteManifest(ReadOnlySpan<byte> manifest)
    {
        _zip.GetEntry(ManifestPath)?.Delete();
        using (Stream stream = _zip.CreateEntry(ManifestPath).Open())
        {
            stream.Write(manifest);
        }

        DeclareJson();
    }

    public void Dispose() => _zip.Dispose();

    private static bool IsContent(ZipArchiveEntry entry) =>
        entry.FullName != ManifestPath && entry.FullName != ContentTypes && !entry.FullName.EndsWith('/')
        && !entry.FullName.StartsWith("_rels/", StringComparison.Ordinal) && !entry.FullName.StartsWith("package/", StringComparison.Ordinal)
        && !entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal);

    private static PackedFile Hash(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        ReadOnlySpan<byte> content = bytes.ToArray();
#pragma warning disable CA5350 // SPDX 2.2 wants SHA-1 beside a hash that can be relied on.
        return new(entry.FullName, Convert.ToHexStringLower(SHA1.HashData(content)), Convert.ToHexStringLower(SHA256.HashData(content)));
#pragma warning restore CA5350
    }

    private string Text(string name) => _metadata.Element(_metadata.Name.Namespace + name)?.Value ?? "";

    /// <summary>Every part of such a zip file has a kind, which goes by its ending.</summary>
    private void DeclareJson()
    {
        using Stream stream = _zip.GetEntry(ContentTypes)!.Open();
        XDocument types = XDocument.Load(stream);
        XNamespace name = types.Root!.Name.Namespace;
        if (!types.Root.Elements(name + "Default").Any(element => element.Attribute("Extension")!.Value == "json"))
        {
            types.Root.Add(new XElement(name + "Default", new XAttribute("Extension", "json"), new XAttribute("ContentType", "application/octet")));
            stream.SetLength(0);
            types.Save(stream);
        }
    }
}
