using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace NetGen.Import.Files;

/// <summary>The files in a zip file, in memory; none is ever written anywhere, whatever its name says.</summary>
internal sealed class ZipMembers
{
    // Of text and pickles much is made in memory, so that less of them may have been packed.
    private const int MostTextGrowth = 4;
    private const int SmallestText = 1 << 16;

    private readonly byte[] _bytes;

    // What is unpacked all in all: files of a zip file may overlap.
    private long _budget;
    private long _textBudget;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    private ZipMembers(byte[] bytes)
    {
        _bytes = bytes;
        _budget = Packed.Most(bytes.Length);
        _textBudget = SmallestText + ((long)MostTextGrowth * bytes.Length);
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

    /// <summary>The content of a file of numbers.</summary>
    /// <exception cref="FormatException">There is none of this name, or it is broken, or more than a file of this size can hold.</exception>
    public byte[] Read(string name) => Read(name, ref _budget);

    /// <summary>The content of a file that is parsed: text, or a pickle.</summary>
    /// <exception cref="FormatException">There is none of this name, or it is broken, or more than a file of this size can hold.</exception>
    public byte[] ReadText(string name) => Read(name, ref _textBudget);

    private byte[] Read(string name, ref long budget)
    {
        if (!_names.TryGetValue(name, out string? stored))
        {
            throw new FormatException($"it has no '{FileText.Of(name)}'");
        }

        long most = Math.Min(budget, int.MaxValue);
        byte[] content = Use(archive =>
        {
            using Stream stream = archive.Entries.First(entry => entry.FullName == stored).Open();
            return Packed.ReadAll(stream, most);
        });
        budget -= content.Length;
        return content;
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
