using System;
using System.Collections.Generic;
using NetGen.Import.Files;

namespace NetGen.Import.Hdf5;

/// <summary>A name in a group, and where what it names lies.</summary>
internal readonly record struct Hdf5Link(string Name, long Address);

/// <summary>Reads what groups hold: of the older kind from a tree of tables, of the newer kind from their header.</summary>
internal static class Hdf5Links
{
    private const int MostLevels = 32;

    public static List<Hdf5Link> Read(Hdf5File file, Hdf5Object group)
    {
        var links = new List<Hdf5Link>();
        foreach (ByteCursor message in group.FindAll(Hdf5MessageKind.Link))
        {
            if (ReadLink(file, message) is { } link)
            {
                Add(file, links, link);
            }
        }

        if (group.Find(Hdf5MessageKind.LinkInfo) is { } info)
        {
            Hdf5DenseLinks.Read(file, info, group.Path, links);
        }

        if (group.Find(Hdf5MessageKind.SymbolTable) is { } table)
        {
            long tree = file.Address(table);
            long heap = file.Address(table);
            ReadTree(file, tree, MostLevels, Names(file, heap, group.Path), links, [], group.Path);
        }

        return links;
    }

    /// <summary>A link's message; null for links to other names or files, which Keras does not write.</summary>
    public static Hdf5Link? ReadLink(Hdf5File file, ByteCursor message)
    {
        message.Skip(1);
        int flags = message.Byte();
        int kind = (flags & 8) != 0 ? message.Byte() : 0;
        message.Skip(((flags & 4) != 0 ? 8 : 0) + ((flags & 16) != 0 ? 1 : 0));
        string name = message.Text(message.Unsigned(1 << (flags & 3)));
        return kind == 0 ? new Hdf5Link(name, file.Address(message)) : null;
    }

    /// <summary>Adds a link, which counts as read with its name.</summary>
    public static void Add(Hdf5File file, List<Hdf5Link> links, Hdf5Link link)
    {
        file.Spend(8 + link.Name.Length);
        links.Add(link);
    }

    private static ByteCursor Names(Hdf5File file, long address, string path)
    {
        string what = $"the names in '{FileText.Of(path)}'";
        ByteCursor heap = file.From(address, what);
        heap.Expect("HEAP");
        heap.Skip(4);
        long size = file.Size(heap);
        file.Size(heap);
        return file.At(file.Address(heap), size, what);
    }

    private static void ReadTree(Hdf5File file, long address, int levels, ByteCursor names, List<Hdf5Link> links, HashSet<long> seen, string path)
    {
        string what = $"the tree of '{FileText.Of(path)}'";
        if (!seen.Add(address) || levels == 0)
        {
            throw new FormatException($"{what} leads back to itself");
        }

        ByteCursor node = file.From(address, what);
        node.Expect("TREE");
        node.Skip(1);
        int level = node.Byte();
        int count = node.UInt16();
        node.Skip(2 * file.AddressSize);
        for (int i = 0; i < count; i++)
        {
            file.Size(node);
            long child = file.Address(node);
            if (level > 0)
            {
                ReadTree(file, child, Math.Min(levels - 1, level), names, links, seen, path);
            }
            else if (seen.Add(child))
            {
                ReadTable(file, child, names, links, what);
            }
        }
    }

    private static void ReadTable(Hdf5File file, long address, ByteCursor names, List<Hdf5Link> links, string what)
    {
        ByteCursor table = file.From(address, what);
        table.Expect("SNOD");
        table.Skip(2);
        int count = table.UInt16();
        for (int i = 0; i < count; i++)
        {
            long name = file.Address(table);
            long header = file.Address(table);
            table.Skip(24);
            ByteCursor text = names.Copy();
            text.Skip(name);
            Add(file, links, new Hdf5Link(text.TerminatedText(), header));
        }
    }
}
