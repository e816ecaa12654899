using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Onnx.Writing;

/// <summary>The nodes and constants of an ONNX model; field numbers are those of onnx.proto.</summary>
internal sealed class OnnxGraphWriter
{
    private const int IrVersion = 8;
    private const int Opset = 17;
    private const int FloatType = 1;
    private const int IntegerType = 7;

    private readonly ProtobufWriter _graph = new();
    private readonly HashSet<string> _constants = [];

    /// <summary>Adds a node; it puts out a value of its own name, or of another.</summary>
    /// <param name="kind">The operator.</param>
    /// <param name="name">The node's name: its layer's, or that and a part.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="hint">How the layer was declared.</param>
    /// <param name="output">The name of what it puts out, where that is another than its own.</param>
    public string Node(string kind, string name, IReadOnlyList<string> inputs, OnnxAttributes? attributes, string hint, string? output = null)
    {
        var node = new ProtobufWriter();
        foreach (string input in inputs)
        {
            node.Text(1, input);
        }

        node.Text(2, output ?? name).Text(3, name).Text(4, kind);
        foreach (ProtobufWriter attribute in attributes?.All ?? [])
        {
            node.Message(5, attribute);
        }

        _graph.Message(1, hint.Length == 0 ? node : node.Text(6, hint));
        return output ?? name;
    }

    /// <summary>Adds a constant of real numbers under a name that nodes read.</summary>
    public string Tensor(string name, IReadOnlyList<int> shape, ReadOnlySpan<float> values) => Constant(name, shape, FloatType, values);

    /// <summary>Adds a constant of whole numbers.</summary>
    public string Integers(string name, params ReadOnlySpan<long> values) => Constant(name, [values.Length], IntegerType, values);

    /// <summary>The file's content.</summary>
    public byte[] ToModel(string name, (string Name, IReadOnlyList<int> Shape) input, (string Name, IReadOnlyList<int> Shape) output)
    {
        _graph.Text(2, name).Message(11, Value(input.Name, input.Shape)).Message(12, Value(output.Name, output.Shape));
        return new ProtobufWriter()
            .Integer(1, IrVersion)
            .Text(2, OnnxNames.Producer)
            .Message(7, _graph)
            .Message(8, new ProtobufWriter().Text(1, "").Integer(2, Opset))
            .Written.ToArray();
    }

    private string Constant<T>(string name, IReadOnlyList<int> shape, int type, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (_constants.Add(name))
        {
            var tensor = new ProtobufWriter();
            foreach (int size in shape)
            {
                tensor.Integer(1, size);
            }

            _graph.Message(5, tensor.Integer(2, type).Text(8, name).Raw(9, values));
        }

        return name;
    }

    /// <summary>A value whose first axis is a batch of any size.</summary>
    private static ProtobufWriter Value(string name, IReadOnlyList<int> shape)
    {
        ProtobufWriter sizes = new ProtobufWriter().Message(1, new ProtobufWriter().Text(2, "batch"));
        foreach (int size in shape)
        {
            sizes.Message(1, new ProtobufWriter().Integer(1, size));
        }

        ProtobufWriter tensor = new ProtobufWriter().Integer(1, FloatType).Message(2, sizes);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }
}
