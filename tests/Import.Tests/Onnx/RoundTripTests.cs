using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;
using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.Onnx;

/// <summary>Layers that ONNX has no single operator for come back from it as they were declared.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] Functions = ["Tanh", "Sigmoid", "Softsign", "Softplus", "GELU"];

    [Theory]
    [InlineData("Add", 3)]
    [InlineData("Multiply", 2)]
    [InlineData("Multiply", 3)]
    [InlineData("Multiply", 5)]
    [InlineData("Average", 4)]
    [InlineData("Maximum", 3)]
    [InlineData("Minimum", 3)]
    public void A_layer_that_joins_several_stays_one(string kind, int inputs) => Returns(() =>
    {
        DraftLayer[] functions = [.. Functions.Take(inputs).Select(function => DraftLayers.Activation("", function).Reading([null]))];
        return [.. functions, DraftLayers.Merge(kind, "").Reading(functions)];
    });

    [Fact]
    public void Products_in_a_row_stay_several() => Returns(() =>
    {
        DraftLayer function = DraftLayers.Activation("", "Tanh").Reading([null]);
        DraftLayer first = DraftLayers.Merge("Multiply", "").Reading([function, null]);
        return [function, first, DraftLayers.Merge("Multiply", "").Reading([first, function])];
    });

    [Fact]
    public void Concatenations_of_several_stay_one() => Returns(() =>
    {
        DraftLayer[] functions = [.. Functions.Take(3).Select(function => DraftLayers.Activation("", function).Reading([null]))];
        return [.. functions, DraftLayers.Concatenate("", -1).Reading(functions)];
    });

    [Theory]
    [InlineData(null, 0.1, 0.25)]
    [InlineData(1.5, 0.1, 0.0)]
    [InlineData(1.5, 0.0, 0.25)]
    [InlineData(0.75, 0.1, 0.25)]
    [InlineData(6.0, 0.0, 0.0)]
    [InlineData(null, 0.0, 0.25)]
    [InlineData(null, 0.1, 0.0)]
    [InlineData(null, 0.0, 0.0)]
    public void A_rectifier_keeps_its_settings(double? most, double slope, double threshold) =>
        Returns(() => [DraftLayers.ReLU("", most, slope, threshold).Reading([null]), DraftLayers.ReLU("", 2.5, 0.5, 1)]);

    [Theory]
    [InlineData(1, 4)]
    [InlineData(5, 1)]
    [InlineData(1, 1)]
    public void Slopes_of_images_of_one_row_or_column_stay_shared_or_not(int height, int width)
    {
        foreach (int[] shared in new int[][] { [], [1], [2], [1, 2], [1, 2, 3], [3] })
        {
            int[] shape = [.. new[] { height, width, 3 }.Select((size, axis) => shared.Contains(axis + 1) ? 1 : size)];
            float[] slopes = [.. Enumerable.Range(1, shape.Aggregate(1, (product, size) => product * size)).Select(i => i / 16f)];
            Returns(() => [DraftLayers.PReLU("", shared).Weighing("alpha", shape, slopes)], height, width);
        }
    }

    private static void Returns(Func<IReadOnlyList<DraftLayer>> layers, int height = 5, int width = 4)
    {
        var draft = new NetworkDraft("drawn", [height, width, 3]);
        foreach (DraftLayer layer in layers())
        {
            draft.Layers.Add(layer.Inputs.Count > 0 ? layer : layer.Reading(draft.Layers.LastOrDefault()));
        }

        ImportedNetwork declared = draft.Declare();
        OnnxExportTests.Check(declared, ImportedClass.Create(declared), declared.ToSource("Drawn"), 1);
    }
}
