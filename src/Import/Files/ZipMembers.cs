using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace NetGen.Import.Files;

/// <summary>The files in a zip file, in memory; none is ever written anywhere, whatever its name says.</summary>
internal sealed class ZipMembers
{
    // Of text much is made in memory, and of a pickle more: they may be as long as the whole file, and so much longer. Neither Keras nor PyTorch packs them.
    private const int SmallestText = 1 << 16;
    private const int SmallestPickle = 1 << 15;

    // What is unpacked all in all: files of a zip file may overlap.
    private long _budget;
    private long _textBudget;
    private long _pickleBudget;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);

    private ZipMembers(byte[] bytes)
    {
        _budget = Packed.Most(bytes.Length);
        _textBudget = SmallestText + (long)bytes.Length;
        _pickleBudget = SmallestPickle + (long)bytes.Length;
        Use(() =>
        {
            // The bytes are all that it holds: there is nothing to close.
            var archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                // Windows separates folders by its own sign.
                string name = entry.FullName.Replace('\\', '/');
                if (_entries.ContainsKey(name))
                {
                    throw new FormatException($"it has '{FileText.Of(name)}' twice");
                }

                _entries.Add(name, entry);
            }

            return true;
        });
    }

    public IEnumerable<string> Names => _entries.Keys;

    public static bool IsZip(byte[] bytes) => bytes.Length > 4 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] is 3 or 5 && bytes[3] is 4 or 6;

    /// <exception cref="FormatException">The zip file is broken.</exception>
    public static ZipMembers Open(byte[] bytes) => new(bytes);

    public bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>The content of a file of numbers.</summary>
    /// <exception cref="FormatException">There is none of this name, or it is broken, or more than a file of this size can hold.</exception>
    public byte[] Read(string name) => Read(name, ref _budget);

    /// <summary>The content of a file of text, which is parsed.</summary>
    /// <exception cref="FormatException">There is none of this name, or it is broken, or more than a file of this size can hold.</exception>
    public byte[] ReadText(string name) => Read(name, ref _textBudget);

    /// <summary>The content of a pickle.</summary>
    /// <exception cref="FormatException">There is none of this name, or it is broken, or more than a file of this size can hold.</exception>
    public byte[] ReadPickle(string name) => Read(name, ref _pickleBudget);

    private byte[] Read(string name, ref long budget)
    {
        if (!_entries.TryGetValue(name, out ZipArchiveEntry? entry))
        {
            throw new FormatException($"it has no '{FileText.Of(name)}'");
        }

        long most = Math.Min(budget, int.MaxValue);
        byte[] content = Use(() =>
        {
            using Stream stream = entry.Open();
            return Packed.ReadAll(stream, most);
        });
        budget -= content.Length;
        return content;
    }

    private static T Use<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or NotSupportedException)
        {
            throw new FormatException("its zip file is broken: " + exception.Message, exception);
        }
    }
}
