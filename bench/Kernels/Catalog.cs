using System.Collections.Generic;

namespace NetGen.Bench.Kernels;

/// <summary>The layers to measure: those of the four networks, then shapes off the beaten track.</summary>
internal static class Catalog
{
    public static IReadOnlyList<Layer> Layers { get; } =
    [
        new("lecture: 3x3, 200x200x3 -> 32, pooled", new LectureConv1(), null, Batch: 8),
        new("lecture: 3x3, 100x100x32 -> 64, pooled", new LectureConv2(), new LectureConv2Input(), Batch: 8),
        new("lecture: 3x3, 50x50x64 -> 128, pooled", new LectureConv3(), new LectureConv3Input(), Batch: 8),
        new("lecture: dense, 80000 -> 5", new LectureDense(), new LectureDenseInput(), Batch: 32),
        new("mnist: 3x3, 28x28x1 -> 32, pooled", new MnistConv1(), null, Batch: 128),
        new("mnist: 3x3, 13x13x32 -> 64, pooled", new MnistConv2(), new MnistConv2Input(), Batch: 128),
        new("mnist: dense, 1600 -> 10", new MnistDense(), new MnistDenseInput(), Batch: 128),
        new("lenet: 3x3, 28x28x1 -> 8, pooled", new LenetConv1(), null, Batch: 64),
        new("lenet: 3x3, 14x14x8 -> 16, pooled", new LenetConv2(), new LenetConv2Input(), Batch: 64),
        new("lenet: dense, 784 -> 64", new LenetDense1(), new LenetDense1Input(), Batch: 64),
        new("mlp: dense, 784 -> 128", new MlpDense1(), new MlpDense1Input(), Batch: 64),
        new("mlp: dense, 128 -> 10", new MlpDense2(), new MlpDense2Input(), Batch: 64),
        new("1x1, 28x28x64 -> 64", new Kernel1(), new Kernel1Input(), Batch: 16),
        new("5x5, 28x28x16 -> 32", new Kernel5(), new Kernel5Input(), Batch: 16),
        new("7x7, 28x28x32 -> 32", new Kernel7(), new Kernel7Input(), Batch: 16),
        new("7x7 by 2, 112x112x3 -> 64", new Stem(), null, Batch: 8),
        new("3x3 by 2, 56x56x32 -> 64", new Stride2(), new Stride2Input(), Batch: 16),
        new("3x3, 29x31x7 -> 17", new Channels7(), new Channels7Input(), Batch: 32),
        new("3x3, 29x31x17 -> 48", new Channels17(), new Channels17Input(), Batch: 32),
        new("3x3, 29x31x48 -> 7", new Channels48(), new Channels48Input(), Batch: 32),
    ];
}
