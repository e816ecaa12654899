using System;
using System.Collections.Generic;
using NetGen.Execution;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Numbers;

/// <summary>
/// A convolution that goes by Winograd's algorithm mixes the pixels of a tile: a number that is none reaches all outputs of the tiles
/// that read it, and no others. On the way back it reaches the gradients by all weights of its channel.
/// </summary>
public sealed class WinogradNaNTests
{
    private const int Side = 16;
    private const int Channels = 32;

    /// <summary>Sides of the tiles of F(4x4, 3x3).</summary>
    private const int Tile = 4;

    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation().Compile(Specs));

    private static IReadOnlyList<NetworkSpec> Specs =>
    [
        new("Filter", SampleShape.Image(Side, Side, Channels), [new Conv2DSpec(Channels, Pair.Square(3)) { Padding = Padding.Same }]) { InputGradient = false },
        new("Trained", SampleShape.Image(Side, Side, Channels), [new Conv2DSpec(Channels, Pair.Square(3)) { Padding = Padding.Same }]),
    ];

    [Theory]
    [InlineData(0, 0, float.NaN)]
    [InlineData(5, 9, float.NaN)]
    [InlineData(7, 8, float.PositiveInfinity)]
    [InlineData(15, 3, float.NegativeInfinity)]
    public void A_pixel_that_is_no_number_reaches_the_tiles_that_read_it_and_no_others(int row, int column, float value)
    {
        INetwork network = Compiled.Value.Create("Filter", seed: 3);
        float[] x = NetworkTouch.Numbers(new Random(1), Side * Side * Channels);
        x[(((row * Side) + column) * Channels) + 5] = value;

        float[] y = network.Predict(x);

        for (int i = 0; i < y.Length; i++)
        {
            int outputRow = i / Channels / Side;
            int outputColumn = i / Channels % Side;
            if (Math.Abs(outputRow - row) <= 1 && Math.Abs(outputColumn - column) <= 1)
            {
                Assert.False(float.IsFinite(y[i]), $"The window at {outputRow}, {outputColumn} holds {value}, and {y[i]} came.");
            }
            else if (!Reads(outputRow, row) || !Reads(outputColumn, column))
            {
                Assert.True(float.IsFinite(y[i]), $"The tile of {outputRow}, {outputColumn} does not read the {value}, and {y[i]} came.");
            }
        }
    }

    /// <summary>In the corner, where no window but those of four taps holds it.</summary>
    [Fact]
    public void A_pixel_that_is_no_number_reaches_the_gradients_by_all_weights_of_its_channel_and_by_no_others()
    {
        const int Channel = 5;
        INetwork network = Compiled.Value.Create("Trained", seed: 3);
        float[] x = NetworkTouch.Numbers(new Random(1), Side * Side * Channels);
        x[Channel] = float.NaN;
        TrainingPass pass = network.CreateTrainingPass(capacity: 1, workers: 1);

        pass.Run(new RecordingBatch(x, NetworkTouch.Numbers(new Random(2), Side * Side * Channels), samples: 1));

        ReadOnlySpan<float> gradient = pass.Gradient(network.Info.Parameters[0]);
        for (int i = 0; i < gradient.Length; i++)
        {
            Assert.True(float.IsFinite(gradient[i]) == (i / Channels % Channels != Channel), $"The gradient by weight {i} is {gradient[i]}.");
        }
    }

    /// <summary>Whether the tile that an output lies in reads a row, or a column, of the input: its own and one on either side.</summary>
    private static bool Reads(int output, int input)
    {
        int first = output / Tile * Tile;
        return input >= first - 1 && input <= first + Tile;
    }
}
