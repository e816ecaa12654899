using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Files;

namespace NetGen.Import.PyTorch;

/// <summary>The names that a state dictionary has, and what stands for their calls. Any other ends the reading.</summary>
internal static class PickleGlobals
{
    // Of axes.
    private const int MostSizes = 8;

    private static readonly HashSet<string> Calls = new(StringComparer.Ordinal)
    {
        "collections.OrderedDict", "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_parameter", "torch.Size", "torch.nn.parameter.Parameter",
    };

    private static readonly Dictionary<string, NumberFormat> Storages = new(StringComparer.Ordinal)
    {
        ["torch.FloatStorage"] = NumberFormat.Float32,
        ["torch.HalfStorage"] = NumberFormat.Float16,
        ["torch.DoubleStorage"] = NumberFormat.Float64,
        ["torch.BFloat16Storage"] = NumberFormat.BrainFloat16,
        ["torch.LongStorage"] = new(NumberKind.Signed, 8),
        ["torch.IntStorage"] = new(NumberKind.Signed, 4),
        ["torch.ShortStorage"] = new(NumberKind.Signed, 2),
        ["torch.CharStorage"] = new(NumberKind.Signed, 1),
        ["torch.ByteStorage"] = new(NumberKind.Unsigned, 1),
        ["torch.BoolStorage"] = new(NumberKind.Unsigned, 1),
    };

    /// <exception cref="FormatException">The name is none of a state dictionary.</exception>
    public static PickleGlobal Find(string module, string name)
    {
        string whole = module + "." + name;
        return Calls.Contains(whole) || Storages.ContainsKey(whole)
            ? new PickleGlobal(whole)
            : throw new FormatException(
                $"it is more than a state dictionary: it needs Python's '{FileText.Of(whole)}', and nothing of Python is run here. "
                + "Save it by torch.save(model.state_dict(), path)");
    }

    public static object? Call(object? function, object? arguments)
    {
        if (function is not PickleGlobal { Name: var name } || arguments is not PickleTuple { Items: var items })
        {
            throw new FormatException("its pickle calls what is no function");
        }

        switch (name)
        {
            case "collections.OrderedDict":
                var dictionary = new PickleDictionary();
                if (items.Count == 1 && items[0] is List<object?> pairs)
                {
                    // Older pickles give the pairs to the call.
                    dictionary.Items.AddRange(pairs.Select(pair => pair switch
                    {
                        PickleTuple { Items: [var key, var value] } => new KeyValuePair<object?, object?>(key, value),
                        List<object?> { Count: 2 } list => new KeyValuePair<object?, object?>(list[0], list[1]),
                        _ => throw new FormatException("its pickle has an OrderedDict of what are no pairs"),
                    }));
                }

                return dictionary;
            case "torch.Size" when items.Count == 1:
                return items[0] is List<object?> list ? new PickleTuple(list) : items[0];
            case "torch._utils._rebuild_parameter" or "torch.nn.parameter.Parameter" when items.Count >= 1:
                return items[0];
            case "torch._utils._rebuild_tensor_v2" when items.Count >= 4 && items[0] is PickleStorage storage && items[1] is long offset:
                return new PickleTensor(storage, offset, Sizes(items[2]), Sizes(items[3]));
            default:
                throw new FormatException($"its pickle calls {name} with other arguments than PyTorch does");
        }
    }

    /// <summary>What stands for a storage: ('storage', torch.FloatStorage, key, place, count).</summary>
    public static PickleStorage Storage(object? id) =>
        id is PickleTuple { Items: var items } && items.Count >= 5 && items[0] is "storage"
            && items[1] is PickleGlobal { Name: var type } && items[2] is string key && items[4] is long count
            && Storages.TryGetValue(type, out NumberFormat format)
            ? new PickleStorage(format, key, count)
            : throw new FormatException("its pickle speaks of a storage in a way that is not known");

    private static long[] Sizes(object? value)
    {
        if (value is not PickleTuple { Items: var items } || items.Count > MostSizes)
        {
            throw new FormatException("its pickle has a tensor without proper sizes");
        }

        var sizes = new long[items.Count];
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = items[i] is long and >= 0 ? (long)items[i]! : throw new FormatException("its pickle has a tensor without proper sizes");
        }

        return sizes;
    }
}
