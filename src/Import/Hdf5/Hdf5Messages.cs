using System;
using System.Collections.Generic;
using NetGen.Import.Files;

namespace NetGen.Import.Hdf5;

/// <summary>What an object's header consists of.</summary>
internal enum Hdf5MessageKind
{
    Dataspace = 0x01,
    LinkInfo = 0x02,
    Datatype = 0x03,
    Link = 0x06,
    Layout = 0x08,
    Filters = 0x0B,
    Attribute = 0x0C,
    Continuation = 0x10,
    SymbolTable = 0x11,
    AttributeInfo = 0x15,
}

/// <summary>A part of an object's header.</summary>
internal readonly record struct Hdf5Message(Hdf5MessageKind Kind, ByteCursor Body);

/// <summary>Reads headers of both versions, with all blocks that they go on in.</summary>
internal static class Hdf5Messages
{
    private const int Shared = 2;

    public static List<Hdf5Message> Read(Hdf5File file, long address, string name)
    {
        string what = $"the header of '{FileText.Of(name)}'";
        ByteCursor header = file.From(address, what);
        var messages = new List<Hdf5Message>();
        var blocks = new Queue<(long Address, long Length)>();
        int version = header.Byte();
        bool isOrdered = false;
        if (version == 1)
        {
            header.Skip(7);
            long size = header.UInt32();
            header.Skip(4);
            ReadBlock(file, header.Take(size, what), 1, false, messages, blocks);
        }
        else
        {
            version = 2;
            header = file.From(address, what);
            header.Expect("OHDR");
            header.Skip(1);
            int flags = header.Byte();
            isOrdered = (flags & 4) != 0;
            header.Skip(((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0));
            ReadBlock(file, header.Take(header.Unsigned(1 << (flags & 3)), what), version, isOrdered, messages, blocks);
        }

        while (blocks.Count > 0)
        {
            (long start, long length) = blocks.Dequeue();
            ByteCursor block = file.At(start, length, what);
            if (version == 2)
            {
                block.Expect("OCHK");
                block = block.Take(Math.Max(0, block.Remaining - 4));
            }

            ReadBlock(file, block, version, isOrdered, messages, blocks);
        }

        return messages;
    }

    private static void ReadBlock(Hdf5File file, ByteCursor block, int version, bool isOrdered, List<Hdf5Message> messages, Queue<(long, long)> blocks)
    {
        file.Spend(block.Remaining + 16);
        int prefix = version == 1 ? 8 : isOrdered ? 6 : 4;
        while (block.Remaining >= prefix)
        {
            int kind = version == 1 ? block.UInt16() : block.Byte();
            int size = block.UInt16();
            int flags = block.Byte();
            block.Skip(version == 1 ? 3 : isOrdered ? 2 : 0);
            ByteCursor body = block.Take(size);
            if (kind == (int)Hdf5MessageKind.Continuation)
            {
                blocks.Enqueue((file.Address(body), file.Size(body)));
            }
            else if ((flags & Shared) == 0)
            {
                messages.Add(new Hdf5Message((Hdf5MessageKind)kind, body));
            }
            else if (kind is (int)Hdf5MessageKind.Datatype or (int)Hdf5MessageKind.Dataspace or (int)Hdf5MessageKind.Filters)
            {
                throw new FormatException("it shares types between its objects, which Keras does not write");
            }
        }
    }
}
