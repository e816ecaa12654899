using System;
using System.Linq;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Randomness;

/// <summary>RandomTranslation, RandomRotation and RandomZoom against plain loops that are told what was drawn.</summary>
public sealed class WarpTests
{
    private const int Samples = 6;

    /// <summary>Places are computed in single precision: a few roundings of a coordinate, times the slope between two pixels.</summary>
    private const double Tolerance = 2e-5;

    public static TheoryData<FillMode, int> FillModesAndChannels()
    {
        var data = new TheoryData<FillMode, int>();
        foreach (FillMode mode in Enum.GetValues<FillMode>())
        {
            data.Add(mode, 1);
            data.Add(mode, 3);
            data.Add(mode, 21);
        }

        return data;
    }

    public static TheoryData<FillMode> FillModes() => [.. Enum.GetValues<FillMode>()];

    [Theory]
    [MemberData(nameof(FillModesAndChannels))]
    public void Translations_agree_with_plain_loops(FillMode fill, int channels)
    {
        var shape = SampleShape.Image(7, 9, channels);
        Compare(shape, new RandomTranslationSpec(1, 0.4) { Fill = fill, FillValue = Value(fill) }, draw =>
        {
            double down = draw(0) * 7;
            double right = draw(1) * 0.4 * 9;
            return (row, column) => (row - down, column - right);
        });
    }

    [Theory]
    [MemberData(nameof(FillModesAndChannels))]
    public void Rotations_agree_with_plain_loops(FillMode fill, int channels)
    {
        var shape = SampleShape.Image(8, 5, channels);
        Compare(shape, new RandomRotationSpec(0.3) { Fill = fill, FillValue = Value(fill) }, draw =>
        {
            (double sin, double cos) = Math.SinCos(draw(0) * 0.3 * 2 * Math.PI);
            return (row, column) => (3.5 + (sin * (column - 2)) + (cos * (row - 3.5)), 2 + (cos * (column - 2)) - (sin * (row - 3.5)));
        });
    }

    [Theory]
    [MemberData(nameof(FillModesAndChannels))]
    public void Zooms_agree_with_plain_loops(FillMode fill, int channels)
    {
        var shape = SampleShape.Image(6, 9, channels);
        Compare(shape, new RandomZoomSpec(0.5, 0.9) { Fill = fill, FillValue = Value(fill) }, draw =>
            (row, column) => (2.5 + ((row - 2.5) * (1 + (0.5 * draw(0)))), 4 + ((column - 4) * (1 + (0.9 * draw(1))))));
        Compare(shape, new RandomZoomSpec(0.5) { Fill = fill, FillValue = Value(fill) }, draw =>
            (row, column) => (2.5 + ((row - 2.5) * (1 + (0.5 * draw(0)))), 4 + ((column - 4) * (1 + (0.5 * draw(0))))));
    }

    /// <summary>By two pixels to the right, in numbers that can be read.</summary>
    [Theory]
    [InlineData(FillMode.Reflect, new float[] { 2, 1, 1, 2, 3 })]
    [InlineData(FillMode.Wrap, new float[] { 4, 5, 1, 2, 3 })]
    [InlineData(FillMode.Constant, new float[] { 7, 7, 1, 2, 3 })]
    [InlineData(FillMode.Nearest, new float[] { 1, 1, 1, 2, 3 })]
    public void A_translation_by_whole_pixels_is_read_off(FillMode fill, float[] expected)
    {
        // Drawn from ±5 pixels, five times the draw.
        ulong key = KeyFor(draw => Math.Abs((5 * draw(1)) - 2), 1e-3);
        var pass = new RandomPass(SampleShape.Image(1, 5, 1), inputGradient: false, new RandomTranslationSpec(0, 1) { Fill = fill, FillValue = Value(fill, 7) });

        float[] moved = pass.Forward([1, 2, 3, 4, 5], key);

        Closeness.Absolute("moved", Array.ConvertAll(expected, value => (double)value), moved, 0.01);
    }

    /// <summary>A positive angle is counter-clockwise, as in Keras.</summary>
    [Fact]
    public void A_quarter_turn_puts_the_right_column_on_top()
    {
        ulong key = KeyFor(draw => Math.Abs(draw(0) - 0.5), 1e-4);
        var pass = new RandomPass(SampleShape.Image(3, 3, 1), inputGradient: false, new RandomRotationSpec(0.5));

        float[] turned = pass.Forward([1, 2, 3, 4, 5, 6, 7, 8, 9], key);

        Closeness.Absolute("turned", [3, 6, 9, 2, 5, 8, 1, 4, 7], turned, 0.01);
    }

    [Fact]
    public void Distances_are_drawn_evenly_in_both_directions()
    {
        const int Many = 3000;
        var shape = SampleShape.Image(9, 9, 2);
        var pass = new RandomPass(shape, inputGradient: false, new RandomTranslationSpec(0.25, 0.5) { Fill = FillMode.Nearest });

        // Channels hold a pixel's row and column; the middle pixel tells where it came from.
        float[] image = [.. Enumerable.Range(0, 81).SelectMany(i => new[] { i / 9f, i % 9 })];
        image = [.. image.Select((value, i) => i % 2 == 0 ? (float)Math.Floor(value) : value)];
        float[] moved = pass.Forward([.. Enumerable.Range(0, Many).SelectMany(_ => image)], key: 5);
        double[] down = [.. Enumerable.Range(0, Many).Select(sample => 4 - (double)moved[(sample * shape.Size) + 80])];
        double[] right = [.. Enumerable.Range(0, Many).Select(sample => 4 - (double)moved[(sample * shape.Size) + 81])];

        AssertEven(down, 0.25 * 9);

        // Beyond four pixels there is nothing but the edge.
        AssertEven([.. right.Where(distance => Math.Abs(distance) < 3.9)], 3.9);
        double both = down.Zip(right, (a, b) => a * b).Average();
        Assert.InRange(both, -0.2, 0.2);
    }

    /// <summary>Mean 0, the deviation of an even distribution, and values almost as far as the limit.</summary>
    private static void AssertEven(double[] values, double limit)
    {
        double deviation = limit / Math.Sqrt(3);
        Assert.InRange(values.Average(), -5 * deviation / Math.Sqrt(values.Length), 5 * deviation / Math.Sqrt(values.Length));
        Assert.InRange(Math.Sqrt(values.Average(value => value * value)), 0.95 * deviation, 1.05 * deviation);
        Assert.InRange(values.Min(), -limit * 1.0001, -limit * 0.98);
        Assert.InRange(values.Max(), limit * 0.98, limit * 1.0001);
    }

    private static void Compare(SampleShape shape, WarpSpec layer, Func<Func<uint, double>, Func<int, int, (double, double)>> map)
    {
        var pass = new RandomPass(shape, inputGradient: false, layer);
        float[] x = NetworkTouch.Numbers(new Random(1), Samples * shape.Size);
        var plain = new PlainWarp(shape, layer.Fill, layer.FillValue);

        float[] outputs = pass.Forward(x, key: 8);

        for (int sample = 0; sample < Samples; sample++)
        {
            int index = sample;
            Closeness.Absolute(
                $"sample {sample}",
                plain.Apply(x.AsSpan(sample * shape.Size, shape.Size), map(position => Draws.Symmetric(8, index, position))),
                outputs.AsSpan(sample * shape.Size, shape.Size),
                Tolerance);
        }
    }

    /// <summary>A key under which the first sample draws what is wanted, nearly.</summary>
    private static ulong KeyFor(Func<Func<uint, double>, double> distance, double allowed)
    {
        ulong key = 0;
        while (distance(position => Draws.Symmetric(key, 0, position)) > allowed)
        {
            key++;
        }

        return key;
    }

    private static double Value(FillMode fill, double value = -0.75) => fill == FillMode.Constant ? value : 0;
}
