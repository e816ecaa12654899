using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace NetGen.Packaging;

/// <summary>
/// The bill of materials of a package: its files with their hashes, the packages that it depends on or holds files of, and what these depend on.
/// Source: SPDX 2.2, https://spdx.github.io/spdx-spec/v2.2.2/.
/// </summary>
internal sealed class SpdxManifest(Nupkg package, RestoredPackages restored)
{
    private const string Document = "SPDXRef-DOCUMENT";
    private const string Root = "SPDXRef-RootPackage";
    private const string Unknown = "NOASSERTION";

    public byte[] Write()
    {
        string[] held = [.. restored.Origins([.. package.Files.Select(file => Path.GetFileName(file.Path))])];
        IReadOnlyList<RestoredPackage> others = restored.Closure([.. package.Dependencies, .. held]);
        string code = VerificationCode();
        var document = new JsonObject
        {
            ["spdxVersion"] = "SPDX-2.2",
            ["dataLicense"] = "CC0-1.0",
            ["SPDXID"] = Document,
            ["name"] = $"{package.Id} {package.Version}",
            ["documentNamespace"] = $"{package.ProjectUrl}/spdx/{package.Id}/{package.Version}/{code}",
            ["creationInfo"] = new JsonObject
            {
                ["created"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
                ["creators"] = new JsonArray($"Organization: {package.Authors}", "Tool: NetGen.Packaging"),
            },
            ["documentDescribes"] = new JsonArray(Root),
            ["files"] = Array(package.Files.Select(File)),
            ["packages"] = Array(others.Select(Other).Prepend(Itself(code))),
            ["relationships"] = Array(
            [
                Relationship(Document, "DESCRIBES", Root),
                .. others.Where(other => package.Dependencies.Contains(other.Id)).Select(other => Relationship(Root, "DEPENDS_ON", IdOf(other))),
                .. others.Where(other => held.Contains(other.Id)).Select(other => Relationship(Root, "CONTAINS", IdOf(other))),
                .. others.SelectMany(other => others
                    .Where(needed => other.Dependencies.Contains(needed.Id))
                    .Select(needed => Relationship(IdOf(other), "DEPENDS_ON", IdOf(needed)))),
            ]),
        };
        return Encoding.UTF8.GetBytes(document.ToJsonString(new() { WriteIndented = true }) + "\n");
    }

    /// <summary>The hash of the sorted hashes of all files.</summary>
    private string VerificationCode()
    {
        string hashes = string.Concat(package.Files.Select(file => file.Sha1).Order(StringComparer.Ordinal));
#pragma warning disable CA5350 // So SPDX 2.2 has it.
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.ASCII.GetBytes(hashes)));
#pragma warning restore CA5350
    }

    private JsonObject Itself(string verificationCode)
    {
        JsonObject itself = Package(Root, package.Id, package.Version, package.License, package.Copyright);
        itself["supplier"] = $"Organization: {package.Authors}";
        itself["filesAnalyzed"] = true;
        itself["packageVerificationCode"] = new JsonObject { ["packageVerificationCodeValue"] = verificationCode };
        itself["licenseInfoFromFiles"] = new JsonArray(Unknown);
        itself["hasFiles"] = Array(package.Files.Select((_, i) => JsonValue.Create(FileId(i))));
        return itself;
    }

    /// <summary>Projects of this repository are packages under the same licence.</summary>
    private JsonObject Other(RestoredPackage other)
    {
        JsonObject described = Package(IdOf(other), other.Id, other.Version, other.Sha512 is null ? package.License : other.License ?? Unknown, Unknown);
        described["filesAnalyzed"] = false;
        if (other.Sha512 is { } hash)
        {
            described["checksums"] = new JsonArray(Checksum("SHA512", hash));
        }

        return described;
    }

    private static JsonObject Package(string id, string name, string version, string license, string copyright) => new()
    {
        ["SPDXID"] = id,
        ["name"] = name,
        ["versionInfo"] = version,
        ["downloadLocation"] = Unknown,
        ["licenseConcluded"] = Unknown,
        ["licenseDeclared"] = license,
        ["copyrightText"] = copyright,
        ["externalRefs"] = new JsonArray(new JsonObject
        {
            ["referenceCategory"] = "PACKAGE_MANAGER",
            ["referenceType"] = "purl",
            ["referenceLocator"] = $"pkg:nuget/{name}@{version}",
        }),
    };

    private static JsonObject File(PackedFile file, int index) => new()
    {
        ["SPDXID"] = FileId(index),
        ["fileName"] = "./" + file.Path,
        ["checksums"] = new JsonArray(Checksum("SHA1", file.Sha1), Checksum("SHA256", file.Sha256)),
        ["licenseConcluded"] = Unknown,
        ["licenseInfoInFiles"] = new JsonArray(Unknown),
        ["copyrightText"] = Unknown,
    };

    private static JsonObject Checksum(string algorithm, string value) => new() { ["algorithm"] = algorithm, ["checksumValue"] = value };

    private static JsonObject Relationship(string from, string type, string to) =>
        new() { ["spdxElementId"] = from, ["relationshipType"] = type, ["relatedSpdxElement"] = to };

    private static string FileId(int index) => $"SPDXRef-File-{index}";

    private static string IdOf(RestoredPackage other) => $"SPDXRef-Package-{other.Id}-{other.Version}";

    private static JsonArray Array(IEnumerable<JsonNode> nodes) => [.. nodes];
}
