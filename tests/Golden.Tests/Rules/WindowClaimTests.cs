using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Reference;
using Xunit;

namespace NetGen.Golden.Tests.Rules;

/// <summary>What rules say of cells that never see a pixel and of pixels that no window sees, against gradients: what is never read has none.</summary>
public class WindowClaimTests
{
    private const int Networks = 400;

    [Fact]
    public void NG0302_counts_the_weights_that_have_no_gradient()
    {
        int reported = 0;
        foreach ((NetworkSpec network, IReadOnlyList<Diagnostic> findings) in Claim.Of(Claim.Draw(Networks, random => Single(Convolution(random), random))))
        {
            (double[] kernel, _) = Gradients(network);
            int unused = kernel.Count(gradient => gradient == 0);
            string? message = findings.Message("NG0302");

            Assert.True(unused > 0 == message is not null, network.Source + message);
            if (message is not null)
            {
                Assert.EndsWith(FormattableString.Invariant($"; {unused} of its {kernel.Length} cells never lie on a pixel, wherever it stands: it should be smaller"), message);
                reported++;
            }
        }

        Assert.InRange(reported, 30, Networks - 30);
    }

    [Fact]
    public void NG0210_and_NG0211_count_the_rows_and_columns_that_have_no_gradient()
    {
        int skipping = 0;
        int dropping = 0;
        foreach ((NetworkSpec network, IReadOnlyList<Diagnostic> findings) in Claim.Of(Claim.Draw(Networks, random => Single(Pooling(random), random))))
        {
            (int Rows, int Columns) claimed = default;
            if (findings.Message("NG0210") is { } skips)
            {
                skipping++;
                claimed = Added(claimed, skips);
            }

            if (findings.Message("NG0211") is { } drops)
            {
                dropping++;
                claimed = Added(claimed, drops);
                Assert.Equal(default, Unseen(Padded(network), of: Lost(drops)));
            }

            Assert.True(Unseen(network) == claimed, $"{network.Source}{string.Join('\n', findings)}");
        }

        Assert.InRange(skipping, 30, Networks - 30);
        Assert.InRange(dropping, 30, Networks - 30);
    }

    [Fact]
    public void NG0210_counts_for_convolutions_of_more_than_a_pixel()
    {
        int skipping = 0;
        foreach ((NetworkSpec network, IReadOnlyList<Diagnostic> findings) in Claim.Of(Claim.Draw(Networks, random => Single(Convolution(random), random))))
        {
            var layer = (Conv2DSpec)network.Layers[0];
            if (findings.Message("NG0210") is { } message)
            {
                skipping++;
                (int Rows, int Columns) unseen = Unseen(network);
                (int Rows, int Columns) claimed = Lost(message);
                Assert.True(claimed.Rows == 0 || claimed.Rows == unseen.Rows, network.Source + message);
                Assert.True(claimed.Columns == 0 || claimed.Columns == unseen.Columns, network.Source + message);
            }
            else
            {
                Assert.True(layer.Kernel.Height == 1 || layer.Strides.Height <= layer.Kernel.Height || Unseen(network).Rows == 0, network.Source);
                Assert.True(layer.Kernel.Width == 1 || layer.Strides.Width <= layer.Kernel.Width || Unseen(network).Columns == 0, network.Source);
            }
        }

        Assert.InRange(skipping, 30, Networks - 30);
    }

    [Fact]
    public void NG0303_gives_the_smallest_input_that_works()
    {
        int reported = 0;
        foreach ((NetworkSpec network, IReadOnlyList<Diagnostic> findings) in Claim.Of(Claim.Draw(60, Stack)))
        {
            if (findings.Message("NG0303") is not { } message)
            {
                continue;
            }

            reported++;
            int[] smallest = [.. message[(message.LastIndexOf(' ') + 1)..].Split('x').Select(side => int.Parse(side, CultureInfo.InvariantCulture))];
            (NetworkSpec Network, IReadOnlyList<Diagnostic> Findings)[] tried =
            [
                .. Claim.Of([With(network, smallest[0], smallest[1], 0), With(network, smallest[0] - 1, smallest[1], 1), With(network, smallest[0], smallest[1] - 1, 2)]),
            ];
            Assert.Null(tried[0].Findings.Message("NG0303"));
            Assert.All(tried[1..], smaller => Assert.Contains(smaller.Findings, finding => finding.Id is "NG0303" or "NG0301"));
        }

        Assert.InRange(reported, 15, 55);
    }

    private static NetworkSpec With(NetworkSpec network, int height, int width, int number) =>
        network with { Name = FormattableString.Invariant($"Other{number}"), Input = SampleShape.Image(height, width, 1) };

    /// <summary>A convolution, pooling and a convolution, of which the last may not fit.</summary>
    private static NetworkSpec? Stack(Random random)
    {
        LayerSpec[] layers = [Convolution(random), Pooling(random)];
        var input = SampleShape.Image(random.Next(6, 16), random.Next(6, 16), 1);
        SampleShape shape = input;
        foreach (LayerSpec layer in layers)
        {
            shape = layer.Infer(shape);
            if (shape is not { Height: > 0, Width: > 0 })
            {
                return null;
            }
        }

        return new NetworkSpec("Net", input, [.. layers, new Conv2DSpec(1, Pair.Square(3))]);
    }

    private static (int Rows, int Columns) Added((int Rows, int Columns) sum, string message) => (sum.Rows + Lost(message).Rows, sum.Columns + Lost(message).Columns);

    /// <summary>"... 2 rows and 0 columns ..."</summary>
    private static (int Rows, int Columns) Lost(string message) => Claim.Numbers(message) is [int rows, int columns, ..]
        ? (rows, columns)
        : throw new ArgumentException(message, nameof(message));

    /// <summary>Rows and columns of the input that have no gradient anywhere; those that are <paramref name="of"/> interest where it is given.</summary>
    private static (int Rows, int Columns) Unseen(NetworkSpec network, (int Rows, int Columns)? of = null)
    {
        (_, double[] input) = Gradients(network);
        int width = network.Input.Width;
        int rows = Enumerable.Range(0, network.Input.Height).Count(y => Enumerable.Range(0, width).All(x => input[(y * width) + x] == 0));
        int columns = Enumerable.Range(0, width).Count(x => Enumerable.Range(0, network.Input.Height).All(y => input[(y * width) + x] == 0));
        return (of is { Rows: 0 } ? 0 : rows, of is { Columns: 0 } ? 0 : columns);
    }

    /// <summary>The gradients by kernel and input where every number is 1, so that nothing cancels out.</summary>
    private static (double[] Kernel, double[] Input) Gradients(NetworkSpec network)
    {
        var reference = new ReferenceNetwork(network, batchSize: 1);
        foreach (ReferenceParameter parameter in reference.Parameters)
        {
            Array.Fill(parameter.Values, 1);
        }

        double[] x = new double[reference.Input.Size];
        double[] dy = new double[reference.Output.Size];
        Array.Fill(x, 1);
        Array.Fill(dy, 1);
        ReferenceRun run = reference.Run(x, dy);
        return (reference.Parameters.FirstOrDefault()?.Gradient ?? [], run.InputGradients);
    }

    private static NetworkSpec Padded(NetworkSpec network) => network with { Layers = [(PoolingSpec)network.Layers[0] with { Padding = Padding.Same }] };

    /// <summary>A network of the layer alone; null where not one of its windows fits.</summary>
    private static NetworkSpec? Single(LayerSpec layer, Random random)
    {
        var input = SampleShape.Image(random.Next(1, 12), random.Next(1, 12), 1);
        return layer.Infer(input) is { Height: > 0, Width: > 0 } ? new NetworkSpec("Net", input, [layer]) : null;
    }

    private static Conv2DSpec Convolution(Random random)
    {
        bool spreads = random.Next(3) == 0;
        return new Conv2DSpec(1, Sizes(random, 14))
        {
            Strides = spreads ? Pair.Square(1) : Sizes(random, 6),
            Dilation = spreads ? Sizes(random, 4) : Pair.Square(1),
            Padding = (Padding)random.Next(2),
            UseBias = false,
        };
    }

    private static PoolingSpec Pooling(Random random) => new(PoolingKind.Average, Sizes(random, 7)) { Strides = Sizes(random, 7), Padding = (Padding)random.Next(2) };

    private static Pair Sizes(Random random, int largest) => new(random.Next(1, largest), random.Next(1, largest));
}
