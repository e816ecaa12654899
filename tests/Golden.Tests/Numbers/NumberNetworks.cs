using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Reference;

namespace NetGen.Golden.Tests.Numbers;

/// <summary>
/// Networks to which unusual numbers are given. Their rows are 31 values long: one register of each width, and single floats behind them.
/// </summary>
internal static class NumberNetworks
{
    public const int Lanes = 31;

    private static readonly Lazy<CompiledNetworks> LazyCompiled = new(() => new NetworkCompilation { VectorBits = VectorForms.All }.Compile(All));

    /// <summary>Every function, softmax and its logarithm among them.</summary>
    public static IReadOnlyList<Activation> Functions { get; } = [.. Enum.GetValues<Activation>().Where(function => function != Activation.Linear)];

    /// <summary>Every function that acts on each value alone.</summary>
    public static IReadOnlyList<Activation> Elementwise { get; } = [.. Functions.Where(ReferenceActivation.IsElementwise)];

    /// <summary>Pooling on its own: windows side by side, windows that overlap and pass the edge, and whole images.</summary>
    public static IReadOnlyList<NetworkSpec> Poolings { get; } =
    [
        new("LargestOfTwo", SampleShape.Image(4, 4, Lanes), [new PoolingSpec(PoolingKind.Max, Pair.Square(2))]),
        new("LargestOfThree", SampleShape.Image(5, 4, Lanes), [new PoolingSpec(PoolingKind.Max, Pair.Square(3)) { Strides = Pair.Square(2), Padding = Padding.Same }]),
        new("MeanOfTwo", SampleShape.Image(4, 4, Lanes), [new PoolingSpec(PoolingKind.Average, Pair.Square(2))]),
        new("MeanOfThree", SampleShape.Image(5, 4, Lanes), [new PoolingSpec(PoolingKind.Average, Pair.Square(3)) { Strides = Pair.Square(2), Padding = Padding.Same }]),
        new("LargestOfAll", SampleShape.Image(3, 6, Lanes), [new GlobalPoolingSpec(PoolingKind.Max)]),
        new("LargestOfColumn", SampleShape.Image(5, 1, Lanes), [new GlobalPoolingSpec(PoolingKind.Max) { KeepDims = true }]),
        new("MeanOfAll", SampleShape.Image(3, 6, Lanes), [new GlobalPoolingSpec(PoolingKind.Average)]),
    ];

    /// <summary>Every function in a convolution, alone and before each pooling: all that the planner may fuse; and windows of other sizes, one cell's too.</summary>
    public static IReadOnlyList<NetworkSpec> Convolutions { get; } =
    [
        .. from function in Enum.GetValues<Activation>()
           from pooling in new PoolingKind?[] { null, PoolingKind.Max, PoolingKind.Average }
           select Convolution($"Convolution{function}{pooling}", function, pooling is { } kind ? [new PoolingSpec(kind, new Pair(2, 4))] : []),
        .. from window in new Pair[] { new(1, 1), new(1, 2), new(3, 1), new(2, 2) }
           from kind in Enum.GetValues<PoolingKind>()
           select Convolution($"Convolution{kind}Of{window.Height}By{window.Width}", Activation.ReLU, [new PoolingSpec(kind, window)]),
    ];

    public static CompiledNetworks Compiled => LazyCompiled.Value;

    public static NetworkSpec Contrast { get; } =
        new("Contrast", SampleShape.Image(2, 3, Lanes), [new RandomContrastSpec(0.5)]) { InputGradient = false };

    private static IReadOnlyCollection<NetworkSpec> All =>
    [
        .. Functions.Select(Alone),
        .. Functions.Select(Dense),
        .. Poolings,
        .. Convolutions,
        Contrast,
        .. LayerNumberNetworks.All,
    ];

    private static NetworkSpec Convolution(string name, Activation function, IReadOnlyList<LayerSpec> behind) =>
        new(name, SampleShape.Image(6, 8, 2), [new Conv2DSpec(Lanes, Pair.Square(3)) { Padding = Padding.Same, Activation = function }, .. behind])
        {
            LayerOutputs = true,
        };

    /// <summary>A function as a layer of its own.</summary>
    public static NetworkSpec Alone(Activation function) => new($"Alone{function}", SampleShape.Vector(Lanes), [new ActivationSpec(function)]);

    /// <summary>A function behind a product.</summary>
    public static NetworkSpec Dense(Activation function) =>
        new($"Dense{function}", SampleShape.Vector(3), [new DenseSpec(Lanes) { Activation = function }]);
}
