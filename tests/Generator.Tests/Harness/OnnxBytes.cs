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

    /// <summary>A convolution over images, of any size unless one is given, and its mean over all of them.</summary>
    public static byte[] Open(int height = 0, int width = 0) => Model(
        [Node("Conv", "conv", ["x", "conv.weight"], "features"), Node("GlobalAveragePool", "mean", ["features"], "y")],
        [Tensor("conv.weight", [2, 1, 3, 3], 0.5f)],
        Value("x", 1, height, width),
        [Value("y", 2, 1, 1)]);

    /// <summary>A layer with two outputs, one behind the other.</summary>
    public static byte[] TwoOutputs() => Model(
        [Node("Gemm", "head", ["x", "dense.weight", "dense.bias"], "logits"), Node("Gemm", "last", ["logits", "more.weight", "more.bias"], "scores")],
        [Tensor("dense.weight", [4, 3], 0.5f), Tensor("dense.bias", [3], 0.5f), Tensor("more.weight", [3, 2], 0.5f), Tensor("more.bias", [2], 0.5f)],
        Value("x", 4),
        [Value("logits", 3), Value("scores", 2)]);

    /// <summary>Two operators in a row that NetGen has not.</summary>
    public static byte[] Sequence() => Model(
        [Node("LSTM", "/rnn/LSTM", ["x"], "h"), Node("Erf", "/rnn/Erf", ["h"], "y")], [], 3);

    private static byte[] Model(byte[][] nodes, byte[][] tensors, int outputs) => Model(nodes, tensors, Value("x", 4), [Value("y", outputs)]);

    private static byte[] Model(byte[][] nodes, byte[][] tensors, byte[] input, byte[][] outputs)
    {
        byte[] graph =
        [
            .. nodes.SelectMany(node => Field(1, node)), .. Field(2, Text("g")), .. tensors.SelectMany(tensor => Field(5, tensor)),
            .. Field(11, input), .. outputs.SelectMany(output => Field(12, output)),
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

    /// <summary>An input or output with a batch of any size before the sizes; a size of 0 is open.</summary>
    private static byte[] Value(string name, params int[] sizes)
    {
        byte[] batch = Field(1, Field(2, Text("N")));
        byte[] shape = [.. batch, .. sizes.SelectMany(size => Field(1, size > 0 ? Number(1, size) : Field(2, Text("any"))))];
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
