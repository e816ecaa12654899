using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using NetGen.Import.Files;
using NetGen.Import.Graphs;

namespace NetGen.Import.Onnx;

/// <summary>Takes the values of tensors from where they lie: typed fields, raw bytes, or another file.</summary>
internal sealed class OnnxTensorReader(ModelSource source)
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>The tensor's values; null where its elements are no numbers that a network of floats could take.</summary>
    /// <exception cref="InvalidDataException">There are more or fewer values than the shape says, or they lie outside their file.</exception>
    public GraphTensor? Read(OnnxTensor tensor)
    {
        if (OnnxElements.Find(tensor.Type) is not { } elements)
        {
            return null;
        }

        int[] shape = [.. tensor.Sizes.Select(size => Size(tensor, size))];
        int count = Count(tensor, shape);
        if (tensor.IsExternal || tensor.External.Count > 0)
        {
            return FromBytes(tensor, elements, shape, count, External(tensor, elements, count));
        }

        if (tensor.Raw is { } raw)
        {
            return FromBytes(tensor, elements, shape, count, raw);
        }

        return OnnxElements.FromFields(tensor) is var values && values.Count == count
            ? values.With(shape)
            : throw Broken(tensor, $"has {values.Count} values, and its shape says {count}");
    }

    private static InvalidDataException Broken(OnnxTensor tensor, string what) => new($"The tensor '{FileText.Of(tensor.Name)}' {what}.");

    private static int Size(OnnxTensor tensor, long size) => size is >= 0 and <= int.MaxValue ? (int)size : throw Broken(tensor, $"has a size of {size}");

    private static int Count(OnnxTensor tensor, int[] shape)
    {
        long count = 1;
        foreach (int size in shape)
        {
            count *= size;
            if (count > int.MaxValue)
            {
                throw Broken(tensor, "is larger than any array");
            }
        }

        return (int)count;
    }

    private static GraphTensor FromBytes(OnnxTensor tensor, OnnxElements elements, int[] shape, int count, ByteRange bytes) =>
        bytes.Length == (long)count * elements.Bytes
            ? elements.FromBytes(bytes, count).With(shape)
            : throw Broken(tensor, $"has {bytes.Length} bytes, and its shape says {(long)count * elements.Bytes}");

    private ByteRange External(OnnxTensor tensor, OnnxElements elements, int count)
    {
        string name = tensor.External.TryGetValue("location", out string? location) ? location : throw Broken(tensor, "lies in another file that is not named");
        if (name.StartsWith("./", StringComparison.Ordinal))
        {
            name = name.Substring(2);
        }

        if (!_files.TryGetValue(name, out byte[]? content))
        {
            content = source.Sibling(name) ?? throw Broken(tensor, $"lies in the file '{FileText.Of(name)}', which is not beside '{FileText.Of(source.Name)}'");
            _files.Add(name, content);
        }

        long offset = Number(tensor, "offset", 0);
        long length = Number(tensor, "length", (long)count * elements.Bytes);
        return offset <= content.Length && length <= content.Length - offset
            ? new ByteRange(content, (int)offset, (int)length)
            : throw Broken(tensor, $"lies outside the file '{FileText.Of(name)}' of {content.Length} bytes: {length} bytes at {offset}");
    }

    private static long Number(OnnxTensor tensor, string key, long byDefault)
    {
        if (!tensor.External.TryGetValue(key, out string? text))
        {
            return byDefault;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Broken(tensor, $"has an {key} that is no number");
    }
}
