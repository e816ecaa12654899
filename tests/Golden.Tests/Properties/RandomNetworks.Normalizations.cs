using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using CsCheck;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Reference;

namespace NetGen.Golden.Tests.Properties;

// Normalizations of all kinds, and networks that are there for them.
internal static partial class RandomNetworks
{
    private static Gen<BatchNormalizationSpec> Normalizations { get; } =
        Gen.Select(Gen.Bool, Gen.Bool, (center, scale) => new BatchNormalizationSpec { Center = center, Scale = scale, Trainable = false });

    /// <summary>
    /// With a large epsilon. Over few values the way back through statistics leaves a gradient of the order of epsilon / (variance + epsilon), a difference of terms of the order of 1: behind
    /// several small ones rounding is all that is left.
    /// </summary>
    private static Gen<BatchNormalizationSpec> TrainedNormalizations { get; } = Gen.Select(
        Gen.Bool, Gen.Bool, Gen.OneOf(0.5, 2.0), (center, scale, epsilon) => new BatchNormalizationSpec { Center = center, Scale = scale, Epsilon = epsilon });

    /// <summary>
    /// Normalizations of a sample behind each other, behind weights and functions and before them, on vectors mostly: there the samples of a group lie side by side, and
    /// every one has its statistics. On images statistics may be of one channel alone, which take away what shifts it: there nothing before the last layer has a bias or a beta,
    /// of whose gradients rounding would be all that is left.
    /// </summary>
    private static Gen<NetworkSpec> SampleNormalized { get; } =
        from input in Gen.Frequency((3, Gen.OneOf(2, 3, 4, 6, 8, 9, 12, 16, 24, 33, 48).Select(SampleShape.Vector)), (1, SmallImages))
        from layers in NormalizedLayers(input, 2)
        from inputGradient in Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(false)))
        let unshifted = layers.Select((layer, i) => input.IsImage && i < layers.Count - 1 ? Unshifted(layer) : layer)
        select new NetworkSpec("Random", input, [.. unshifted]) { InputGradient = inputGradient };

    private static Gen<ImmutableList<LayerSpec>> NormalizedLayers(SampleShape shape, int count) => count == 0
        ? Gen.Const(ImmutableList<LayerSpec>.Empty)
        : from before in Gen.Frequency(
              (2, Gen.Const(ImmutableList<LayerSpec>.Empty)),
              (1, SampleNormalizations(shape).Select(layer => ImmutableList.Create(layer))))
          from weighted in shape.IsImage ? ShapeKeeping(shape) : Gen.OneOf(4, 6, 8, 12, 16, 24, 33).Select(units => (LayerSpec)new DenseSpec(units))
          let output = weighted.Infer(shape)
          from first in SampleNormalizations(output)
          from second in Gen.Frequency(
              (1, Gen.Const(first)),
              (1, SampleNormalizations(output)),
              (1, GraphChoice.ActivationsOver(output.Channels).Select(function => (LayerSpec)new ActivationSpec(function))))
          from rest in NormalizedLayers(output, count - 1)
          select before.AddRange([weighted, first, second]).AddRange(rest);

    private static LayerSpec Unshifted(LayerSpec layer) => layer switch
    {
        WeightedSpec weighted => weighted with { UseBias = false },
        SampleNormalizationSpec normalization => normalization with { Center = false },
        _ => layer,
    };

    /// <summary>By any axes and any groups, but for statistics of one value.</summary>
    private static Gen<LayerSpec> SampleNormalizations(SampleShape shape)
    {
        int[] sizes = [shape.Height, shape.Width, shape.Channels];
        IReadOnlyList<int>[] axes = shape.IsImage ? [[], [3], [1], [2], [1, 2], [3, 1], [2, 3], [1, 2, 3], [-1, -2]] : [[], [1]];
        int Values(IReadOnlyList<int> some) => some.Count == 0 || !shape.IsImage
            ? shape.Channels
            : some.Aggregate(1, (values, axis) => values * sizes[axis < 0 ? axis + 3 : axis - 1]);
        return Normalizing(
        [
            .. axes.Where(some => Values(some) > 1).Select(some => new LayerNormalizationSpec(some)),
            .. Divisors(shape.Channels).Where(count => shape.Size > count).Select(count => new GroupNormalizationSpec(count == shape.Channels ? -1 : count)),
        ]);
    }

    /// <summary>Those whose statistics are of several channels, so that biases before them have an effect.</summary>
    private static Gen<LayerSpec> SampleNormalizationsOverChannels(SampleShape shape) => Normalizing(shape.Channels == 1 ? [] :
    [
        new LayerNormalizationSpec(),
        .. (shape.Rank switch { 3 => (int[][])[[3, 1], [2, 3], [1, 2, 3]], 2 => [[2], [2, 1], [-1]], _ => [] })
            .Select(axes => new LayerNormalizationSpec(axes)),
        .. Divisors(shape.Channels).Where(count => count < shape.Channels).Select(count => new GroupNormalizationSpec(count)),
    ]);

    private static IEnumerable<int> Divisors(int number) => Enumerable.Range(1, number).Where(divisor => number % divisor == 0);

    /// <summary>One of some layers, with a large epsilon for the reason that <see cref="TrainedNormalizations"/> have one.</summary>
    private static Gen<LayerSpec> Normalizing(SampleNormalizationSpec[] layers) => layers.Length == 0
        ? Gen.Const<LayerSpec>(new RescalingSpec(0.5, 0.25))
        : Gen.Select(
            Gen.Int[0, layers.Length - 1].Select(i => layers[i]),
            Gen.Bool,
            Gen.Bool,
            Gen.OneOf(0.5, 2.0),
            (layer, center, scale, epsilon) => (LayerSpec)(layer with { Center = center, Scale = scale, Epsilon = epsilon }));

    /// <summary>Normalization directly behind weights, with a function or without: what predictions make one of.</summary>
    private static Gen<ImmutableList<LayerSpec>> Behind(LayerChoice choice, LayerSpec layer)
    {
        Gen<ImmutableList<LayerSpec>> none = Gen.Const(ImmutableList<LayerSpec>.Empty);
        if (choice.Normalizes)
        {
            return layer is not WeightedSpec ? none : Gen.Frequency((1, none), (3, TrainedNormalizations.Select(normalization => ImmutableList.Create<LayerSpec>(normalization))));
        }

        return choice.Exact || layer is not WeightedSpec { Activation: Activation.Linear } ? none : Gen.Frequency(
            (2, none),
            (1, from normalization in Normalizations
                from function in choice.ActivationsOver(1)
                select function == Activation.Linear ? ImmutableList.Create<LayerSpec>(normalization) : [normalization, new ActivationSpec(function)]));
    }
}
