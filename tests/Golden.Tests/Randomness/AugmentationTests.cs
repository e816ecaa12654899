using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Randomness;

/// <summary>Flips and contrast, and what holds for every layer of augmentation.</summary>
public sealed class AugmentationTests
{
    private const int Samples = 400;

    private static readonly SampleShape Image = SampleShape.Image(4, 5, 3);

    private static readonly Dictionary<string, LayerSpec> Specs = new()
    {
        ["RandomFlip"] = new RandomFlipSpec(FlipMode.Vertical),
        ["RandomTranslation"] = new RandomTranslationSpec(0.5, 0.5),
        ["RandomRotation"] = new RandomRotationSpec(0.5),
        ["RandomZoom"] = new RandomZoomSpec(0.5),
        ["RandomContrast"] = new RandomContrastSpec(0.5) { MinValue = -10 },
        ["RandomBrightness"] = new RandomBrightnessSpec(0.5) { MinValue = -10, MaxValue = 10 },
    };

    public static TheoryData<string> Layers() => [.. Specs.Keys];

    [Theory]
    [InlineData(FlipMode.Horizontal, 1)]
    [InlineData(FlipMode.Horizontal, 3)]
    [InlineData(FlipMode.Vertical, 3)]
    [InlineData(FlipMode.HorizontalAndVertical, 1)]
    [InlineData(FlipMode.HorizontalAndVertical, 19)]
    public void Every_second_image_is_flipped_and_the_others_are_left_alone(FlipMode mode, int channels)
    {
        SampleShape shape = Image with { Channels = channels };
        float[] x = NetworkTouch.Numbers(new Random(1), Samples * shape.Size);

        float[] outputs = new RandomPass(shape, inputGradient: false, new RandomFlipSpec(mode)).Forward(x, key: 3);

        int flips = 0;
        for (int sample = 0; sample < Samples; sample++)
        {
            ReadOnlySpan<float> image = x.AsSpan(sample * shape.Size, shape.Size);
            float[] output = outputs[(sample * shape.Size)..((sample + 1) * shape.Size)];
            bool isFlipped = Draws.Uniform(3, sample, 0) <= 0.5;
            flips += isFlipped ? 1 : 0;
            Assert.Equal(isFlipped ? Flip(image, shape, mode) : image.ToArray(), output);
        }

        // Five standard deviations of 400 coins.
        Assert.InRange(flips, (Samples / 2) - 50, (Samples / 2) + 50);
    }

    [Theory]
    [InlineData(1, -3.0, 3.0)]
    [InlineData(3, -0.5, 0.75)]
    [InlineData(21, -3.0, 0.5)]
    public void Contrast_is_drawn_about_the_mean_of_each_channel(int channels, double lowest, double highest)
    {
        SampleShape shape = Image with { Channels = channels };
        float[] x = NetworkTouch.Numbers(new Random(2), Samples * shape.Size);
        var layer = new RandomContrastSpec(0.6) { MinValue = lowest, MaxValue = highest };

        float[] outputs = new RandomPass(shape, inputGradient: false, layer).Forward(x, key: 4);

        double[] factors = [.. Enumerable.Range(0, Samples).Select(sample => 1 + (0.6 * Draws.Symmetric(4, sample, 0)))];
        double[] want = new double[outputs.Length];
        int pixels = shape.Height * shape.Width;
        for (int sample = 0; sample < Samples; sample++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                int Place(int pixel) => (sample * shape.Size) + (pixel * channels) + channel;
                double mean = Enumerable.Range(0, pixels).Average(pixel => (double)x[Place(pixel)]);
                for (int pixel = 0; pixel < pixels; pixel++)
                {
                    want[Place(pixel)] = Math.Clamp(((x[Place(pixel)] - mean) * factors[sample]) + mean, lowest, highest);
                }
            }
        }

        Closeness.Absolute("contrast", want, outputs, 1e-6);
        Assert.InRange(factors.Average(), 0.9, 1.1);
        Assert.InRange(factors.Min(), 0.4, 0.42);
        Assert.InRange(factors.Max(), 1.58, 1.6);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_key_decides_everything_and_every_sample_draws_for_itself(string layer)
    {
        var pass = new RandomPass(Image, inputGradient: false, Specs[layer]);
        float[] image = NetworkTouch.Numbers(new Random(3), Image.Size);
        float[] x = [.. Enumerable.Range(0, 16).SelectMany(_ => image)];

        Assert.Equal(pass.Forward(x, key: 1), pass.Forward(x, key: 1));
        Assert.NotEqual(pass.Forward(x, key: 1), pass.Forward(x, key: 2));
        Assert.NotEqual(1, pass.Forward(x, key: 1).Chunk(Image.Size).Select(output => string.Join(' ', output)).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Predictions_and_evaluations_see_the_image_as_it_is(string layer)
    {
        INetwork network = new RandomPass(Image, inputGradient: false, Specs[layer]).Network;
        float[] x = NetworkTouch.Numbers(new Random(4), 5 * Image.Size);

        Assert.Equal(x, network.Predict(x));
        var batch = new RecordingBatch(x, new float[x.Length], 5, randomKey: 1) { Trains = false };
        network.CreateTrainingPass(5, workers: 1).Run(batch);
        Assert.Equal(x, batch.Outputs);
    }

    /// <summary>In front of a convolution with a border, behind a rescaling, one behind the other, and before vectors.</summary>
    [Fact]
    public void A_network_behind_augmentation_sees_the_changed_image_in_training_and_the_image_otherwise()
    {
        LayerSpec[] rest =
        [
            new Conv2DSpec(4, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.ReLU },
            new PoolingSpec(PoolingKind.Max, Pair.Square(2)),
            new FlattenSpec(),
            new DenseSpec(3),
        ];
        var plain = new RandomPass(Image, inputGradient: false, [new RescalingSpec(0.5, 0.25), .. rest]);
        var augmented = new RandomPass(
            Image, inputGradient: false, [new RescalingSpec(0.5, 0.25), new RandomFlipSpec(FlipMode.Horizontal), .. rest]);
        float[] x = NetworkTouch.Numbers(new Random(5), 64 * Image.Size);
        float[] mirrored = [.. x.Chunk(Image.Size).SelectMany(image => Flip(image, Image, FlipMode.Horizontal))];

        float[] outputs = augmented.Forward(x, key: 6);

        Assert.Equal(plain.Network.Predict(x), augmented.Network.Predict(x));
        float[][] either = [plain.Forward(x, key: 6), plain.Forward(mirrored, key: 6)];
        int[] taken = [.. Enumerable.Range(0, 64).Select(sample => Array.FindIndex(either, all => outputs.AsSpan(sample * 3, 3).SequenceEqual(all.AsSpan(sample * 3, 3))))];
        Assert.DoesNotContain(-1, taken);
        Assert.Equal([0, 1], taken.Distinct().Order());
    }

    [Fact]
    public void Vectors_may_follow_at_once()
    {
        var pass = new RandomPass(Image, inputGradient: false, new RandomFlipSpec(FlipMode.Vertical), new FlattenSpec(), new DenseSpec(2));
        var plain = new RandomPass(Image, inputGradient: false, new FlattenSpec(), new DenseSpec(2));
        float[] x = NetworkTouch.Numbers(new Random(6), 9 * Image.Size);

        Assert.Equal(plain.Network.Predict(x), pass.Network.Predict(x));
        Assert.NotEqual(plain.Forward(x, key: 1), pass.Forward(x, key: 1));
    }

    [Fact]
    public void The_summary_has_Keras_names()
    {
        NetworkInfo info = new RandomPass(Image, inputGradient: false, [.. Specs.Values, new SpatialDropoutSpec(0.5), new GaussianNoiseSpec(0.5)]).Network.Info;

        Assert.Equal(
            ["random_flip", "random_translation", "random_rotation", "random_zoom", "random_contrast", "random_brightness", "spatial_dropout2d", "gaussian_noise"],
            info.Layers.Select(layer => layer.Name));
        Assert.Contains("random_translation", info.Summary(), StringComparison.Ordinal);
        Assert.All(info.Layers, layer => Assert.Equal(info.InputShape, layer.OutputShape));
    }

    private static float[] Flip(ReadOnlySpan<float> image, SampleShape shape, FlipMode mode)
    {
        float[] output = new float[image.Length];
        for (int row = 0; row < shape.Height; row++)
        {
            for (int column = 0; column < shape.Width; column++)
            {
                int fromRow = mode == FlipMode.Horizontal ? row : shape.Height - 1 - row;
                int fromColumn = mode == FlipMode.Vertical ? column : shape.Width - 1 - column;
                image.Slice(((fromRow * shape.Width) + fromColumn) * shape.Channels, shape.Channels)
                    .CopyTo(output.AsSpan(((row * shape.Width) + column) * shape.Channels));
            }
        }

        return output;
    }
}
