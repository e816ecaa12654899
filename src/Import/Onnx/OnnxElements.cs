using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Graphs;

namespace NetGen.Import.Onnx;

/// <summary>An element type of ONNX's tensors, whose numbers are those of TensorProto.DataType.</summary>
/// <param name="bytes">Bytes of a value in raw data.</param>
/// <param name="isFloat">Whether values are real numbers: networks take these; whole ones are sizes and axes.</param>
/// <param name="real">Reads a real number.</param>
/// <param name="whole">Reads a whole number.</param>
internal sealed class OnnxElements(int bytes, bool isFloat, Func<byte[], int, float>? real, Func<byte[], int, long>? whole)
{
    public const long Float = 1;
    public const long Half = 10;
    public const long Double = 11;
    public const long BrainFloat = 16;

    private static readonly Dictionary<long, OnnxElements> All = new()
    {
        [Float] = Real(4, BitConverter.ToSingle),
        [2] = Whole(1, (content, place) => content[place]),
        [3] = Whole(1, (content, place) => unchecked((sbyte)content[place])),
        [4] = Whole(2, (content, place) => BitConverter.ToUInt16(content, place)),
        [5] = Whole(2, (content, place) => BitConverter.ToInt16(content, place)),
        [6] = Whole(4, (content, place) => BitConverter.ToInt32(content, place)),
        [7] = Whole(8, BitConverter.ToInt64),
        [9] = Whole(1, (content, place) => content[place]),
        [Half] = Real(2, (content, place) => SmallFloats.OfHalf(BitConverter.ToUInt16(content, place))),
        [Double] = Real(8, (content, place) => (float)BitConverter.ToDouble(content, place)),
        [12] = Whole(4, (content, place) => BitConverter.ToUInt32(content, place)),
        [13] = Whole(8, BitConverter.ToInt64),
        [BrainFloat] = Real(2, (content, place) => SmallFloats.OfBrainFloat(BitConverter.ToUInt16(content, place))),
    };

    public int Bytes => bytes;

    public bool IsFloat => isFloat;

    /// <summary>The type of a number; null for text, complex numbers and those of 8 bits and fewer with a fraction.</summary>
    public static OnnxElements? Find(long type) => All.TryGetValue(type, out OnnxElements? elements) ? elements : null;

    public GraphTensor FromBytes(ByteRange range, int count)
    {
        if (isFloat)
        {
            var floats = new float[count];
            for (int i = 0; i < count; i++)
            {
                floats[i] = real!(range.Content, range.First + (i * bytes));
            }

            return GraphTensor.Of(floats);
        }

        var numbers = new long[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = whole!(range.Content, range.First + (i * bytes));
        }

        return GraphTensor.Of(numbers);
    }

    /// <summary>The values of the typed fields: floats of 16 bits lie among the whole numbers, as their bits.</summary>
    public static GraphTensor FromFields(OnnxTensor tensor) => tensor.Type switch
    {
        Float => GraphTensor.Of(tensor.Floats.ToArray()),
        Double => GraphTensor.Of(tensor.Doubles.Select(value => (float)value).ToArray()),
        Half => GraphTensor.Of(tensor.Integers.Select(bits => SmallFloats.OfHalf(unchecked((ushort)bits))).ToArray()),
        BrainFloat => GraphTensor.Of(tensor.Integers.Select(bits => SmallFloats.OfBrainFloat(unchecked((ushort)bits))).ToArray()),
        _ => GraphTensor.Of(tensor.Integers.ToArray()),
    };

    private static OnnxElements Real(int bytes, Func<byte[], int, float> read) => new(bytes, isFloat: true, read, null);

    private static OnnxElements Whole(int bytes, Func<byte[], int, long> read) => new(bytes, isFloat: false, null, read);
}
