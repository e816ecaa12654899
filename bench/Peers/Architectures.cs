namespace NetGen.Bench.Peers;

/// <summary>Networks as the peers build them; bench/Shared has the four as NetGen compiles them.</summary>
internal static class Architectures
{
    /// <summary>The lecture's: three convolutions over colour photographs.</summary>
    public static Architecture Lecture { get; } = new(
        "lecture",
        [200, 200, 3],
        [
            new Convolution(32, 3, Same: true), new MaxPool(),
            new Convolution(64, 3, Same: true), new MaxPool(),
            new Convolution(128, 3, Same: true), new MaxPool(),
            new Flattening(), new FullyConnected(5, Relu: false),
        ]);

    /// <summary>Keras's mnist_convnet, without its dropout.</summary>
    public static Architecture Mnist { get; } = new(
        "mnist",
        [28, 28, 1],
        [
            new Convolution(32, 3, Same: false), new MaxPool(),
            new Convolution(64, 3, Same: false), new MaxPool(),
            new Flattening(), new FullyConnected(10, Relu: false),
        ]);

    /// <summary>A small network in the manner of LeNet.</summary>
    public static Architecture Lenet { get; } = new(
        "lenet",
        [28, 28, 1],
        [
            new Convolution(8, 3, Same: true), new MaxPool(),
            new Convolution(16, 3, Same: true), new MaxPool(),
            new Flattening(), new FullyConnected(64, Relu: true), new FullyConnected(10, Relu: false),
        ]);

    /// <summary>A multilayer perceptron with one hidden layer.</summary>
    public static Architecture Mlp { get; } = new("mlp", [784], [new FullyConnected(128, Relu: true), new FullyConnected(10, Relu: false)]);

    /// <summary>A wide one, which the services are compared on.</summary>
    public static Architecture Wide { get; } =
        new("wide", [784], [new FullyConnected(1024, Relu: true), new FullyConnected(1024, Relu: true), new FullyConnected(10, Relu: false)]);
}
