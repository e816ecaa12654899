using System.Collections.Generic;

namespace NetGen.Import.Onnx;

/// <summary>Reads the messages of onnx.proto; the numbers of fields are those of that file, and what is not needed is skipped.</summary>
internal static class OnnxModelReader
{
    public static OnnxModel Model(ProtobufReader reader)
    {
        var model = new OnnxModel();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    model.IrVersion = reader.Integer();
                    break;
                case 2:
                    model.ProducerName = reader.Text();
                    break;
                case 3:
                    model.ProducerVersion = reader.Text();
                    break;
                case 7:
                    Graph(reader.Message(), model.Graph ??= new OnnxGraph());
                    break;
                case 8:
                    Opset(reader.Message(), model.Opsets);
                    break;
                case 25:
                    OnnxFunction function = Function(reader.Message());
                    model.Functions[(function.Domain, function.Name)] = function;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return model;
    }

    /// <summary>Reads a graph, or more of one: parts of a message that stand apart are one, in protocol buffers.</summary>
    private static void Graph(ProtobufReader reader, OnnxGraph graph)
    {
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    graph.Nodes.Add(Node(reader.Message()));
                    break;
                case 2:
                    graph.Name = reader.Text();
                    break;
                case 5:
                    graph.Initializers.Add(OnnxTensorMessages.Tensor(reader.Message()));
                    break;
                case 11:
                    graph.Inputs.Add(OnnxTensorMessages.ValueInfo(reader.Message()));
                    break;
                case 12:
                    graph.Outputs.Add(OnnxTensorMessages.ValueInfo(reader.Message()));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private static OnnxFunction Function(ProtobufReader reader)
    {
        var function = new OnnxFunction();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    function.Name = reader.Text();
                    break;
                case 4:
                    function.Inputs.Add(reader.Text());
                    break;
                case 5:
                    function.Outputs.Add(reader.Text());
                    break;
                case 7:
                    function.Nodes.Add(Node(reader.Message()));
                    break;
                case 9:
                    Opset(reader.Message(), function.Opsets);
                    break;
                case 10:
                    function.Domain = reader.Text();
                    break;
                case 11:
                    function.Defaults.Add(Attribute(reader.Message()));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return function;
    }

    private static void Opset(ProtobufReader reader, Dictionary<string, long> opsets)
    {
        string domain = "";
        long version = 0;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    domain = reader.Text();
                    break;
                case 2:
                    version = reader.Integer();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        opsets[domain == "ai.onnx" ? "" : domain] = version;
    }

    private static OnnxNode Node(ProtobufReader reader)
    {
        var node = new OnnxNode();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    node.Inputs.Add(reader.Text());
                    break;
                case 2:
                    node.Outputs.Add(reader.Text());
                    break;
                case 3:
                    node.Name = reader.Text();
                    break;
                case 4:
                    node.Operator = reader.Text();
                    break;
                case 5:
                    node.Attributes.Add(Attribute(reader.Message()));
                    break;
                case 6:
                    node.Documentation = reader.Text();
                    break;
                case 7:
                    node.Domain = reader.Text() is var domain && domain == "ai.onnx" ? "" : domain;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return node;
    }

    private static OnnxAttribute Attribute(ProtobufReader reader)
    {
        var attribute = new OnnxAttribute();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    attribute.Name = reader.Text();
                    break;
                case 2:
                    attribute.Float = reader.Single();
                    break;
                case 3:
                    attribute.Integer = reader.Integer();
                    break;
                case 4:
                    attribute.Text = reader.Text();
                    break;
                case 5:
                    attribute.Tensor = OnnxTensorMessages.Tensor(reader.Message());
                    break;
                case 6 or 11 or 22 or 23:
                    attribute.HasGraph = true;
                    reader.Skip();
                    break;
                case 7:
                    reader.Singles(value => attribute.Floats.Add(value));
                    break;
                case 8:
                    reader.Integers(attribute.Integers.Add);
                    break;
                case 9:
                    attribute.Texts.Add(reader.Text());
                    break;
                case 20:
                    attribute.Type = reader.Integer();
                    break;
                case 21:
                    attribute.Reference = reader.Text();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return attribute;
    }
}
