using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;
using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.Text;

/// <summary>What repeats in a file is declared once.</summary>
public sealed class BlockTests
{
    [Fact]
    public void Stages_of_a_residual_network_are_uses_of_blocks()
    {
        ImportedNetwork network = Residual().Declare();

        Assert.Equal(
            """
            using NetGen;

            [Network(16, 16, 3)]
            [Conv2D(8, 3, Padding = Padding.Same, UseBias = false)]
            [BatchNormalization]
            [Activation(Activation.ReLU)]
            [Residual(8, Repeat = 2)]
            [Conv2D(16, 3, Strides = 2, Padding = Padding.Same, UseBias = false)]
            [BatchNormalization]
            [Activation(Activation.ReLU)]
            [Residual(16, Repeat = 3)]
            [GlobalAveragePooling2D]
            [Dense(10, Activation = Activation.Softmax)]
            public sealed partial class ResNet;

            [Conv2D(Filters, 3, Padding = Padding.Same, UseBias = false)]
            [BatchNormalization]
            [Activation(Activation.ReLU)]
            [Conv2D(Filters, 3, Padding = Padding.Same, UseBias = false)]
            [BatchNormalization]
            [Add(BlockInput)]
            [Activation(Activation.ReLU)]
            internal sealed class Residual : BlockAttribute
            {
                private const int Filters = 8;

                public Residual(int filters)
                {
                }
            }

            """,
            network.ToSource("ResNet", useBlocks: true));
    }

    [Fact]
    public void A_class_with_blocks_computes_what_the_one_without_does()
    {
        ImportedNetwork network = Residual().Declare();
        float[] input = Values(2 * 16 * 16 * 3, seed: 7);

        Assert.Equal(ImportedClass.Predict(ImportedClass.Create(network), input), ImportedClass.Predict(ImportedClass.CreateWithBlocks(network), input));
    }

    [Fact]
    public void Strides_of_one_are_what_a_use_need_not_say()
    {
        var draft = new NetworkDraft("test", [32, 32, 8]);
        DraftLayer? last = null;
        foreach ((int filters, int strides) in new[] { (8, 1), (16, 2), (16, 1), (16, 1), (32, 2), (32, 1) })
        {
            last = Add(draft, DraftLayers.DepthwiseConv2D("d", new Window(new Extent(3, 3)) { IsSame = true, Strides = new Extent(strides, strides) }, activation: "ReLU6"), last);
            last = Add(draft, DraftLayers.Conv2D("p", filters, new Window(Extent.One), activation: "ReLU6"), last);
            last = Add(draft, DraftLayers.Dropout("SpatialDropout2D", "s", 0.1), last);
        }

        last = Add(draft, DraftLayers.GlobalAveragePooling2D("g"), last);
        Add(draft, DraftLayers.Dense("h", 4, activation: "Softmax"), last);
        string[] lines = draft.Declare().ToSource("MobileNet", useBlocks: true).Split('\n');

        Assert.Equal(
            ["[Separable(8)]", "[Separable(16, strides: 2)]", "[Separable(16, Repeat = 2)]", "[Separable(32, strides: 2)]", "[Separable(32)]"],
            lines.Where(line => line.StartsWith("[Separable", StringComparison.Ordinal)));
        Assert.Contains("[DepthwiseConv2D(3, Strides = Strides, Padding = Padding.Same, Activation = Activation.ReLU6)]", lines);
        Assert.Contains("    public Separable(int filters, int strides = Strides)", lines);
        ImportedClass.CreateWithBlocks(Weighted(draft).Declare());
    }

    [Fact]
    public void Layers_that_are_read_from_outside_are_in_no_block()
    {
        var draft = new NetworkDraft("test", [16, 16, 4]);
        DraftLayer? last = null;
        var inner = new List<DraftLayer>();
        for (int i = 0; i < 6; i++)
        {
            last = Add(draft, DraftLayers.Conv2D("a", 4, new Window(new Extent(3, 3)) { IsSame = true }), last);
            inner.Add(last);
            last = Add(draft, DraftLayers.Activation("b", "Tanh"), last);
            inner.Add(last);
            last = Add(draft, DraftLayers.GaussianNoise("c", 0.1), last);
        }

        foreach (DraftLayer layer in inner)
        {
            last = Add(draft, DraftLayers.Merge("Add", "sum"), last, layer);
        }

        Assert.DoesNotContain("BlockAttribute", draft.Declare().ToSource("Net", useBlocks: true), StringComparison.Ordinal);
    }

    private static NetworkDraft Residual()
    {
        var draft = new NetworkDraft("test", [16, 16, 3]);
        DraftLayer? last = Normalized(draft, 8, 1, null, "ReLU");
        foreach (int stage in (int[])[8, 8, 16, 16, 16])
        {
            if (stage == 16 && draft.Layers.Count < 24)
            {
                last = Normalized(draft, 16, 2, last, "ReLU");
            }

            DraftLayer? shortcut = last;
            last = Normalized(draft, stage, 1, last, "ReLU");
            last = Normalized(draft, stage, 1, last, null);
            last = Add(draft, DraftLayers.Merge("Add", "sum"), last, shortcut);
            last = Add(draft, DraftLayers.Activation("function", "ReLU"), last);
        }

        last = Add(draft, DraftLayers.GlobalAveragePooling2D("pool"), last);
        Add(draft, DraftLayers.Dense("head", 10, activation: "Softmax"), last);
        return Weighted(draft);
    }

    private static DraftLayer Normalized(NetworkDraft draft, int filters, int strides, DraftLayer? input, string? activation)
    {
        DraftLayer convolution = Add(
            draft, DraftLayers.Conv2D("conv", filters, new Window(new Extent(3, 3)) { IsSame = true, Strides = new Extent(strides, strides) }, useBias: false), input);
        DraftLayer norm = Add(draft, DraftLayers.BatchNormalization("norm", 1e-3), convolution);
        return activation is null ? norm : Add(draft, DraftLayers.Activation("function", activation), norm);
    }

    private static DraftLayer Add(NetworkDraft draft, DraftLayer layer, params DraftLayer?[] inputs)
    {
        draft.Layers.Add(layer.Reading(inputs));
        return layer;
    }

    /// <summary>Gives every layer weights of the shapes that the compiler expects.</summary>
    private static NetworkDraft Weighted(NetworkDraft draft)
    {
        foreach ((ImportedLayer layer, LayerInfo info) in draft.Declare().Layers.Zip(ImportedClass.InfoOf(draft.Declare()).Layers))
        {
            DraftLayer drafted = draft.Layers[draft.Declare().Layers.ToList().FindIndex(other => other.Name == layer.Name)];
            foreach (ParameterInfo parameter in info.Parameters)
            {
                float[] values = Values(parameter.Size, seed: parameter.Name.Length);
                bool isVariance = parameter.Name.EndsWith("variance", StringComparison.Ordinal);
                string role = parameter.Name[(parameter.Name.LastIndexOf('/') + 1)..];
                drafted.Weighing(role, [.. parameter.Shape], [.. values.Select(value => isVariance ? 1 + value : 0.2f * value)]);
            }
        }

        return draft;
    }

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    }
}
