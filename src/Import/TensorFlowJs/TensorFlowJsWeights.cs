using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Files;
using NetGen.Import.Json;

namespace NetGen.Import.TensorFlowJs;

/// <summary>Reads weights out of the pieces beside a model.json: as they are, or as small integers with a scale.</summary>
internal static class TensorFlowJsWeights
{
    private const int MostSizes = 32;

    /// <summary>All tensors under their names, in the order of the manifest.</summary>
    /// <exception cref="FormatException">A piece is missing or too short, or the manifest is broken.</exception>
    public static IReadOnlyList<ImportedTensor> Read(ModelSource source, JsonValue model)
    {
        var tensors = new List<ImportedTensor>();
        foreach (JsonValue group in model["weightsManifest"]?.Items ?? throw new FormatException("it has no weightsManifest"))
        {
            if (!group.IsObject)
            {
                throw new FormatException("a part of its weightsManifest is no object");
            }

            byte[] bytes = Joined(source, group["paths"]?.Items ?? []);
            long next = 0;
            foreach (JsonValue weight in group["weights"]?.Items ?? [])
            {
                tensors.Add(Tensor(weight, bytes, ref next));
            }

            if (next != bytes.Length)
            {
                throw new FormatException($"its weights have {bytes.Length} bytes, and the manifest tells of {next}");
            }
        }

        return tensors;
    }

    private static byte[] Joined(ModelSource source, IReadOnlyList<JsonValue> paths)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        byte[][] pieces =
        [
            .. paths.Select(path => !names.Add(path.Text)
                ? throw new FormatException($"the manifest names '{FileText.Of(path.Text)}' twice")
                : source.Sibling(path.Text) ?? throw new FormatException($"its weights '{FileText.Of(path.Text)}' do not lie beside it")),
        ];
        var bytes = new byte[pieces.Sum(piece => piece.Length)];
        int at = 0;
        foreach (byte[] piece in pieces)
        {
            Buffer.BlockCopy(piece, 0, bytes, at, piece.Length);
            at += piece.Length;
        }

        return bytes;
    }

    private static ImportedTensor Tensor(JsonValue weight, byte[] bytes, ref long next)
    {
        string name = weight["name"] is { IsText: true } text ? text.Text : throw new FormatException("a weight of its manifest has no name");
        IReadOnlyList<JsonValue> sizes = weight["shape"]?.Items ?? throw new FormatException($"the weight '{FileText.Of(name)}' has no shape");
        int[] shape = [.. sizes.Select(size => size.Integer is >= 0 and var side
            ? side
            : throw new FormatException($"the weight '{FileText.Of(name)}' has no proper shape"))];
        long count = shape.Length > MostSizes
            ? long.MaxValue
            : shape.Aggregate(1L, (product, side) => side == 0 || product <= bytes.Length ? product * side : long.MaxValue);
        JsonValue? quantization = weight["quantization"] is { IsObject: true } given ? given : null;
        string type = (quantization?["dtype"] ?? weight["dtype"])?.Text ?? "float32";
        NumberFormat format = FormatOf(type) ?? throw new FormatException($"the weight '{FileText.Of(name)}' is in {FileText.Of(type)}");
        if (count > bytes.Length)
        {
            throw new FormatException($"the weight '{FileText.Of(name)}' is larger than the file");
        }

        float[] values = format.Read(bytes, next, count);
        next += count * format.Size;
        if (quantization is not null && format.Kind == NumberKind.Unsigned)
        {
            double scale = quantization["scale"]?.Number ?? 1;
            double smallest = quantization["min"]?.Number ?? 0;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (float)((values[i] * scale) + smallest);
            }
        }

        return new ImportedTensor(name, shape, values);
    }

    private static NumberFormat? FormatOf(string type) => type switch
    {
        "float32" => NumberFormat.Float32,
        "float16" => NumberFormat.Float16,
        "uint8" or "bool" => new NumberFormat(NumberKind.Unsigned, 1),
        "uint16" => new NumberFormat(NumberKind.Unsigned, 2),
        "int32" => new NumberFormat(NumberKind.Signed, 4),
        _ => null,
    };
}
