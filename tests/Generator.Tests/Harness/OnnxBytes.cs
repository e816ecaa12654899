using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace NetGen.Generator.Tests;

/// <summary>Small models of ONNX, written byte by byte.</summary>
internal static class OnnxBytes
{
    private const int Float = 1;

    /// <summary>A dense layer over four values with a softmax behind it, all of whose weights are the same number.</summary>
    public static byte[] Digits(float weight = 0.5f, int units = 3) => Model(
        [Node("Gemm", "head", ["x", "dense.weight", "dense.bias"], "logits"), Node("Softmax", "probabilities", ["logits"], "y")],
        [Tensor("dense.weight", [4, units], weight), Tensor("dense.bias", [units], weight)],
        units);

    /// <summary>Two operators in a row that NetGen has not.</summary>
    public static byte[] Sequence() => Model(
        [Node("LSTM", "/rnn/LSTM", ["x"], "h"), Node("Erf", "/rnn/Erf", ["h"], "y")], [], 3);

    private static byte[] Model(byte[][] nodes, byte[][] tensors, int outputs)
    {
        byte[] graph =
        [
            .. nodes.SelectMany(node => Field(1, node)), .. Field(2, Text("g")), .. tensors.SelectMany(tensor => Field(5, tensor)),
            .. Field(11, Value("x", 4)), .. Field(12, Value("y", outputs)),
        ];
        return [.. Number(1, 8), .. Field(2, Text("tests")), .. Field(8, [.. Field(1, Text("")), .. Number(2, 17)]), .. Field(7, graph)];
    }

    private static byte[] Node(string kind, string name, string[] inputs, string output) =>
        [.. inputs.SelectMany(input => Field(1, Text(input))), .. Field(2, Text(output)), .. Field(3, Text(name)), .. Field(4, Text(kind))];

    private static byte[] Tensor(string name, int[] shape, float value)
    {
        byte[] data = [.. Enumerable.Repeat(BitConverter.GetBytes(value), shape.Aggregate(1, (product, size) => product * size)).SelectMany(bytes => bytes)];
        return [.. shape.SelectMany(size => Number(1, size)), .. Number(2, Float), .. Field(8, Text(name)), .. Field(9, data)];
    }

    private static byte[] Value(string name, int size)
    {
        byte[] batch = Field(1, Field(2, Text("N")));
        byte[] shape = [.. batch, .. Field(1, Number(1, size))];
        return [.. Field(1, Text(name)), .. Field(2, Field(1, [.. Number(1, Float), .. Field(2, shape)]))];
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Field(int number, byte[] content) => [.. Varint((number << 3) | 2), .. Varint(content.Length), .. content];

    private static byte[] Number(int number, int value) => [.. Varint(number << 3), .. Varint(value)];

    private static IEnumerable<byte> Varint(int value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            yield return (byte)(value | 0x80);
        }

        yield return (byte)value;
    }
}
