using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;
using NetGen.Import.Text;
using NetGen.Import.Text.Blocks;
using Xunit;

namespace NetGen.Import.Tests.Text;

/// <summary>A declaration is written as a person would write it.</summary>
public sealed class ClassWriterTests
{
    [Fact]
    public void A_chain_is_a_line_for_each_layer()
    {
        var draft = new NetworkDraft("test", [28, 28, 1]);
        DraftLayer rescaling = DraftLayers.Rescaling("a", 1 / 255.0, 0).Reading([null]);
        DraftLayer convolution = DraftLayers.Conv2D("b", 16, new Window(new Extent(3, 3)) { IsSame = true, Strides = new Extent(2, 2) }, activation: "ReLU").Reading(rescaling);
        DraftLayer pooling = DraftLayers.MaxPooling2D("c", new Window(new Extent(2, 2)) { Strides = new Extent(2, 2) }).Reading(convolution);
        DraftLayer flatten = DraftLayers.Flatten("d").Reading(pooling);
        draft.Layers.AddRange([rescaling, convolution, pooling, flatten, DraftLayers.Dense("e", 10, activation: "Softmax").Reading(flatten)]);

        Assert.Equal(
            """
            using NetGen;

            namespace Digits.Networks;

            [Network(28, 28, 1)]
            [Weights("mnist.safetensors")]
            [Rescaling(1 / 255.0)]
            [Conv2D(16, 3, Strides = 2, Padding = Padding.Same, Activation = Activation.ReLU)]
            [MaxPooling2D]
            [Flatten]
            [Dense(10, Activation = Activation.Softmax)]
            public sealed partial class Mnist;

            """,
            draft.Declare().ToSource("Mnist", "Digits.Networks", "mnist.safetensors"));
    }

    [Fact]
    public void Layers_that_others_read_are_named_where_they_do_not_stand_above()
    {
        var draft = new NetworkDraft("test", [8]);
        DraftLayer first = DraftLayers.Dense("a", 8).Reading([null]);
        first.WantedName = "stem";
        DraftLayer second = DraftLayers.Dense("b", 8).Reading(first);
        DraftLayer sum = DraftLayers.Merge("Add", "c").Reading(second, first);
        DraftLayer gate = DraftLayers.Dense("d", 8, activation: "Sigmoid").Reading(first);
        draft.Layers.AddRange([first, second, sum, gate, DraftLayers.Merge("Multiply", "e").Reading(sum, gate)]);

        Assert.Equal(
            [
                "[Dense(8, Name = \"stem\")]",
                "[Dense(8)]",
                "[Add(\"stem\")]",
                "[Dense(8, Activation = Activation.Sigmoid, Input = \"stem\")]",
                "[Multiply(\"add\", \"dense_1\")]",
            ],
            LinesOf(draft.Declare()));
    }

    [Fact]
    public void Strides_of_one_are_written_where_they_are_not_the_default()
    {
        var draft = new NetworkDraft("test", [8, 8, 2]);
        DraftLayer pooling = DraftLayers.MaxPooling2D("a", new Window(new Extent(3, 3))).Reading([null]);
        draft.Layers.AddRange([pooling, DraftLayers.Conv2D("b", 2, new Window(new Extent(3, 3))).Reading(pooling)]);

        Assert.Equal(["[MaxPooling2D(3, Strides = 1)]", "[Conv2D(2, 3)]"], LinesOf(draft.Declare()));
    }

    [Fact]
    public void Names_that_a_program_has_counted_are_left_to_be_counted_anew()
    {
        var draft = new NetworkDraft("test", [8]);
        DraftLayer first = DraftLayers.Dense("a", 8).Reading([null]);
        first.WantedName = "dense_24";
        DraftLayer second = DraftLayers.Dense("b", 8).Reading(first);
        second.WantedName = "head/out";
        draft.Layers.AddRange([first, second]);

        Assert.Equal(["dense", "dense_1"], draft.Declare().Layers.Select(layer => layer.Name));
    }

    [Theory]
    [InlineData(1 / 255.0, "1 / 255.0")]
    [InlineData(1 / 127.5, "1 / 127.5")]
    [InlineData(1.0 / 256, "1 / 256.0")]
    [InlineData(0.00392156862745098f, "1 / 255.0")]
    [InlineData(0.1f, "0.1")]
    [InlineData(1e-5, "1E-05")]
    [InlineData(-1.0, "-1")]
    [InlineData(0.0, "0")]
    [InlineData(double.PositiveInfinity, "double.PositiveInfinity")]
    public void Numbers_are_written_as_people_write_them(double number, string text) => Assert.Equal(text, ValueText.Of(number));

    [Theory]
    [InlineData("my class")]
    [InlineData("class")]
    [InlineData("")]
    [InlineData("2D")]
    public void A_class_has_a_name_that_CSharp_takes(string name)
    {
        var draft = new NetworkDraft("test", [8]);
        draft.Layers.Add(DraftLayers.Dense("a", 8).Reading([null]));

        Assert.Throws<ArgumentException>(() => draft.Declare().ToSource(name));
    }

    [Theory]
    [InlineData("cats-and_dogs.v2", "CatsAndDogsV2")]
    [InlineData("mnist", "Mnist")]
    [InlineData("12-net", "Network12Net")]
    [InlineData("…", "Network")]
    public void A_files_name_gives_one(string file, string name) => Assert.Equal(name, IdentifierText.ClassNameOf(file));

    private static IEnumerable<string> LinesOf(ImportedNetwork network) => Outline.Of(LayerLine.Of(network), []);
}
