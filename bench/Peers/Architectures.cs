using System.Collections.Generic;
using System.Linq;

namespace NetGen.Bench.Peers;

/// <summary>Networks as the peers build them; as NetGen compiles them they stand in bench/Shared and in the folder Networks.</summary>
internal static class Architectures
{
    private static readonly Rectifier Relu = new();
    private static readonly Rectifier Relu6 = new(6);

    /// <summary>The lecture's: three convolutions over colour photographs.</summary>
    public static Architecture Lecture { get; } = Architecture.Chain(
        "lecture",
        [200, 200, 3],
        new Convolution(32, 3), Relu, new MaxPool(),
        new Convolution(64, 3), Relu, new MaxPool(),
        new Convolution(128, 3), Relu, new MaxPool(),
        new Flattening(), new FullyConnected(5));

    /// <summary>Keras's mnist_convnet, without its dropout.</summary>
    public static Architecture Mnist { get; } = Architecture.Chain(
        "mnist",
        [28, 28, 1],
        new Convolution(32, 3, Border.None), Relu, new MaxPool(),
        new Convolution(64, 3, Border.None), Relu, new MaxPool(),
        new Flattening(), new FullyConnected(10));

    /// <summary>A small network in the manner of LeNet.</summary>
    public static Architecture Lenet { get; } = Architecture.Chain(
        "lenet",
        [28, 28, 1],
        new Convolution(8, 3), Relu, new MaxPool(),
        new Convolution(16, 3), Relu, new MaxPool(),
        new Flattening(), new FullyConnected(64), Relu, new FullyConnected(10));

    /// <summary>A multilayer perceptron with one hidden layer.</summary>
    public static Architecture Mlp { get; } = Architecture.Chain("mlp", [784], new FullyConnected(128), Relu, new FullyConnected(10));

    /// <summary>A wide one, which the services are compared on.</summary>
    public static Architecture Wide { get; } =
        Architecture.Chain("wide", [784], new FullyConnected(1024), Relu, new FullyConnected(1024), Relu, new FullyConnected(10));

    /// <summary>A small network of 8, 16 and 24 filters, which leave lanes of vectors empty.</summary>
    public static Architecture Narrow { get; } = Architecture.Chain(
        "narrow",
        [32, 32, 3],
        new Convolution(8, 3), Relu, new MaxPool(),
        new Convolution(16, 3), Relu, new MaxPool(),
        new Convolution(24, 3), Relu, new MaxPool(),
        new Flattening(), new FullyConnected(10));

    /// <summary>A VGG for images of 32 by 32, up to 512 filters.</summary>
    public static Architecture CifarVgg { get; } = Architecture.Chain(
        "cifar-vgg",
        [32, 32, 3],
        [.. Stage(64, 2), .. Stage(128, 2), .. Stage(256, 3), .. Stage(512, 3), new Flattening(), new FullyConnected(512), Relu, new FullyConnected(10)]);

    /// <summary>VGG-11.</summary>
    public static Architecture Vgg11 { get; } = Architecture.Chain(
        "vgg-11",
        [224, 224, 3],
        [.. Stage(64, 1), .. Stage(128, 1), .. Stage(256, 2), .. Stage(512, 2), .. Stage(512, 2), new Flattening(), .. Classifier]);

    /// <summary>AlexNet on one processor, without its local response normalization.</summary>
    public static Architecture AlexNet { get; } = Architecture.Chain(
        "alexnet",
        [227, 227, 3],
        [
            new Convolution(64, 11, Border.None, Strides: 4), Relu, new MaxPool(3),
            new Convolution(192, 5), Relu, new MaxPool(3),
            new Convolution(384, 3), Relu, new Convolution(256, 3), Relu, new Convolution(256, 3), Relu, new MaxPool(3),
            new Flattening(), .. Classifier,
        ]);

    /// <summary>ResNet-20 for images of 32 by 32.</summary>
    public static Architecture ResNet20 { get; } = new("resnet20", [32, 32, 3], static graph =>
    {
        Node image = graph.Chain(graph.Input, new Convolution(16, 3, Bias: false), new Normalization(), Relu);
        foreach (int filters in (int[])[16, 32, 64])
        {
            for (int block = 0; block < 3; block++)
            {
                image = Residual(graph, image, filters);
            }
        }

        graph.Chain(image, new GlobalMean(), new FullyConnected(10));
    });

    /// <summary>MobileNetV2 with a width of 0.35 for images of 96 by 96.</summary>
    public static Architecture MobileNetV2 { get; } = new("mobilenetv2", [96, 96, 3], static graph =>
    {
        Node image = graph.Chain(graph.Input, new Convolution(16, 3, Strides: 2, Bias: false), new Normalization(), Relu6);
        image = InvertedResidual(graph, image, filters: 8, expansion: 1, strides: 1);
        foreach ((int filters, int count, int strides) in ((int, int, int)[])[(8, 2, 2), (16, 3, 2), (24, 4, 2), (32, 3, 1), (56, 3, 2), (112, 1, 1)])
        {
            for (int block = 0; block < count; block++)
            {
                image = InvertedResidual(graph, image, filters, expansion: 6, block == 0 ? strides : 1);
            }
        }

        graph.Chain(image, new Convolution(1280, 1, Bias: false), new Normalization(), Relu6, new GlobalMean(), new FullyConnected(10));
    });

    /// <summary>A U-Net of three levels that marks pixels.</summary>
    public static Architecture UNet { get; } = new(
        "unet",
        [64, 64, 1],
        static graph =>
        {
            Node fine = Convolutions(graph, graph.Input, 16);
            Node middle = Convolutions(graph, graph.Add(new MaxPool(), fine), 32);
            Node coarse = Convolutions(graph, graph.Add(new MaxPool(), middle), 64);
            middle = Convolutions(graph, graph.Add(new Concatenation(), graph.Add(new TransposedConvolution(32, 2), coarse), middle), 32);
            fine = Convolutions(graph, graph.Add(new Concatenation(), graph.Add(new TransposedConvolution(16, 2), middle), fine), 16);
            graph.Add(new Convolution(1, 1), fine);
        },
        Objective.Mask);

    private static Operation[] Classifier => [new FullyConnected(4096), Relu, new FullyConnected(4096), Relu, new FullyConnected(1000)];

    /// <summary>Convolutions of 3x3, and a pooling.</summary>
    private static IEnumerable<Operation> Stage(int filters, int convolutions) =>
        [.. Enumerable.Repeat<Operation[]>([new Convolution(filters, 3), Relu], convolutions).SelectMany(pair => pair), new MaxPool()];

    private static Node Residual(Graph graph, Node input, int filters)
    {
        bool isReshaped = input.Shape[2] != filters;
        int strides = isReshaped ? 2 : 1;
        Node branch = graph.Chain(
            input,
            new Convolution(filters, 3, Border.Even, strides, Bias: false), new Normalization(), Relu,
            new Convolution(filters, 3, Bias: false), new Normalization());
        Node shortcut = isReshaped ? graph.Chain(input, new Convolution(filters, 1, Strides: strides, Bias: false), new Normalization()) : input;
        return graph.Chain(graph.Add(new Addition(), branch, shortcut), Relu);
    }

    private static Node InvertedResidual(Graph graph, Node input, int filters, int expansion, int strides)
    {
        Node expanded = expansion == 1
            ? input
            : graph.Chain(input, new Convolution(expansion * input.Shape[2], 1, Bias: false), new Normalization(), Relu6);
        Node projected = graph.Chain(
            expanded,
            new DepthwiseConvolution(3, strides), new Normalization(), Relu6,
            new Convolution(filters, 1, Bias: false), new Normalization());
        return strides == 1 && input.Shape[2] == filters ? graph.Add(new Addition(), projected, input) : projected;
    }

    private static Node Convolutions(Graph graph, Node input, int filters) =>
        graph.Chain(input, new Convolution(filters, 3), Relu, new Convolution(filters, 3), Relu);
}
