using System.Collections.Generic;

namespace NetGen.Bench.Kernels;

/// <summary>The layers to measure: those of the four networks, then shapes off the beaten track.</summary>
internal static class Catalog
{
    public static IReadOnlyList<Layer> Layers { get; } =
    [
        Layer.First("lecture: 3x3, 200x200x3 -> 32, pooled", batch: 8, () => new LectureConv1()),
        Layer.Inner("lecture: 3x3, 100x100x32 -> 64, pooled", batch: 8, () => new LectureConv2(), () => new LectureConv2Input()),
        Layer.Inner("lecture: 3x3, 50x50x64 -> 128, pooled", batch: 8, () => new LectureConv3(), () => new LectureConv3Input()),
        Layer.Inner("lecture: dense, 80000 -> 5", batch: 32, () => new LectureDense(), () => new LectureDenseInput()),
        Layer.First("mnist: 3x3, 28x28x1 -> 32, pooled", batch: 128, () => new MnistConv1()),
        Layer.Inner("mnist: 3x3, 13x13x32 -> 64, pooled", batch: 128, () => new MnistConv2(), () => new MnistConv2Input()),
        Layer.Inner("mnist: dense, 1600 -> 10", batch: 128, () => new MnistDense(), () => new MnistDenseInput()),
        Layer.First("lenet: 3x3, 28x28x1 -> 8, pooled", batch: 64, () => new LenetConv1()),
        Layer.Inner("lenet: 3x3, 14x14x8 -> 16, pooled", batch: 64, () => new LenetConv2(), () => new LenetConv2Input()),
        Layer.Inner("lenet: dense, 784 -> 64", batch: 64, () => new LenetDense1(), () => new LenetDense1Input()),
        Layer.Inner("mlp: dense, 784 -> 128", batch: 64, () => new MlpDense1(), () => new MlpDense1Input()),
        Layer.Inner("mlp: dense, 128 -> 10", batch: 64, () => new MlpDense2(), () => new MlpDense2Input()),
        Layer.Inner("1x1, 28x28x64 -> 64", batch: 16, () => new Kernel1(), () => new Kernel1Input()),
        Layer.Inner("1x1, 56x56x32 -> 64", batch: 16, () => new PointwiseLarge(), () => new PointwiseLargeInput()),
        Layer.Inner("1x1, 28x28x128 -> 128", batch: 16, () => new PointwiseMiddle(), () => new PointwiseMiddleInput()),
        Layer.Inner("1x1, 14x14x32 -> 192", batch: 16, () => new PointwiseExpansion(), () => new PointwiseExpansionInput()),
        Layer.Inner("1x1, 14x14x192 -> 32", batch: 16, () => new PointwiseProjection(), () => new PointwiseProjectionInput()),
        Layer.Inner("1x1, 14x14x256 -> 256", batch: 16, () => new PointwiseWide(), () => new PointwiseWideInput()),
        Layer.Inner("1x1, 7x7x512 -> 512", batch: 16, () => new PointwiseHeavy(), () => new PointwiseHeavyInput()),
        Layer.Inner("5x5, 28x28x16 -> 32", batch: 16, () => new Kernel5(), () => new Kernel5Input()),
        Layer.Inner("7x7, 28x28x32 -> 32", batch: 16, () => new Kernel7(), () => new Kernel7Input()),
        Layer.First("7x7 by 2, 112x112x3 -> 64", batch: 8, () => new Stem()),
        Layer.Inner("3x3 by 2, 56x56x32 -> 64", batch: 16, () => new Stride2(), () => new Stride2Input()),
        Layer.Inner("3x3, 29x31x7 -> 17", batch: 32, () => new Channels7(), () => new Channels7Input()),
        Layer.Inner("3x3, 29x31x17 -> 48", batch: 32, () => new Channels17(), () => new Channels17Input()),
        Layer.Inner("3x3, 28x28x4 -> 8", batch: 32, () => new Channels4(), () => new Channels4Input()),
        Layer.First("3x3, 32x32x3 -> 8", batch: 32, () => new Filters8()),
        Layer.Inner("3x3, 16x16x16 -> 24", batch: 32, () => new Filters24(), () => new Filters24Input()),
        Layer.Inner("1x1, 28x28x32 -> 4", batch: 32, () => new Filters4(), () => new Filters4Input()),
        Layer.Inner("3x3, 29x31x48 -> 7", batch: 32, () => new Channels48(), () => new Channels48Input()),
    ];
}
