using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NetGen.Import.Files;
using NetGen.Import.Json;

namespace NetGen.Import.PyTorch;

/// <summary>Files of safetensors: a header of JSON, and the numbers.</summary>
internal static class SafeTensorsFile
{
    private const int Start = 8;

    public static bool IsSafeTensors(byte[] content) =>
        content.Length > Start + 1 && content[Start] == '{' && content[4] == 0 && content[5] == 0 && content[6] == 0 && content[7] == 0;

    /// <summary>All tensors under their names, in the order of their numbers.</summary>
    public static WeightCollection Read(byte[] content)
    {
        var cursor = new ByteCursor(content, 0, content.Length, "its header");
        ByteCursor header = cursor.Take(cursor.Unsigned(Start));
        long data = cursor.Position;
        JsonValue json = JsonText.Parse(Encoding.UTF8.GetString(header.Bytes(header.Remaining)));

        // Tensors that overlap could be any number of times as large as the file.
        if (json.Members.Sum(member => Length(member.Value)) > content.Length)
        {
            throw new FormatException("its tensors are larger than the file");
        }

        IEnumerable<(long Begin, ImportedTensor Tensor)> tensors = json.Members
            .Where(member => member.Key != "__metadata__")
            .Select(member => Tensor(member.Key, member.Value, content, data));
        return new WeightCollection("safetensors", WeightLayout.PyTorch, [.. tensors.OrderBy(tensor => tensor.Begin).Select(tensor => tensor.Tensor)]);
    }

    private static double Length(JsonValue tensor) =>
        tensor["data_offsets"]?.Items is [var begin, var end] ? Math.Abs((end.Number ?? 0) - (begin.Number ?? 0)) : 0;

    private static (long Begin, ImportedTensor Tensor) Tensor(string name, JsonValue value, byte[] content, long data)
    {
        string type = value["dtype"]?.Text ?? "";
        NumberFormat format = type switch
        {
            "F32" => NumberFormat.Float32,
            "F16" => NumberFormat.Float16,
            "BF16" => NumberFormat.BrainFloat16,
            "F64" => NumberFormat.Float64,
            "I64" => new NumberFormat(NumberKind.Signed, 8),
            "I32" => new NumberFormat(NumberKind.Signed, 4),
            "U8" or "BOOL" => new NumberFormat(NumberKind.Unsigned, 1),
            _ => throw new FormatException($"the tensor '{FileText.Of(name)}' is in {FileText.Of(type)}"),
        };
        int[] shape = [.. (value["shape"]?.Items ?? []).Select(size => size.Integer is >= 0 and var side
            ? side
            : throw new FormatException($"the tensor '{FileText.Of(name)}' has no proper shape"))];
        long[] offsets = [.. (value["data_offsets"]?.Items ?? []).Select(offset => offset.Number is >= 0 and <= int.MaxValue and var place ? (long)place : -1)];
        double count = shape.Aggregate(1.0, (product, size) => product * size);
        return offsets.Length == 2 && offsets[0] >= 0 && offsets[1] - offsets[0] == count * format.Size && offsets[1] <= content.Length - data
            ? (offsets[0], new ImportedTensor(name, shape, format.Read(content, data + offsets[0], (long)count)))
            : throw new FormatException($"the tensor '{FileText.Of(name)}' does not lie where its header says");
    }
}
