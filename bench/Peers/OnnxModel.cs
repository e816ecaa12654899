using System.Collections.Generic;

namespace NetGen.Bench.Peers;

/// <summary>Writes an <see cref="Architecture"/> as an ONNX model; field numbers are those of onnx.proto.</summary>
internal static class OnnxModel
{
    public const string Input = "input";
    public const string Output = "output";

    private const int IrVersion = 7;
    private const int Opset = 13;
    private const int FloatType = 1;
    private const int IntegerAttribute = 2;
    private const int IntegersAttribute = 7;

    /// <summary>The model with its weights and a fixed batch size, so that the runtime can plan its memory.</summary>
    public static byte[] Write(Architecture architecture, float[] weights, int batch)
    {
        var graph = new ProtobufWriter();
        var parameters = new Queue<WeightedStage>(architecture.Weighted());
        string current = Input;
        for (int i = 0; i < architecture.Stages.Count; i++)
        {
            string produced = $"stage{i}";
            switch (architecture.Stages[i])
            {
                case Convolution convolution:
                    int pad = convolution.Same ? convolution.Kernel / 2 : 0;
                    ProtobufWriter conv = Node("Conv", [current, $"kernel{i}", $"bias{i}"], produced)
                        .Message(5, Integers("kernel_shape", [convolution.Kernel, convolution.Kernel]))
                        .Message(5, Integers("pads", [pad, pad, pad, pad]));
                    AddWeights(graph, i, parameters.Dequeue(), weights);
                    graph.Message(1, conv);
                    current = AddRelu(graph, produced);
                    break;
                case MaxPool:
                    graph.Message(1, Node("MaxPool", [current], produced)
                        .Message(5, Integers("kernel_shape", [2, 2]))
                        .Message(5, Integers("strides", [2, 2])));
                    current = produced;
                    break;
                case Flattening:
                    graph.Message(1, Node("Flatten", [current], produced));
                    current = produced;
                    break;
                case FullyConnected dense:
                    AddWeights(graph, i, parameters.Dequeue(), weights);
                    graph.Message(1, Node("Gemm", [current, $"kernel{i}", $"bias{i}"], produced).Message(5, Integer("transB", 1)));
                    current = dense.Relu ? AddRelu(graph, produced) : produced;
                    break;
            }
        }

        graph.Message(1, Node("Softmax", [current], Output).Message(5, Integer("axis", 1)));
        int[] shape = architecture.InputShape;
        graph.Text(2, architecture.Name);
        graph.Message(11, Value(Input, shape.Length == 3 ? [batch, shape[2], shape[0], shape[1]] : [batch, shape[0]]));
        graph.Message(12, Value(Output, [batch, architecture.Classes]));
        return new ProtobufWriter()
            .Integer(1, IrVersion)
            .Message(7, graph)
            .Message(8, new ProtobufWriter().Text(1, "").Integer(2, Opset))
            .ToArray();
    }

    private static string AddRelu(ProtobufWriter graph, string input)
    {
        string output = input + "_relu";
        graph.Message(1, Node("Relu", [input], output));
        return output;
    }

    private static void AddWeights(ProtobufWriter graph, int index, WeightedStage stage, float[] weights)
    {
        int[] shape = stage.Stage is Convolution c
            ? [c.Filters, stage.Input[2], c.Kernel, c.Kernel]
            : [stage.Outputs, stage.Inputs];
        graph.Message(5, Tensor($"kernel{index}", shape, ChannelsFirst.Kernel(stage, weights)));
        graph.Message(5, Tensor($"bias{index}", [stage.Outputs], weights[stage.BiasOffset..(stage.BiasOffset + stage.Outputs)]));
    }

    private static ProtobufWriter Node(string operation, string[] inputs, string output)
    {
        var node = new ProtobufWriter();
        foreach (string input in inputs)
        {
            node.Text(1, input);
        }

        return node.Text(2, output).Text(4, operation);
    }

    private static ProtobufWriter Integer(string name, long value) =>
        new ProtobufWriter().Text(1, name).Integer(3, value).Integer(20, IntegerAttribute);

    private static ProtobufWriter Integers(string name, int[] values)
    {
        ProtobufWriter attribute = new ProtobufWriter().Text(1, name);
        foreach (int value in values)
        {
            attribute.Integer(8, value);
        }

        return attribute.Integer(20, IntegersAttribute);
    }

    private static ProtobufWriter Tensor(string name, int[] shape, float[] values)
    {
        var tensor = new ProtobufWriter();
        foreach (int dimension in shape)
        {
            tensor.Integer(1, dimension);
        }

        return tensor.Integer(2, FloatType).Text(8, name).Floats(9, values);
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
