using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Files;

namespace NetGen.Import.PyTorch;

/// <summary>PyTorch's files of weights: state dictionaries as zip files, and as the pickles one behind the other that they were before.</summary>
internal static class StateDictionary
{
    private const string Pickled = "/data.pkl";

    // The most numbers that the tensors of a file have all in all: so many, and so many for each of its bytes.
    private const int SmallestValues = 1 << 18;
    private const int MostValues = 4;

    // A pickle of a number that nothing else begins with.
    private static readonly byte[] Magic = [0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19];

    // Where a program keeps the state dictionary when it saves more beside it.
    private static readonly string[] Holders = ["state_dict", "model_state_dict", "model_state", "model", "net", "network", "weights"];

    public static bool IsArchive(ZipMembers zip) => zip.Names.Any(name => name.EndsWith(Pickled, StringComparison.Ordinal));

    public static bool IsLegacy(byte[] content)
    {
        for (int i = 0; i < Magic.Length; i++)
        {
            if (content.Length <= Magic.Length + 2 || content[0] != 0x80 || content[i + 2] != Magic[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The tensors of a zip file.</summary>
    public static WeightCollection ReadArchive(byte[] content, ZipMembers zip)
    {
        string pickle = zip.Names.First(name => name.EndsWith(Pickled, StringComparison.Ordinal));
        string folder = pickle.Substring(0, pickle.Length - Pickled.Length);
        bool isBigEndian = zip.Has(folder + "/byteorder")
            && System.Text.Encoding.ASCII.GetString(zip.ReadText(folder + "/byteorder")).StartsWith("big", StringComparison.Ordinal);
        byte[] bytes = zip.ReadPickle(pickle);
        object? state = Pickle.Read(new ByteCursor(bytes, 0, bytes.Length, "its pickle"));
        var storages = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        return new WeightCollection("PyTorch", WeightLayout.PyTorch, Tensors(state, content.Length, Find));

        (byte[] Bytes, long Start, bool IsBigEndian) Find(PickleStorage storage)
        {
            if (!storages.TryGetValue(storage.Key, out byte[]? found))
            {
                found = zip.Read($"{folder}/data/{storage.Key}");
                storages.Add(storage.Key, found);
            }

            return storage.Count >= 0 && storage.Count <= found.Length / storage.Format.Size
                ? (found, 0, isBigEndian)
                : throw new FormatException($"its storage '{FileText.Of(storage.Key)}' is too short");
        }
    }

    /// <summary>The tensors of a file as PyTorch wrote it before 1.6.</summary>
    public static WeightCollection ReadLegacy(byte[] content)
    {
        var bytes = new ByteCursor(content, 0, content.Length, "its pickle");
        Pickle.Read(bytes);
        Pickle.Read(bytes);
        object? system = Pickle.Read(bytes);
        object? state = Pickle.Read(bytes);
        bool isBigEndian = system is PickleDictionary { Items: var entries } && entries.Any(entry => entry.Key is "little_endian" && entry.Value is false);
        List<object?> keys = Pickle.Read(bytes) as List<object?> ?? throw new FormatException("it does not list its storages");

        // The storages' sizes are in the pickle, and their numbers follow in the order of the list.
        var sizes = new Dictionary<string, PickleStorage>(StringComparer.Ordinal);
        foreach (PickleTensor tensor in Find(state).Select(entry => (PickleTensor)entry.Value!))
        {
            sizes[tensor.Storage.Key] = tensor.Storage;
        }

        var starts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (object? key in keys)
        {
            long count = bytes.Unsigned(8);
            if (key is not string name || !sizes.TryGetValue(name, out PickleStorage? storage) || count != storage.Count || starts.ContainsKey(name))
            {
                throw new FormatException("it has a storage that no tensor reads, or of another size");
            }

            starts.Add(name, bytes.Position);
            bytes.Skip(count <= bytes.Remaining / storage.Format.Size ? count * storage.Format.Size : long.MaxValue);
        }

        return new WeightCollection(
            "PyTorch",
            WeightLayout.PyTorch,
            Tensors(state, content.Length, storage => starts.TryGetValue(storage.Key, out long start)
                ? (content, start, isBigEndian)
                : throw new FormatException("a storage is missing")));
    }

    private static List<ImportedTensor> Tensors(object? state, long length, Func<PickleStorage, (byte[] Bytes, long Start, bool IsBigEndian)> find)
    {
        var tensors = new List<ImportedTensor>();

        // Tensors may share a storage; were they all views of one, they would be any number of times as large as the file.
        long budget = SmallestValues + (MostValues * length);
        foreach (KeyValuePair<object?, object?> entry in Find(state))
        {
            var tensor = (PickleTensor)entry.Value!;
            string name = (string)entry.Key!;
            long count = Count(tensor.Sizes, Math.Min(tensor.Storage.Count, budget));
            if (count < 0 || tensor.Sizes.Length != tensor.Strides.Length)
            {
                throw new FormatException($"the tensor '{FileText.Of(name)}' is larger than its storage, or than what a file of this size can hold");
            }

            budget -= count;
            (byte[] bytes, long start, bool isBigEndian) = find(tensor.Storage);
            NumberFormat format = tensor.Storage.Format with { IsBigEndian = isBigEndian };
            var values = new float[count];
            if (!Gather(values, tensor, format, bytes, start))
            {
                throw new FormatException($"the tensor '{FileText.Of(name)}' lies outside its storage");
            }

            tensors.Add(new ImportedTensor(name, Array.ConvertAll(tensor.Sizes, size => (int)size), values));
        }

        return tensors;
    }

    /// <summary>How many numbers these are; -1 if more than so many, or if one of the sizes is.</summary>
    private static long Count(long[] sizes, long most)
    {
        long count = 1;
        foreach (long size in sizes)
        {
            if (size > int.MaxValue || (size > 0 && count > most / size))
            {
                return -1;
            }

            count *= size;
        }

        return count <= most ? count : -1;
    }

    /// <summary>Takes a tensor's numbers row by row out of its storage; false where one of them lies elsewhere.</summary>
    private static bool Gather(float[] values, PickleTensor tensor, NumberFormat format, byte[] bytes, long start)
    {
        long held = tensor.Storage.Count;
        if (IsInOrder(tensor))
        {
            if (tensor.Offset < 0 || tensor.Offset > held - values.Length)
            {
                return false;
            }

            format.Read(bytes, start + (tensor.Offset * format.Size), values);
            return true;
        }

        var at = new long[tensor.Sizes.Length];
        for (int i = 0; i < values.Length; i++)
        {
            long place = tensor.Offset;
            for (int axis = 0; axis < at.Length; axis++)
            {
                place += at[axis] * tensor.Strides[axis];
            }

            if (place < 0 || place >= held)
            {
                return false;
            }

            values[i] = format.ReadOne(bytes, start + (place * format.Size));
            for (int axis = at.Length - 1; axis >= 0 && ++at[axis] == tensor.Sizes[axis]; axis--)
            {
                at[axis] = 0;
            }
        }

        return true;
    }

    /// <summary>Whether the numbers lie one behind the other, as those of nearly every tensor do.</summary>
    private static bool IsInOrder(PickleTensor tensor)
    {
        long stride = 1;
        for (int axis = tensor.Sizes.Length - 1; axis >= 0; stride *= tensor.Sizes[axis--])
        {
            if (tensor.Sizes[axis] != 1 && tensor.Strides[axis] != stride)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The names and tensors: those of the dictionary itself, or of the one that it holds beside other things.</summary>
    private static List<KeyValuePair<object?, object?>> Find(object? state)
    {
        if (state is not PickleDictionary dictionary)
        {
            throw new FormatException("its pickle holds no dictionary of tensors");
        }

        List<KeyValuePair<object?, object?>> own = [.. dictionary.Items.Where(IsTensor)];
        if (own.Count > 0)
        {
            return own;
        }

        foreach (string holder in Holders)
        {
            if (dictionary.Items.FirstOrDefault(item => item.Key as string == holder).Value is PickleDictionary inner && inner.Items.Any(IsTensor))
            {
                return [.. inner.Items.Where(IsTensor)];
            }
        }

        string keys = string.Join(", ", dictionary.Items.Select(item => item.Key).OfType<string>().Take(20).Select(key => $"'{FileText.Of(key)}'"));
        throw new FormatException(
            $"its dictionary has no tensors, nor one of {string.Join(", ", Holders)} with them; it has {(keys.Length == 0 ? "nothing" : keys)}");

        static bool IsTensor(KeyValuePair<object?, object?> item) => item is { Key: string, Value: PickleTensor };
    }
}
