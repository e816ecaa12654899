using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
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

    /// <summary>The lecture's: three convolutions over colour photographs.</summary>
    public static Network Lecture() => Of(
        Shape.Image(200, 200, 3),
        Convolution(32, Padding.Same),
        Halved,
        Convolution(64, Padding.Same),
        Halved,
        Convolution(128, Padding.Same),
        Halved,
        new Flatten(),
        new Dense(5, Plain(Activation.Softmax)));

    /// <summary>Eight convolutions in pairs, the image halved after each pair.</summary>
    public static Network EightConvolutions() => Of(
        Shape.Image(64, 64, 3),
        [
            .. Enumerable.Range(1, 4).Select(stage => 32 * stage).SelectMany(filters => new Layer[] { Convolution(filters, Padding.Same), Convolution(filters, Padding.Same), Halved }),
            new Flatten(),
            new Dense(10, Plain(Activation.Softmax)),
        ]);

    /// <summary>Simonyan and Zisserman's sixteen layers.</summary>
    public static Network Vgg16() => Of(
        Shape.Image(224, 224, 3),
        [
            .. Stage(64, 2), .. Stage(128, 2), .. Stage(256, 3), .. Stage(512, 3), .. Stage(512, 3),
            new Flatten(),
            new Dense(4096, Plain(Activation.ReLU)),
            new Dense(4096, Plain(Activation.ReLU)),
            new Dense(1000, Plain(Activation.Softmax)),
        ]);

    private static IEnumerable<Layer> Stage(int filters, int convolutions) =>
        Enumerable.Repeat<Layer>(Convolution(filters, Padding.Same), convolutions).Append(Halved);

    private static Pooling2D Halved => new(PoolingFunction.Max, new Extent(2, 2), new Extent(2, 2), Padding.Valid);

    public static Conv2D Convolution(int filters, Padding padding, int kernel = 3, int strides = 1) => new(
        filters, new Extent(kernel, kernel), new Extent(strides, strides), new Extent(1, 1), padding, 1, Plain(Activation.ReLU));

    public static Network Of(Shape input, params Layer[] layers)
    {
        var nodes = new List<Node>();
        Shape shape = input;
        for (int i = 0; i < layers.Length; i++)
        {
            Shape output = layers[i].Infer(shape);
            nodes.Add(new Node(i, LayerName(layers, i), layers[i], ImmutableArray.Create(i - 1), ImmutableArray.Create(shape), output));
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

    public static Weighted Plain(Activation activation) => new(
        activation,
        UseBias: true,
        new ParameterOptions(new(Initializer.GlorotUniform, 0), default, default),
        new ParameterOptions(new(Initializer.Zeros, 0), default, default),
        default);
}
