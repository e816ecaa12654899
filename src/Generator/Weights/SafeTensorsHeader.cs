using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Import.Json;

namespace NetGen.Generator.Weights;

/// <summary>A tensor as the header of a safetensors file describes it.</summary>
internal sealed record TensorEntry(string Name, string DataType, EquatableArray<long> Shape, long Begin, long End);

/// <summary>
/// What the header of a safetensors file says, under the rules that the library's own reader holds files to: a file that passes here is
/// loaded there, by a network of the same names and shapes.
/// </summary>
internal static class SafeTensorsHeader
{
    /// <summary>The format's own limit of a header's bytes.</summary>
    public const long Longest = 100_000_000;

    private const string Metadata = "__metadata__";
    private const int MostSides = 64;

    /// <summary>The tensors in the order of the header.</summary>
    /// <param name="json">The header.</param>
    /// <param name="dataLength">The bytes that follow it in the file.</param>
    /// <exception cref="FormatException">The header is broken, or does not fit the data.</exception>
    public static ImmutableArray<TensorEntry> Parse(string json, long dataLength)
    {
        if (JsonText.Parse(json) is not { IsObject: true } header)
        {
            throw new FormatException("its header is no object");
        }

        ImmutableArray<TensorEntry> tensors = [.. header.Members.Where(member => member.Key != Metadata).Select(member => ParseTensor(member.Key, member.Value))];
        CheckPlaces(tensors, dataLength);
        return tensors;
    }

    private static TensorEntry ParseTensor(string name, JsonValue value)
    {
        string shown = Shown.Name(name);
        if (value.Members.Count != 3)
        {
            throw new FormatException($"'{shown}' has not dtype, shape and data_offsets");
        }

        string dataType = Member("dtype") is { IsText: true } text ? text.Text : throw new FormatException($"'{shown}' has no proper dtype");
        ImmutableArray<long> offsets = Numbers("data_offsets");
        return offsets.Length == 2
            ? new TensorEntry(name, dataType, Numbers("shape"), offsets[0], offsets[1])
            : throw new FormatException($"'{shown}' has {offsets.Length.ToString(CultureInfo.InvariantCulture)} data_offsets instead of 2");

        JsonValue Member(string key) => value[key] ?? throw new FormatException($"'{shown}' has no {key}");

        ImmutableArray<long> Numbers(string key) => Member(key) is { IsList: true, Items.Count: <= MostSides } list
            ? [.. list.Items.Select(Number)]
            : throw new FormatException($"'{shown}' has no proper {key}");

        long Number(JsonValue item) => item.Kind == JsonKind.Word && long.TryParse(item.Text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new FormatException($"'{shown}' has a shape or offset that is no whole number from 0 on");
    }

    /// <summary>Tensors tile the data: no overlap, no gap, each as long as its type and shape say, nothing behind the last.</summary>
    private static void CheckPlaces(ImmutableArray<TensorEntry> tensors, long dataLength)
    {
        long end = 0;
        foreach (TensorEntry tensor in tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End))
        {
            string shown = Shown.Name(tensor.Name);
            if (SizeOf(tensor.DataType) is not { } size)
            {
                throw new FormatException($"'{shown}' is in {Shown.Name(tensor.DataType)}");
            }

            if (tensor.Begin != end || tensor.End < tensor.Begin)
            {
                throw new FormatException($"'{shown}' does not begin where the tensor before it ends");
            }

            // Doubles cannot overflow, and what they round is far beyond the length of any file.
            if (tensor.Shape.Aggregate((double)size, (product, side) => product * side) != tensor.End - tensor.Begin)
            {
                throw new FormatException($"'{shown}' has not as many bytes as {tensor.DataType} of shape {Shown.Shape(tensor.Shape)}");
            }

            end = tensor.End;
        }

        if (end != dataLength)
        {
            throw new FormatException(FormattableString.Invariant($"{dataLength} bytes follow its header, and its tensors have {end}"));
        }
    }

    private static int? SizeOf(string dataType) => dataType switch
    {
        "F32" => 4,
        "F16" or "BF16" => 2,
        "F64" => 8,
        _ => null,
    };
}
