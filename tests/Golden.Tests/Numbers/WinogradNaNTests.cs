using System;
using System.Collections.Generic;
using System.Linq;
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

    /// <summary>Sides of the tiles' inputs.</summary>
    private const int TileInputs = 6;

    private static readonly int[] Kernels = [3, 5];

    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation().Compile(Specs));

    private static IReadOnlyList<NetworkSpec> Specs =>
    [
        .. Kernels.Select(kernel => new NetworkSpec(Name("Filter", kernel), SampleShape.Image(Side, Side, Channels), [Convolution(kernel)]) { InputGradient = false }),
        .. Kernels.Select(kernel => new NetworkSpec(Name("Trained", kernel), SampleShape.Image(Side, Side, Channels), [Convolution(kernel)])),
    ];

    [Theory]
    [InlineData(3, 0, 0, float.NaN)]
    [InlineData(3, 5, 9, float.NaN)]
    [InlineData(3, 7, 8, float.PositiveInfinity)]
    [InlineData(3, 15, 3, float.NegativeInfinity)]
    [InlineData(5, 0, 0, float.NaN)]
    [InlineData(5, 5, 9, float.NaN)]
    [InlineData(5, 7, 8, float.PositiveInfinity)]
    [InlineData(5, 15, 3, float.NegativeInfinity)]
    public void A_pixel_that_is_no_number_reaches_the_tiles_that_read_it_and_no_others(int kernel, int row, int column, float value)
    {
        INetwork network = Compiled.Value.Create(Name("Filter", kernel), seed: 3);
        float[] x = NetworkTouch.Numbers(new Random(1), Side * Side * Channels);
        x[(((row * Side) + column) * Channels) + 5] = value;

        float[] y = network.Predict(x);

        for (int i = 0; i < y.Length; i++)
        {
            int outputRow = i / Channels / Side;
            int outputColumn = i / Channels % Side;
            if (Math.Abs(outputRow - row) <= kernel / 2 && Math.Abs(outputColumn - column) <= kernel / 2)
            {
                Assert.False(float.IsFinite(y[i]), $"The window at {outputRow}, {outputColumn} holds {value}, and {y[i]} came.");
            }
            else if (!Reads(kernel, outputRow, row) || !Reads(kernel, outputColumn, column))
            {
                Assert.True(float.IsFinite(y[i]), $"The tile of {outputRow}, {outputColumn} does not read the {value}, and {y[i]} came.");
            }
        }
    }

    /// <summary>In the corner, where no window but those of a quarter of the taps holds it.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void A_pixel_that_is_no_number_reaches_the_gradients_by_all_weights_of_its_channel_and_by_no_others(int kernel)
    {
        const int Channel = 5;
        INetwork network = Compiled.Value.Create(Name("Trained", kernel), seed: 3);
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

    private static string Name(string name, int kernel) => FormattableString.Invariant($"{name}Of{kernel}");

    private static Conv2DSpec Convolution(int kernel) => new(Channels, Pair.Square(kernel)) { Padding = Padding.Same };

    /// <summary>Whether the tile that an output lies in reads a row, or a column, of the input: its own, and one or two on either side.</summary>
    private static bool Reads(int kernel, int output, int input)
    {
        int side = TileInputs + 1 - kernel;
        int first = (output / side * side) - (kernel / 2);
        return input >= first && input < first + TileInputs;
    }
}
