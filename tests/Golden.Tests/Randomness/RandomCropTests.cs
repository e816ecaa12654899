using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Randomness;

/// <summary>RandomCrop: a random part in training, the middle otherwise.</summary>
public sealed class RandomCropTests
{
    private const int Samples = 600;

    [Theory]
    [InlineData(7, 9, 4, 5, 3)]
    [InlineData(7, 9, 7, 5, 1)]
    [InlineData(6, 5, 3, 5, 21)]
    [InlineData(5, 6, 1, 1, 2)]
    public void Training_cuts_parts_at_places_that_are_drawn_evenly_and_predictions_see_the_middle(int height, int width, int rows, int columns, int channels)
    {
        var shape = SampleShape.Image(height, width, channels);
        var pass = new RandomPass(shape, inputGradient: false, new RandomCropSpec(rows, columns));
        float[] x = NetworkTouch.Numbers(new Random(1), Samples * shape.Size);
        var places = new Dictionary<(int, int), int>();

        float[] outputs = pass.Forward(x, key: 5);

        for (int sample = 0; sample < Samples; sample++)
        {
            int top = (int)(Draws.Uniform(5, sample, 0) * (height - rows + 1));
            int left = (int)(Draws.Uniform(5, sample, 1) * (width - columns + 1));
            places[(top, left)] = places.GetValueOrDefault((top, left)) + 1;
            int size = rows * columns * channels;
            Assert.Equal(Part(x, sample, shape, top, left, rows, columns), outputs[(sample * size)..((sample + 1) * size)]);
        }

        int possible = (height - rows + 1) * (width - columns + 1);
        Assert.Equal(possible, places.Count);
        double expected = (double)Samples / possible;
        Assert.All(places.Values, count => Assert.InRange(count, expected - (5 * Math.Sqrt(expected)), expected + (5 * Math.Sqrt(expected))));

        float[] middle = Part(x, 2, shape, (height - rows) / 2, (width - columns) / 2, rows, columns);
        Assert.Equal(middle, pass.Network.Predict(x[(2 * shape.Size)..(3 * shape.Size)]));
        var batch = new RecordingBatch(x[(2 * shape.Size)..(3 * shape.Size)], new float[middle.Length], 1, randomKey: 1) { Trains = false };
        pass.Network.CreateTrainingPass(1, workers: 1).Run(batch);
        Assert.Equal(middle, batch.Outputs);
        Assert.Equal([rows, columns, channels], pass.Network.Info.OutputShape);
    }

    [Fact]
    public void Of_an_image_of_the_same_size_nothing_is_cut_off()
    {
        var shape = SampleShape.Image(4, 3, 2);
        var pass = new RandomPass(shape, inputGradient: false, new RandomCropSpec(4, 3));
        float[] x = NetworkTouch.Numbers(new Random(2), 3 * shape.Size);

        Assert.Equal(x, pass.Forward(x, key: 1));
        Assert.Equal(x, pass.Network.Predict(x));
    }

    /// <summary>
    /// Zeros around the image and a part of what that makes: the usual augmentation of small photographs. The copy of the input has the zeros around it, so that the
    /// cropping is the first layer that has a step.
    /// </summary>
    [Fact]
    public void Behind_zeros_around_an_image_and_before_a_convolution_it_moves_the_image()
    {
        var shape = SampleShape.Image(6, 5, 3);
        LayerSpec[] rest = [new Conv2DSpec(4, Pair.Square(3)) { Padding = Padding.Same }, new FlattenSpec(), new DenseSpec(2)];
        var cropped = new RandomPass(shape, inputGradient: false, [new ZeroPaddingSpec(Sides.All(2)), new RandomCropSpec(6, 5), .. rest]);
        var plain = new RandomPass(shape, inputGradient: false, rest);
        float[] x = NetworkTouch.Numbers(new Random(3), 20 * shape.Size);

        Assert.Equal(plain.Network.Predict(x), cropped.Network.Predict(x));
        float[] outputs = cropped.Forward(x, key: 4);
        for (int sample = 0; sample < 20; sample++)
        {
            int down = 2 - (int)(Draws.Uniform(4, sample, 0) * 5);
            int right = 2 - (int)(Draws.Uniform(4, sample, 1) * 5);
            float[] moved = new float[shape.Size];
            for (int i = 0; i < shape.Size; i++)
            {
                (int row, int column, int channel) = (i / 15, i / 3 % 5, i % 3);
                bool isInside = row - down is >= 0 and < 6 && column - right is >= 0 and < 5;
                moved[i] = isInside ? x[(sample * shape.Size) + ((((row - down) * 5) + column - right) * 3) + channel] : 0;
            }

            Closeness.Absolute("outputs", [.. plain.Network.Predict(moved).Select(value => (double)value)], outputs.AsSpan(sample * 2, 2), 1e-5);
        }
    }

    private static float[] Part(float[] x, int sample, SampleShape shape, int top, int left, int rows, int columns) =>
    [
        .. Enumerable.Range(0, rows).SelectMany(row =>
            x.AsSpan((sample * shape.Size) + ((((top + row) * shape.Width) + left) * shape.Channels), columns * shape.Channels).ToArray()),
    ];
}
