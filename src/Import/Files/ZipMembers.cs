using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace NetGen.Import.Files;

/// <summary>The files in a zip file, in memory; none is ever written anywhere, whatever its name says.</summary>
internal sealed class ZipMembers
{
    // Deflate makes no more than about a thousand times as many bytes; models are hardly packed at all.
    private const int MostGrowth = 64;
    private const int Smallest = 1 << 20;

    private readonly byte[] _bytes;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    private ZipMembers(byte[] bytes)
    {
        _bytes = bytes;
        Use(archive =>
        {
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                // Windows separates folders by its own sign.
                string name = entry.FullName.Replace('\\', '/');
                if (_names.ContainsKey(name))
                {
                    throw new FormatException($"it has '{FileText.Of(name)}' twice");
                }

                _names.Add(name, entry.FullName);
            }

            return true;
        });
    }

    public IEnumerable<string> Names => _names.Keys;

    public static bool IsZip(byte[] bytes) => bytes.Length > 4 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] is 3 or 5 && bytes[3] is 4 or 6;

    /// <exception cref="FormatException">The zip file is broken.</exception>
    public static ZipMembers Open(byte[] bytes) => new(bytes);

    public bool Has(string name) => _names.ContainsKey(name);

    /// <summary>A file's content.</summary>
    /// <exception cref="FormatException">There is none of this name, or it is broken.</exception>
    public byte[] Read(string name)
    {
        if (!_names.TryGetValue(name, out string? stored))
        {
            throw new FormatException($"it has no '{FileText.Of(name)}'");
        }

        return Use(archive =>
        {
            using Stream content = archive.Entries.First(entry => entry.FullName == stored).Open();
            return Packed.ReadAll(content, Math.Max(Smallest, (long)MostGrowth * _bytes.Length));
        });
    }

    private T Use<T>(Func<ZipArchive, T> use)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(_bytes, writable: false), ZipArchiveMode.Read);
            return use(archive);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or NotSupportedException)
        {
            throw new FormatException("its zip file is broken: " + exception.Message, exception);
        }
    }
}
