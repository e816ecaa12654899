using System;
using System.Linq;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Randomness;

/// <summary>Factors of two ends, and pixels that are not blended, against plain loops that are told what was drawn.</summary>
public sealed class FactorRangeTests
{
    private const int Samples = 6;

    /// <summary>Places are computed in single precision: a few roundings of a coordinate, times the slope between two pixels.</summary>
    private const double Tolerance = 2e-5;

    private static readonly Ends Skewed = new(-0.1, 0.4);

    [Theory]
    [InlineData(3)]
    [InlineData(21)]
    public void Translations_move_by_distances_of_their_ranges(int channels)
    {
        var shape = SampleShape.Image(7, 9, channels);
        CompareWarp(shape, new RandomTranslationSpec(0.3, 0) { Height = new(null, 0.8), Width = new(0.1, 0.1) }, draw =>
        {
            double down = 7 * (-0.3 + (1.1 * draw(0)));
            return (row, column) => (row - down, column - (9 * 0.1));
        });
    }

    [Theory]
    [InlineData(3)]
    [InlineData(21)]
    public void Rotations_turn_by_angles_of_their_range(int channels) =>
        CompareWarp(SampleShape.Image(8, 5, channels), new RandomRotationSpec(0.2) { Ends = Skewed }, draw =>
        {
            (double sin, double cos) = Math.SinCos(Skewed.At(0, draw(0)) * 2 * Math.PI);
            return (row, column) => (3.5 + (sin * (column - 2)) + (cos * (row - 3.5)), 2 + (cos * (column - 2)) - (sin * (row - 3.5)));
        });

    [Fact]
    public void Zooms_grow_by_factors_of_their_ranges()
    {
        var shape = SampleShape.Image(6, 9, 3);
        CompareWarp(shape, new RandomZoomSpec(0) { Height = Skewed }, draw =>
            (row, column) => (2.5 + ((row - 2.5) * (1 + Skewed.At(0, draw(0)))), 4 + ((column - 4) * (1 + Skewed.At(0, draw(0))))));
        CompareWarp(shape, new RandomZoomSpec(0.5) { Width = new(-0.5, -0.25) }, draw =>
            (row, column) => (2.5 + ((row - 2.5) * (0.5 + draw(0))), 4 + ((column - 4) * (0.5 + (0.25 * draw(1))))));
    }

    [Theory]
    [InlineData(FillMode.Reflect, 1)]
    [InlineData(FillMode.Wrap, 3)]
    [InlineData(FillMode.Nearest, 21)]
    [InlineData(FillMode.Constant, 5)]
    public void The_nearest_pixel_is_copied(FillMode fill, int channels)
    {
        var shape = SampleShape.Image(7, 9, channels);
        double value = fill == FillMode.Constant ? -0.75 : 0;
        CompareWarp(shape, new RandomTranslationSpec(1, 0.4) { Fill = fill, FillValue = value, Interpolation = Interpolation.Nearest }, draw =>
        {
            double down = 7 * ((2 * draw(0)) - 1);
            double right = 0.4 * 9 * ((2 * draw(1)) - 1);
            return (row, column) => (row - down, column - right);
        });
        CompareWarp(shape, new RandomZoomSpec(0.5) { Fill = fill, FillValue = value, Interpolation = Interpolation.Nearest }, draw =>
            (row, column) => (3 + ((row - 3) * (0.5 + draw(0))), 4 + ((column - 4) * (0.5 + draw(0)))));
    }

    /// <summary>Images of classes hold nothing but classes afterwards.</summary>
    [Fact]
    public void Nearest_pixels_are_values_of_the_image()
    {
        var pass = new RandomPass(
            SampleShape.Image(9, 9, 1),
            inputGradient: false,
            new RandomRotationSpec(0.5) { Interpolation = Interpolation.Nearest },
            new RandomZoomSpec(0.3) { Interpolation = Interpolation.Nearest });
        float[] classes = [.. Enumerable.Range(0, 50 * 81).Select(i => (float)(i * 7 % 5))];

        Assert.All(pass.Forward(classes, key: 2), value => Assert.True(value is 0 or 1 or 2 or 3 or 4));
    }

    [Theory]
    [InlineData(0.5, null, null)]
    [InlineData(0.5, 0.1, null)]
    [InlineData(0.0, 0.1, 0.6)]
    [InlineData(0.0, 0.0, 0.6)]
    [InlineData(0.0, 0.6, 0.0)]
    public void Contrast_shrinks_and_grows_by_shares_of_its_own(double factor, double? lower, double? upper)
    {
        var shape = SampleShape.Image(4, 5, 3);
        float[] x = NetworkTouch.Numbers(new Random(2), 400 * shape.Size);
        var layer = new RandomContrastSpec(factor) { Ends = new(lower, upper), MinValue = -3, MaxValue = 3 };

        float[] outputs = new RandomPass(shape, inputGradient: false, layer).Forward(x, key: 4);

        double least = 1 - (lower ?? factor);
        double span = 1 + (upper ?? factor) - least;
        for (int sample = 0; sample < 400; sample++)
        {
            double drawn = least + (span * Draws.Uniform(4, sample, 0));
            int start = (sample * shape.Size) + 1;
            double mean = Enumerable.Range(0, 20).Average(pixel => (double)x[start + (pixel * 3)]);
            Assert.Equal(((x[start] - mean) * drawn) + mean, outputs[start], 1e-5);
        }
    }

    [Theory]
    [InlineData(1, 0.5, null, null)]
    [InlineData(3, 0.0, -0.25, 0.5)]
    [InlineData(21, 0.2, null, 0.9)]
    public void Brightness_adds_a_share_of_the_range_of_values(int channels, double factor, double? lower, double? upper)
    {
        var shape = SampleShape.Image(4, 5, channels);
        float[] x = NetworkTouch.Numbers(new Random(3), 400 * shape.Size);
        var layer = new RandomBrightnessSpec(factor) { Ends = new(lower, upper), MinValue = -1, MaxValue = 0.75 };

        float[] outputs = new RandomPass(shape, inputGradient: false, layer).Forward(x, key: 9);

        double[] shifts = [.. Enumerable.Range(0, 400).Select(sample => 1.75 * layer.Ends.At(factor, Draws.Uniform(9, sample, 0)))];
        double[] want = [.. x.Select((value, i) => Math.Clamp(value + shifts[i / shape.Size], -1, 0.75))];
        Closeness.Absolute("brightness", want, outputs, 1e-6);
        Assert.InRange(shifts.Min(), 1.75 * (lower ?? -factor), (1.75 * (lower ?? -factor)) + 0.05);
        Assert.InRange(shifts.Max(), (1.75 * (upper ?? factor)) - 0.05, 1.75 * (upper ?? factor));
    }

    private static void CompareWarp(SampleShape shape, WarpSpec layer, Func<Func<uint, double>, Func<int, int, (double, double)>> map)
    {
        var pass = new RandomPass(shape, inputGradient: false, layer);
        float[] x = NetworkTouch.Numbers(new Random(1), Samples * shape.Size);
        var plain = new PlainWarp(shape, layer.Fill, layer.FillValue, layer.Interpolation == Interpolation.Nearest);

        float[] outputs = pass.Forward(x, key: 8);

        for (int sample = 0; sample < Samples; sample++)
        {
            int index = sample;
            Closeness.Absolute(
                $"sample {sample}",
                plain.Apply(x.AsSpan(sample * shape.Size, shape.Size), map(position => Draws.Uniform(8, index, position))),
                outputs.AsSpan(sample * shape.Size, shape.Size),
                Tolerance);
        }
    }
}
