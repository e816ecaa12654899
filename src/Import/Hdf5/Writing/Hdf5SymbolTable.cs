using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Hdf5.Writing;

/// <summary>A group's names in order, in leaves below a tree, with the texts in a heap of their own. Any number of members fits.</summary>
internal static class Hdf5SymbolTable
{
    /// <summary>The names of one leaf.</summary>
    public const int LeafNames = 8;

    /// <summary>The branches of one node of the tree.</summary>
    public const int NodeChildren = 32;

    /// <summary>Writes the tables.</summary>
    /// <param name="file">The file.</param>
    /// <param name="members">The members in the order of their names' bytes.</param>
    /// <returns>Where the tree and the heap begin.</returns>
    public static (long Tree, long Names) Write(Hdf5Bytes file, IReadOnlyList<Hdf5Link> members)
    {
        // The first name is the empty one, which is less than all others.
        Hdf5Bytes texts = new Hdf5Bytes().Zeros(8);
        long[] places = [.. members.Select(member => Place(texts, member.Name))];
        file.Align();
        long content = file.Position;
        file.Append(texts);
        long names = file.Position;

        // No free space within: 1 is the address that says so.
        file.Signature("HEAP").Byte(0, 0, 0, 0).Long(texts.Position).Long(1).Long(content);

        List<Branch> level = [.. members.Zip(places).Chunk(LeafNames).Select(leaf => new Branch(Leaf(file, leaf), leaf[^1].Second))];
        int height = 0;
        while (level.Count > NodeChildren)
        {
            level = Nodes(file, level, height++);
        }

        return (Nodes(file, level, height)[0].Address, names);
    }

    private static long Place(Hdf5Bytes texts, string name)
    {
        long place = texts.Position;
        texts.Text(name);
        return place;
    }

    private static long Leaf(Hdf5Bytes file, (Hdf5Link Member, long Place)[] leaf)
    {
        long address = file.Position;
        file.Signature("SNOD").Byte(1, 0).Short(leaf.Length);
        foreach ((Hdf5Link member, long place) in leaf)
        {
            member.Write(file, place);
        }

        file.Zeros((LeafNames - leaf.Length) * Hdf5Link.Size);
        return address;
    }

    /// <summary>One level of the tree; the nodes of a level know their neighbours.</summary>
    private static List<Branch> Nodes(Hdf5Bytes file, List<Branch> children, int level)
    {
        Branch[][] nodes = children.Count == 0 ? [[]] : [.. children.Chunk(NodeChildren)];
        const int size = 24 + (8 * ((2 * NodeChildren) + 1));
        long first = file.Position;
        long smallest = 0;
        for (int i = 0; i < nodes.Length; i++)
        {
            long start = file.Position;
            file.Signature("TREE").Byte(0, (byte)level).Short(nodes[i].Length)
                .Long(i == 0 ? Hdf5Bytes.Undefined : (ulong)(start - size))
                .Long(i == nodes.Length - 1 ? Hdf5Bytes.Undefined : (ulong)(start + size))
                .Long(smallest);
            foreach (Branch child in nodes[i])
            {
                file.Long(child.Address).Long(child.Greatest);
                smallest = child.Greatest;
            }

            file.Zeros(size - (file.Position - start));
        }

        return [.. nodes.Select((node, i) => new Branch(first + ((long)i * size), node.Length == 0 ? 0 : node[^1].Greatest))];
    }

    /// <summary>A part of the tree, with the place of its greatest name.</summary>
    private readonly record struct Branch(long Address, long Greatest);
}

/// <summary>A member of a group: its name, where its header lies, and of a group also where its tables lie.</summary>
internal sealed record Hdf5Link(string Name, long Header, (long Tree, long Names)? Table)
{
    /// <summary>What it takes in a leaf, in bytes.</summary>
    public const int Size = 40;

    public void Write(Hdf5Bytes file, long place)
    {
        file.Long(place).Long(Header).Int(Table is null ? 0 : 1).Int(0).Long(Table?.Tree ?? 0).Long(Table?.Names ?? 0);
    }
}
