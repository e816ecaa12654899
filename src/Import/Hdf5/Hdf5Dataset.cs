using System;
using System.Linq;
using NetGen.Import.Files;

namespace NetGen.Import.Hdf5;

/// <summary>Reads arrays: those that lie in one piece, in the header itself, or in chunks, packed or not.</summary>
internal static class Hdf5Dataset
{
    public static ImportedTensor Read(Hdf5File file, Hdf5Object dataset, string name)
    {
        string what = $"'{FileText.Of(dataset.Path)}'";
        if (dataset.Find(Hdf5MessageKind.Layout) is not { } layout
            || dataset.Find(Hdf5MessageKind.Datatype) is not { } typeMessage
            || dataset.Find(Hdf5MessageKind.Dataspace) is not { } spaceMessage)
        {
            throw new FormatException($"{what} is no array");
        }

        Hdf5Type type = Hdf5Type.Read(typeMessage, what);
        Hdf5Space space = Hdf5Space.Read(file, spaceMessage, what);
        if (type.Class != Hdf5Class.Number)
        {
            throw new FormatException($"{what} holds no numbers but elements of the type {type.Text}");
        }

        if (space.Count * type.Size > file.MostBytes)
        {
            throw new FormatException($"{what} has more elements than the file can hold");
        }

        // Numbers that are not packed are no more than the file has.
        bool isPacked = dataset.Find(Hdf5MessageKind.Filters) is not null;
        if (isPacked)
        {
            file.SpendUnpacked(space.Count * type.Size);
        }
        else
        {
            file.Spend(space.Count * type.Size);
        }

        int[] sizes = [.. space.Sizes.Select(size => (int)size)];
        return new ImportedTensor(name, sizes, Values(file, dataset, layout, type, space, what));
    }

    private static float[] Values(Hdf5File file, Hdf5Object dataset, ByteCursor layout, Hdf5Type type, Hdf5Space space, string what)
    {
        long bytes = space.Count * type.Size;
        int version = layout.Byte();
        int kind;
        if (version is 1 or 2)
        {
            layout.Skip(1);
            kind = layout.Byte();
            layout.Skip(5);
            if (kind != 1)
            {
                throw new FormatException($"{what} is laid out as HDF5 1.6 does it for chunks, which is not known");
            }

            return Contiguous(file.Address(layout));
        }

        kind = layout.Byte();
        return (version, kind) switch
        {
            (3 or 4, 0) => Compact(layout.Take(layout.UInt16())),
            (3 or 4, 1) => Contiguous(file.Address(layout)),
            (3 or 4, 2) => Hdf5Chunks.Read(file, version, layout, dataset.Find(Hdf5MessageKind.Filters), type, space, what),
            _ => throw new FormatException($"{what} is laid out in a way that is not known (version {version}, class {kind})"),
        };

        float[] Compact(ByteCursor data) =>
            data.Remaining < bytes ? throw new FormatException($"{what} ends too early") : file.Numbers(type.Numbers, data, space.Count);

        // An array that was never written has no place, and is all zeros.
        float[] Contiguous(long address) => address < 0 || bytes == 0
            ? new float[space.Count]
            : file.Numbers(type.Numbers, file.At(address, bytes, what), space.Count);
    }
}
