// Holds the bill of materials of each package to the package: dotnet run BillsOfMaterials.cs -- docs/licenses.md A.nupkg B.nupkg ...
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

Dictionary<string, (string Version, string License)> page = File.ReadLines(args[0])
    .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
    .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
    .ToDictionary(cells => cells[1], cells => (cells[2], cells[3]));
var faults = new List<string>();
foreach (string path in args[1..])
{
    using ZipArchive package = ZipFile.OpenRead(path);
    faults.AddRange(Faults(package).Select(fault => $"{Path.GetFileName(path)}: {fault}"));
}

faults.ForEach(Console.WriteLine);
Console.WriteLine($"{args.Length - 1} packages, {faults.Count} faults in their bills of materials");
return faults.Count == 0 && args.Length > 1 ? 0 : 1;

IEnumerable<string> Faults(ZipArchive package)
{
    const string Place = "_manifest/spdx_2.2/manifest.spdx.json";
    if (package.GetEntry(Place) is not { } entry)
    {
        yield return $"no {Place}";
        yield break;
    }

    JsonElement bill = JsonDocument.Parse(Bytes(entry)).RootElement;
    Dictionary<string, byte[]> files = package.Entries
        .Where(file => file.FullName != Place && !file.FullName.EndsWith(".nuspec", StringComparison.Ordinal) && file.FullName != "[Content_Types].xml")
        .Where(file => !file.FullName.StartsWith("_rels/", StringComparison.Ordinal) && !file.FullName.StartsWith("package/", StringComparison.Ordinal))
        .ToDictionary(file => "./" + file.FullName, Bytes);
    Dictionary<string, JsonElement> listed = bill.GetProperty("files").EnumerateArray().ToDictionary(file => file.GetProperty("fileName").GetString()!);
    foreach (string name in files.Keys.Concat(listed.Keys).Distinct())
    {
        if (!listed.TryGetValue(name, out JsonElement file) || !files.TryGetValue(name, out byte[]? content))
        {
            yield return $"{name} is only in the {(files.ContainsKey(name) ? "package" : "bill")}";
        }
        else if (Checksum(file, "SHA1") != Sha1(content) || Checksum(file, "SHA256") != Convert.ToHexStringLower(SHA256.HashData(content)))
        {
            yield return $"{name} has other hashes";
        }
    }

    string hashes = string.Concat(listed.Values.Select(file => Checksum(file, "SHA1")).Order(StringComparer.Ordinal));
    Dictionary<string, JsonElement> packages = bill.GetProperty("packages").EnumerateArray().ToDictionary(other => other.GetProperty("SPDXID").GetString()!);
    JsonElement root = packages["SPDXRef-RootPackage"];
    string? code = root.GetProperty("packageVerificationCode").GetProperty("packageVerificationCodeValue").GetString();
    if (code != Sha1(Encoding.ASCII.GetBytes(hashes)))
    {
        yield return "the code over all hashes is another";
    }

    byte[] description = Bytes(package.Entries.Single(file => file.FullName.EndsWith(".nuspec", StringComparison.Ordinal)));
    XElement nuspec = XElement.Load(new MemoryStream(description));
    string Text(string name) => nuspec.Descendants().First(element => element.Name.LocalName == name).Value;
    if (Name(root) != $"{Text("id")} {Text("version")}" || root.GetProperty("licenseDeclared").GetString() != Text("license"))
    {
        yield return $"it is of {Name(root)}";
    }

    string[] needed =
    [
        .. nuspec.Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(element => $"{element.Attribute("id")!.Value} {element.Attribute("version")!.Value}"),
    ];
    string[] said =
    [
        .. bill.GetProperty("relationships").EnumerateArray()
            .Where(relation => relation.GetProperty("spdxElementId").GetString() == "SPDXRef-RootPackage")
            .Where(relation => relation.GetProperty("relationshipType").GetString() == "DEPENDS_ON")
            .Select(relation => Name(packages[relation.GetProperty("relatedSpdxElement").GetString()!])),
    ];
    if (!needed.Order().SequenceEqual(said.Order()))
    {
        yield return $"it depends on {string.Join(", ", needed)}, and the bill says {string.Join(", ", said)}";
    }

    foreach (JsonElement other in packages.Values)
    {
        string name = other.GetProperty("name").GetString()!;
        bool isOurs = name == "NetGen" || name.StartsWith("NetGen.", StringComparison.Ordinal);
        if (!isOurs && Checksum(other, "SHA512") is not { Length: 128 })
        {
            yield return $"{name} has no hash";
        }

        string license = other.GetProperty("licenseDeclared").GetString()!;
        if (page.TryGetValue(name, out var row) && row.Version == other.GetProperty("versionInfo").GetString() && row.License != license)
        {
            yield return $"{name} is under {license}, and the page of licences says {row.License}";
        }
    }
}

static string Sha1(byte[] bytes) => Convert.ToHexStringLower(SHA1.HashData(bytes));

static string Name(JsonElement package) => $"{package.GetProperty("name").GetString()} {package.GetProperty("versionInfo").GetString()}";

static string? Checksum(JsonElement of, string algorithm) => of.TryGetProperty("checksums", out JsonElement checksums)
    ? checksums.EnumerateArray().Single(checksum => checksum.GetProperty("algorithm").GetString() == algorithm).GetProperty("checksumValue").GetString()
    : null;

static byte[] Bytes(ZipArchiveEntry entry)
{
    using Stream stream = entry.Open();
    using var bytes = new MemoryStream();
    stream.CopyTo(bytes);
    return bytes.ToArray();
}
