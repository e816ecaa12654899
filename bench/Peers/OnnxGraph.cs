using System;

namespace NetGen.Bench.Peers;

/// <summary>The nodes and weights of an ONNX model; field numbers are those of onnx.proto.</summary>
internal sealed class OnnxGraph
{
    private const int IrVersion = 7;
    private const int Opset = 13;
    private const int FloatType = 1;
    private const int IntegerAttribute = 2;
    private const int IntegersAttribute = 7;

    private readonly ProtobufWriter _graph = new();

    public static ProtobufWriter Integer(string name, long value) =>
        new ProtobufWriter().Text(1, name).Integer(3, value).Integer(20, IntegerAttribute);

    public static ProtobufWriter Integers(string name, int[] values)
    {
        ProtobufWriter attribute = new ProtobufWriter().Text(1, name);
        foreach (int value in values)
        {
            attribute.Integer(8, value);
        }

        return attribute.Integer(20, IntegersAttribute);
    }

    public void Node(string operation, string[] inputs, string output, params ReadOnlySpan<ProtobufWriter> attributes)
    {
        var node = new ProtobufWriter();
        foreach (string input in inputs)
        {
            node.Text(1, input);
        }

        node.Text(2, output).Text(4, operation);
        foreach (ProtobufWriter attribute in attributes)
        {
            node.Message(5, attribute);
        }

        _graph.Message(1, node);
    }

    /// <summary>Adds weights under a name that nodes read.</summary>
    public void Tensor(string name, int[] shape, float[] values)
    {
        var tensor = new ProtobufWriter();
        foreach (int dimension in shape)
        {
            tensor.Integer(1, dimension);
        }

        _graph.Message(5, tensor.Integer(2, FloatType).Text(8, name).Floats(9, values));
    }

    /// <summary>The file's content.</summary>
    public byte[] ToModel(string name, (string Name, int[] Shape) input, (string Name, int[] Shape) output)
    {
        _graph.Text(2, name);
        _graph.Message(11, Value(input.Name, input.Shape));
        _graph.Message(12, Value(output.Name, output.Shape));
        return new ProtobufWriter()
            .Integer(1, IrVersion)
            .Message(7, _graph)
            .Message(8, new ProtobufWriter().Text(1, "").Integer(2, Opset))
            .ToArray();
    }

    private static ProtobufWriter Value(string name, int[] shape)
    {
        var dimensions = new ProtobufWriter();
        foreach (int dimension in shape)
        {
            dimensions.Message(1, new ProtobufWriter().Integer(1, dimension));
        }

        ProtobufWriter tensor = new ProtobufWriter().Integer(1, FloatType).Message(2, dimensions);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }
}
