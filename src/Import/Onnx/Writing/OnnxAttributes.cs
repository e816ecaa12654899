using System.Collections.Generic;

namespace NetGen.Import.Onnx.Writing;

/// <summary>Attributes of a node; field numbers and types are those of onnx.proto.</summary>
internal sealed class OnnxAttributes
{
    private const int FloatType = 1;
    private const int IntegerType = 2;
    private const int TextType = 3;
    private const int IntegersType = 7;

    private readonly List<ProtobufWriter> _all = [];

    public IReadOnlyList<ProtobufWriter> All => _all;

    public OnnxAttributes Add(string name, long value) => Put(new ProtobufWriter().Text(1, name).Integer(3, value).Integer(20, IntegerType));

    public OnnxAttributes Add(string name, double value) => Put(new ProtobufWriter().Text(1, name).Single(2, (float)value).Integer(20, FloatType));

    public OnnxAttributes Add(string name, string value) => Put(new ProtobufWriter().Text(1, name).Text(4, value).Integer(20, TextType));

    public OnnxAttributes Add(string name, params IEnumerable<int> values)
    {
        ProtobufWriter attribute = new ProtobufWriter().Text(1, name);
        foreach (int value in values)
        {
            attribute.Integer(8, value);
        }

        return Put(attribute.Integer(20, IntegersType));
    }

    private OnnxAttributes Put(ProtobufWriter attribute)
    {
        _all.Add(attribute);
        return this;
    }
}
