using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Numbers;

/// <summary>Layers on their own, for unusual numbers: those that act on each value, that join, that normalize and that give values another place.</summary>
internal static class LayerNumberNetworks
{
    private const int Lanes = NumberNetworks.Lanes;

    private static readonly SampleShape Row = SampleShape.Vector(Lanes);
    private static readonly SampleShape Image = SampleShape.Image(2, 3, Lanes);
    private static readonly SampleShape Pixel = SampleShape.Image(1, 1, Lanes);

    /// <summary>Rectifiers with numbers of their own, and what they make of the infinities: to the right and to the left.</summary>
    public static IReadOnlyList<(NetworkSpec Network, float Right, float Left)> Rectifiers { get; } =
    [
        (new("LimitedReLU", Row, [new ReLUSpec { MaxValue = 6 }]), 6, 0),
        (new("ThresholdReLU", Row, [new ReLUSpec { Threshold = 0.5 }]), float.PositiveInfinity, 0),
        (new("BentReLU", Row, [new ReLUSpec { MaxValue = 2, NegativeSlope = 0.25, Threshold = 0.5 }]), 2, float.NegativeInfinity),
        (new("SlopedReLU", Row, [new LeakyReLUSpec(0.25)]), float.PositiveInfinity, float.NegativeInfinity),
        (new("ScaledELU", Row, [new ELUSpec(0.5)]), float.PositiveInfinity, -0.5f),
        (new("LearntReLU", Row, [new PReLUSpec()]), float.PositiveInfinity, float.NegativeInfinity),
    ];

    /// <summary>The two pixels of an image, joined in every way.</summary>
    public static IReadOnlyList<NetworkSpec> Merges { get; } =
    [
        .. System.Enum.GetValues<MergingKind>().Select(kind => Joined($"Joined{kind}", new ValueMergingSpec(kind) { Inputs = [0, 1] })),
        Joined("JoinedChannels", new ConcatenateSpec { Inputs = [0, 1] }),
    ];

    public static IReadOnlyList<NetworkSpec> Normalizations { get; } =
    [
        new("ByPixel", Image, [new LayerNormalizationSpec()]),
        new("BySample", Image, [new LayerNormalizationSpec(1, 2, 3)]),
        new("ByRow", Image, [new LayerNormalizationSpec(2, 3)]),
        new("ByGroup", Image, [new GroupNormalizationSpec(1)]),
        new("ByChannel", Image, [new GroupNormalizationSpec(-1)]),
        new("ByMovingStatistics", Image, [new BatchNormalizationSpec { Trainable = false }]),
    ];

    public static IReadOnlyList<NetworkSpec> Moves { get; } =
    [
        new("Repeated", Image, [new UpSamplingSpec(Pair.Square(2))]),
        new("Surrounded", Image, [new ZeroPaddingSpec(Sides.All(1))]),
        new("Cut", Image, [new CroppingSpec(new Sides(1, 0, 0, 1))]),
        new("Turned", Image, [new PermuteSpec(3, 1, 2)]),
        new("Reshaped", Image, [new ReshapeSpec(-1, 2)]),
    ];

    /// <summary>Normalizations whose statistics are of one value each.</summary>
    public static IReadOnlyList<NetworkSpec> NormalizationsOfOne { get; } =
    [
        new("OneChannel", SampleShape.Image(3, 5, 1), [new LayerNormalizationSpec()]),
        new("OnePixel", Pixel, [new GroupNormalizationSpec(-1)]),
        new("OneCell", Pixel, [new LayerNormalizationSpec(1, 2)]),
        new("OneFeature", SampleShape.Vector(1), [new LayerNormalizationSpec()]),
        new("OneSample", Row, [new BatchNormalizationSpec()]),
    ];

    /// <summary>Global poolings that have one pixel to pool.</summary>
    public static IReadOnlyList<NetworkSpec> PoolingsOfOne { get; } =
    [
        new("LargestOfOne", Pixel, [new GlobalPoolingSpec(PoolingKind.Max)]),
        new("MeanOfOne", Pixel, [new GlobalPoolingSpec(PoolingKind.Average)]),
        new("LargestOfOnePixel", Pixel, [new GlobalPoolingSpec(PoolingKind.Max) { KeepDims = true }]),
    ];

    public static IEnumerable<NetworkSpec> All =>
        [.. Rectifiers.Select(rectifier => rectifier.Network), .. Merges, .. Normalizations, .. Moves, .. NormalizationsOfOne, .. PoolingsOfOne];

    private static NetworkSpec Joined(string name, MergingSpec merging) => new(
        name,
        SampleShape.Image(1, 2, Lanes),
        [new CroppingSpec(new Sides(0, 0, 0, 1)) { Inputs = [-1] }, new CroppingSpec(new Sides(0, 0, 1, 0)) { Inputs = [-1] }, merging]);
}
