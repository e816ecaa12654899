using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Properties;

/// <summary>
/// Draws networks whose layers read any layer above them: values that are read two to four times, as images and as vectors, sums, products, extremes and means of equal and of
/// stretched shapes, concatenations along every axis, and whatever is left over brought together at the end.
/// </summary>
internal sealed class RandomGraphs
{
    private const int MostReaders = 4;

    /// <summary>Concatenations of concatenations grow quickly, and vectors stretched over images do; plain loops are slow.</summary>
    private const int MostMerged = 1500;

    private readonly PCG _random;
    private readonly Func<SampleShape, Gen<LayerSpec>> _layers;
    private readonly Gen<BatchNormalizationSpec> _normalizations;
    private readonly DrawnLayers _drawn;

    /// <param name="random">Decides everything.</param>
    /// <param name="input">The shape of one sample.</param>
    /// <param name="layers">A layer that takes a shape.</param>
    /// <param name="normalizations">What normalizes the branches of residual blocks.</param>
    private RandomGraphs(PCG random, SampleShape input, Func<SampleShape, Gen<LayerSpec>> layers, Gen<BatchNormalizationSpec> normalizations)
    {
        _random = random;
        _drawn = new DrawnLayers(input);
        _layers = layers;
        _normalizations = normalizations;
    }

    /// <summary>A network of five to twelve layers and what joins their loose ends.</summary>
    public static NetworkSpec Draw(PCG random, SampleShape input, Func<SampleShape, Gen<LayerSpec>> layers, Gen<BatchNormalizationSpec> normalizations)
    {
        var graph = new RandomGraphs(random, input, layers, normalizations);
        int count = 5 + graph.Below(8);
        while (graph._drawn.Count < count)
        {
            graph.AddLayer();
        }

        graph.JoinLooseEnds();
        return graph._drawn.ToNetwork(inputGradient: graph.Below(2) == 0);
    }

    private int Below(int count) => (int)_random.Next((uint)count);

    private SampleShape ShapeOf(int layer) => _drawn.ShapeOf(layer);

    private void AddLayer()
    {
        int[] open = [.. Enumerable.Range(-1, _drawn.Count + 1).Where(layer => _drawn.ReadersOf(layer) < MostReaders)];

        // Mostly the layer above, so that there are ways of several layers; else any.
        int from = _drawn.Count > 0 && Below(3) > 0 ? _drawn.Last : open[Below(open.Length)];
        SampleShape shape = ShapeOf(from);
        int[] partners = [.. open.Where(layer => layer != from && Fit(ShapeOf(layer), shape))];
        switch (Below(12))
        {
            case < 5 when partners.Length > 0:
                Take(new ValueMergingSpec(DrawKind()), from, partners, Fit);
                break;
            case 5 or 6:
                int axis = shape.Rank > 1 ? 1 + Below(shape.Rank) : 1;
                int[] alike = [.. open.Where(layer => layer != from && FitAlong(axis, ShapeOf(layer), shape))];
                Take(new ConcatenateSpec(shape.Rank > 1 && Below(2) == 0 ? axis - 1 - shape.Rank : axis), from, alike, (one, other) => FitAlong(axis, one, other));
                break;
            case 7 when shape.Rank > 1:
                _drawn.Take(new FlattenSpec(), [from]);
                break;
            case 8 or 9 when shape.IsImage:
                TakeBlock(from, shape);
                break;
            default:
                _drawn.Take(_layers(shape).Generate(_random, null, out _), [from]);
                break;
        }
    }

    /// <summary>Residual blocks one behind the other: a convolution, normalized and added to what the block reads, and mostly a rectifier behind that.</summary>
    private void TakeBlock(int from, SampleShape shape)
    {
        for (int blocks = 1 + Below(3); blocks > 0; blocks--)
        {
            _drawn.Take(new Conv2DSpec(shape.Channels, Pair.Square(1 + (2 * Below(2)))) { Padding = Padding.Same, UseBias = false }, [from]);
            _drawn.Take(_normalizations.Generate(_random, null, out _), [_drawn.Last]);
            _drawn.Take(new ValueMergingSpec(MergingKind.Add), Below(2) == 0 ? [_drawn.Last, from] : [from, _drawn.Last]);
            if (Below(4) > 0)
            {
                _drawn.Take(new ActivationSpec(Below(2) == 0 ? Activation.ReLU : Activation.LeakyReLU), [_drawn.Last]);
            }

            from = _drawn.Last;
        }
    }

    /// <summary>Sums most often: they share gradients.</summary>
    private MergingKind DrawKind() => Below(3) == 0 ? MergingKind.Add : Enum.GetValues<MergingKind>()[Below(6)];

    /// <summary>A layer that joins one with up to three others. Twice the same is rare, and must work.</summary>
    private void Take(MergingSpec layer, int from, int[] partners, Func<SampleShape, SampleShape, bool> fit)
    {
        int most = layer is ValueMergingSpec { Kind: MergingKind.Subtract } ? 1 : 3;
        int count = 1 + Below(Math.Min(most, Math.Max(1, partners.Length)));
        List<int> inputs = [from];
        for (int i = 0; i < count; i++)
        {
            int partner = Below(12) == 0 || partners.Length == 0 ? from : partners[Below(partners.Length)];
            inputs.AddRange(inputs.All(input => fit(ShapeOf(input), ShapeOf(partner))) ? [partner] : []);
        }

        inputs.AddRange(inputs.Count > 1 ? [] : [partners.Length > 0 ? partners[0] : from]);
        if (IsAffordable(layer, inputs))
        {
            _drawn.Take(layer, inputs);
        }
    }

    /// <summary>Whatever nobody reads leads to the output: as it is where shapes fit, else by a dense layer.</summary>
    private void JoinLooseEnds()
    {
        while (_drawn.Loose() is { Length: > 1 } loose)
        {
            int other = loose[^2];
            var merging = new ValueMergingSpec(DrawKind());
            if (Fit(ShapeOf(other), ShapeOf(loose[^1])) && IsAffordable(merging, [loose[^1], other]))
            {
                _drawn.Take(merging, [loose[^1], other]);
                continue;
            }

            int[] vectors = [.. new[] { other, loose[^1] }.Select(AsThree)];
            _drawn.Take(Below(2) == 0 ? new ConcatenateSpec() : new ValueMergingSpec(DrawKind()), vectors);
        }
    }

    private bool IsAffordable(MergingSpec layer, IReadOnlyList<int> inputs) => layer.Infer([.. inputs.Select(ShapeOf)]).Size <= MostMerged;

    private int AsThree(int layer)
    {
        if (ShapeOf(layer).Rank > 1)
        {
            _drawn.Take(new FlattenSpec(), [layer]);
            layer = _drawn.Last;
        }

        _drawn.Take(new DenseSpec(3), [layer]);
        return _drawn.Last;
    }

    private static bool Fit(SampleShape one, SampleShape other) =>
        Fit(one.Height, other.Height) && Fit(one.Width, other.Width) && Fit(one.Channels, other.Channels);

    /// <summary>Whether shapes are alike but along an axis.</summary>
    private static bool FitAlong(int axis, SampleShape one, SampleShape other) => one.Rank == other.Rank
        && one.Dimensions.Where((_, i) => i != axis - 1).SequenceEqual(other.Dimensions.Where((_, i) => i != axis - 1));

    private static bool Fit(int one, int other) => one == other || one == 1 || other == 1;
}
