using System;
using NetGen.Import.Files;

namespace NetGen.Import.Hdf5;

/// <summary>A table of chunks by their number, counted row by row.</summary>
internal abstract class Hdf5ChunkTable
{
    // Behind each list of pages, and behind each page.
    private const int Checksum = 4;
    private const int MostPageBits = 30;

    private readonly Hdf5ChunkEntry _entry;
    private Hdf5ChunkRun _run;

    /// <summary>Reads the beginning of a table's header, which all have: its signature, and how entries are written.</summary>
    protected Hdf5ChunkTable(Hdf5File file, long address, string signature, long chunkBytes, string what)
    {
        (File, What) = (file, $"the table of {what}");
        Header = file.From(address, What);
        Header.Expect(signature);
        Header.Skip(1);
        bool isPacked = Header.Byte() == 1;
        _entry = new Hdf5ChunkEntry(file, isPacked, Header.Byte(), chunkBytes, What);
    }

    protected Hdf5File File { get; }

    protected string What { get; }

    /// <summary>What follows in the header.</summary>
    protected ByteCursor Header { get; }

    protected int EntrySize => _entry.Size;

    /// <summary>The place of a chunk. They are asked for in order, so that one run of entries serves many.</summary>
    public Hdf5ChunkPlace Find(long number)
    {
        if (number < _run.First || number - _run.First >= _run.Count)
        {
            _run = RunOf(number);
        }

        return _run.Address < 0 ? Hdf5ChunkPlace.None : _entry.Read(File.At(_run.Address + ((number - _run.First) * EntrySize), EntrySize, What));
    }

    /// <summary>The run of entries that a chunk's is part of.</summary>
    protected abstract Hdf5ChunkRun RunOf(long number);

    /// <summary>How many entries a page has, of which the header says the logarithm.</summary>
    protected long PerPage(int bits) => bits <= MostPageBits ? 1L << bits : throw new FormatException($"{What} has pages of 2^{bits} entries");

    /// <summary>Whether a page was written, as a list of bits says, the highest of each byte first.</summary>
    protected static bool IsWritten(ByteCursor pages, long page)
    {
        ByteCursor at = pages.Copy();
        at.Skip(page / 8);
        return (at.Byte() & (0x80 >> (int)(page % 8))) != 0;
    }

    /// <summary>Where a page lies behind the list of them.</summary>
    protected long PageAt(long list, long page, long perPage) => checked(list + Checksum + (page * ((perPage * EntrySize) + Checksum)));
}
