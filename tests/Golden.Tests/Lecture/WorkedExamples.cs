using System.Collections.Generic;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Lecture;

/// <summary>
/// The examples of the lecture "The building blocks of deep learning models" and their variants: a 6x6 image, a 4x4 image for
/// pooling, an edge kernel.
/// </summary>
internal static class WorkedExamples
{
    private static readonly Matrix Image = Matrix.Parse(
        "1 9 8 0 4 3 / 2 6 10 5 7 6 / 5 0 4 6 4 5 / 1 2 5 9 5 0 / 0 4 4 9 5 6 / 1 2 4 12 4 3");

    private static readonly Matrix Pooled = Matrix.Parse("1 11 3 0 / 2 2 7 4 / 5 43 5 3 / 8 9 6 8");

    private static readonly Matrix Ties = Matrix.Parse("5 5 5 5 / 1 2 2 1 / 3 0 0 3 / 3 0 0 0");

    private static readonly Matrix Edge = Matrix.Parse("-1 0 1 / -1 0 1 / -1 0 1");

    private static readonly Matrix Two = Matrix.Parse("1 2 / 3 4");

    private static readonly Matrix Four = Matrix.Parse("1 2 3 4 / 5 6 7 8 / 9 10 11 12 / 13 14 15 16");

    public static IReadOnlyList<WorkedExample> All { get; } =
    [
        Convolution("ConvolutionValid", Valid(3), Edge, "14 -4 -7 3 / 11 12 -3 -9 / 7 18 1 -13 / 11 22 1 -21"),
        Convolution(
            "ConvolutionSame", Same(3), Edge,
            "15 15 -10 -7 4 -11 / 15 14 -4 -7 3 -15 / 8 11 12 -3 -9 -16 / 6 7 18 1 -13 -14 / 8 11 22 1 -21 -14 / 6 7 15 1 -12 -9"),
        Convolution("ConvolutionSameStrides", Same(3) with { Strides = Pair.Square(2) }, Edge, "14 -7 -15 / 7 1 -14 / 7 1 -9") with
        {
            KernelGradient = Matrix.Parse("35 42 29 / 39 45 35 / 22 30 17"),
        },
        Convolution("ConvolutionValidStrides", Valid(3) with { Strides = Pair.Square(2) }, Edge, "14 -7 / 7 1"),
        Convolution("ConvolutionSameEvenKernel", Same(2), Two, "49 83 58 51 55 21"),
        Convolution("ConvolutionSameKernelOfFour", Same(4), Four, "473 584 628 657 435 283"),
        Convolution("ConvolutionSamePointStrides", Same(1) with { Strides = Pair.Square(2) }, Matrix.Parse("1"), "1 8 4 / 5 4 4 / 0 4 5"),
        Convolution("ConvolutionSameDilation", Same(3) with { Dilation = Pair.Square(2) }, Edge, "12 6 2 -1 -12 -6"),
        Pooling("MaxPooling", Max(2), Pooled, "11 7 / 43 8"),
        Pooling("AveragePooling", Average(2), Pooled, "4 3.5 / 16.25 5.5"),
        Pooling("MaxPoolingSame", SameMax(3, 2), Pooled, "43 7 / 43 8"),
        Pooling("MaxPoolingSameNegative", SameMax(3, 2), -Pooled, "-1 0 / -5 -3"),
        Pooling("AveragePoolingSame", SameAverage(3, 2), Pooled, "8.777778 3.666667 / 12.666667 5.5") with
        {
            InputGradient = Matrix.Parse(
                "0.1111111 0.1111111 0.2777778 0.1666667 / 0.1111111 0.1111111 0.2777778 0.1666667 / "
                + "0.2777778 0.2777778 0.6944444 0.4166667 / 0.1666667 0.1666667 0.4166667 0.25"),
        },
        Pooling(
            "AveragePoolingSameOverlapping", SameAverage(2, 1), Pooled,
            "4 5.75 3.5 2 / 13 14.25 4.75 3.5 / 16.25 15.75 5.5 5.5 / 8.5 7.5 7 8"),
        Pooling("MaxPoolingTies", Max(2), Ties, "5 5 / 3 3") with
        {
            InputGradient = Matrix.Parse("1 0 1 0 / 0 0 0 0 / 1 0 0 1 / 0 0 0 0"),
        },
    ];

    private static WorkedExample Convolution(string name, Conv2DSpec layer, Matrix kernel, string output) =>
        new(name, layer with { UseBias = false }, Image, kernel, Matrix.Parse(output));

    private static WorkedExample Pooling(string name, PoolingSpec layer, Matrix image, string output) =>
        new(name, layer, image, null, Matrix.Parse(output));

    private static Conv2DSpec Valid(int kernel) => new(1, Pair.Square(kernel));

    private static Conv2DSpec Same(int kernel) => Valid(kernel) with { Padding = Padding.Same };

    private static PoolingSpec Max(int size) => new(PoolingKind.Max, Pair.Square(size));

    private static PoolingSpec Average(int size) => new(PoolingKind.Average, Pair.Square(size));

    private static PoolingSpec SameMax(int size, int strides) =>
        Max(size) with { Strides = Pair.Square(strides), Padding = Padding.Same };

    private static PoolingSpec SameAverage(int size, int strides) =>
        Average(size) with { Strides = Pair.Square(strides), Padding = Padding.Same };
}
