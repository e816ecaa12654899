using System.Collections.Generic;
using System.Collections.Immutable;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Tests;

/// <summary>Networks made of layers alone: planning needs no compilation.</summary>
internal static class PlannedNetworks
{
    /// <summary>Two convolutions with pooling, then a softmax over three classes.</summary>
    public static Network TwoConvolutions() => Of(
        Shape.Image(20, 22, 3),
        Convolution(32, Padding.Same),
        new Pooling2D(PoolingFunction.Max, new Extent(2, 2), new Extent(2, 2), Padding.Valid),
        Convolution(33, Padding.Valid),
        new Flatten(),
        new Dense(3, Plain(Activation.Softmax)));

    public static Conv2D Convolution(int filters, Padding padding, int kernel = 3, int strides = 1) => new(
        filters, new Extent(kernel, kernel), new Extent(strides, strides), new Extent(1, 1), padding, Plain(Activation.ReLU));

    public static Network Of(Shape input, params Layer[] layers)
    {
        var nodes = new List<Node>();
        Shape shape = input;
        for (int i = 0; i < layers.Length; i++)
        {
            Shape output = layers[i].Infer(shape);
            nodes.Add(new Node(i, LayerName(layers, i), layers[i], ImmutableArray.Create(i - 1), shape, output));
            shape = output;
        }

        return new Network("Planned", input, InputGradient: false, nodes.ToImmutableArray());
    }

    private static string LayerName(Layer[] layers, int index)
    {
        int earlier = 0;
        for (int i = 0; i < index; i++)
        {
            earlier += layers[i].Kind == layers[index].Kind ? 1 : 0;
        }

        string name = layers[index].Kind switch
        {
            "Conv2D" => "conv2d",
            "MaxPooling2D" => "max_pooling2d",
            "Dense" => "dense",
            _ => "flatten",
        };
        return earlier == 0 ? name : $"{name}_{earlier}";
    }

    private static Weighted Plain(Activation activation) => new(
        activation,
        UseBias: true,
        new ParameterOptions(new(Initializer.GlorotUniform, 0), default, default),
        new ParameterOptions(new(Initializer.Zeros, 0), default, default),
        default);
}
