using System;
using System.Collections.Generic;

namespace NetGen.Import.Hdf5.Writing;

/// <summary>
/// Writes HDF5 as its library does by default, so that every version of it and all other readers open the file: superblock 0, groups with tables of names,
/// object headers of version 1, arrays in one piece.
/// </summary>
internal sealed class Hdf5Writer
{
    private const int SuperblockSize = 96;
    private const int AttributeMessage = 0x0C;
    private const int SymbolTableMessage = 0x11;

    private readonly Hdf5Bytes _file = new();
    private readonly Hdf5Texts _texts = new();

    private Hdf5Writer()
    {
    }

    /// <summary>The content of a file with a group's members at its root.</summary>
    public static byte[] Write(Hdf5Group root)
    {
        var writer = new Hdf5Writer();
        writer._file.Zeros(SuperblockSize);
        writer._texts.Write(writer._file, root);
        Hdf5Link link = writer.Group("", root);
        byte[] content = writer._file.Written.ToArray();
        Superblock(link, content.Length).Written.CopyTo(content);
        return content;
    }

    /// <summary>Members go before their group, whose tables say where they are.</summary>
    private Hdf5Link Group(string name, Hdf5Group group)
    {
        var members = new List<Hdf5Link>();
        foreach ((string member, Hdf5Group inner) in group.Groups)
        {
            members.Add(Group(member, inner));
        }

        foreach ((string member, Hdf5Array array) in group.Arrays)
        {
            members.Add(new Hdf5Link(member, Array(array), null));
        }

        (long Tree, long Names) table = Hdf5SymbolTable.Write(_file, [.. Hdf5Bytes.Ordered(members, member => member.Name)]);
        var messages = new List<(int, Hdf5Bytes)> { (SymbolTableMessage, new Hdf5Bytes().Long(table.Tree).Long(table.Names)) };
        foreach ((string attribute, string text) in group.Attributes)
        {
            messages.Add((AttributeMessage, Attribute(attribute, text)));
        }

        return new Hdf5Link(name, Header(messages), table);
    }

    private long Array(Hdf5Array array)
    {
        _file.Align();
        long start = _file.Position;
        if (array.Number is { } number)
        {
            _file.Int(unchecked((uint)number));
        }
        else
        {
            _file.Floats(array.Values.Span);
        }

        long size = _file.Position - start;
        return Header(
        [
            (0x01, Hdf5Shapes.Space(array.Shape)),
            (0x03, array.Number is null ? Hdf5Shapes.Single() : Hdf5Shapes.Integer()),

            // No value to fill with but the usual zeros, and space that is taken when something is written.
            (0x05, new Hdf5Bytes().Byte(2, 2, 2, 1).Int(0)),

            // Version 3 of the layout: one piece.
            (0x08, new Hdf5Bytes().Byte(3, 1).Long(size == 0 ? Hdf5Bytes.Undefined : (ulong)start).Long(size)),
        ]);
    }

    private Hdf5Bytes Attribute(string name, string text)
    {
        Hdf5Bytes type = Hdf5Shapes.Text();
        Hdf5Bytes space = Hdf5Shapes.Space([]);
        int length = System.Text.Encoding.UTF8.GetByteCount(name) + 1;
        return new Hdf5Bytes().Byte(1, 0).Short(length).Short((int)type.Position).Short((int)space.Position)
            .Text(name).Append(type.Align()).Append(space.Align()).Append(_texts.Reference(text));
    }

    private long Header(List<(int Kind, Hdf5Bytes Content)> messages)
    {
        var body = new Hdf5Bytes();
        foreach ((int kind, Hdf5Bytes content) in messages)
        {
            content.Align();
            body.Short(kind).Short((int)content.Position).Byte(0, 0, 0, 0).Append(content);
        }

        _file.Align();
        long address = _file.Position;
        _file.Byte(1, 0).Short(messages.Count).Int(1).Int(body.Position).Align().Append(body);
        return address;
    }

    private static Hdf5Bytes Superblock(Hdf5Link root, long end)
    {
        Hdf5Bytes superblock = new Hdf5Bytes().Byte(0x89).Signature("HDF\r\n\u001a\n").Byte(0, 0, 0, 0, 0, 8, 8, 0)
            .Short(Hdf5SymbolTable.LeafNames / 2).Short(Hdf5SymbolTable.NodeChildren / 2).Int(0)
            .Long(0).Long(Hdf5Bytes.Undefined).Long(end).Long(Hdf5Bytes.Undefined);
        root.Write(superblock, 0);
        return superblock;
    }
}
